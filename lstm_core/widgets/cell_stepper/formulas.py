"""The formula of every sub-step in mathtext, and the same with a unit's numbers put in.

The widget tells more, in ``cell_stepper_story_*.js``; a still figure has room for one line each.
"""

from collections.abc import Mapping

import numpy as np

TITLES = {
    "x": "read the character and the old hidden state",
    "z": "four weighted sums",
    "i": "the input gate",
    "f": "the forget gate",
    "g": "the candidate",
    "o": "the output gate",
    "c": "the new cell state",
    "h": "the new hidden state",
    "y": "logits",
    "p": "softmax",
    "dy": "the loss and the logits",
    "dh": "total derivative by the hidden state",
    "do": "derivative by the output gate",
    "dc": "total derivative by the cell state",
    "di": "derivative by the input gate",
    "df": "derivative by the forget gate",
    "dg": "derivative by the candidate",
    "dz": "back through the squashing",
    "dW": "this step's share of the weights' gradients",
    "dprev": "handed back to the step before",
}
# What is computed, its formula, and the same with {names} for numbers ({name_}: bracketed if negative).
_FORMULAS = {
    "x": (None, r"$[\,x_t\,;\,h_{t-1}]$", "{h_prev}"),
    "z": ("z_f", r"$z_f = x_t W_{x,f} + h_{t-1} W_{h,f} + b_f$", ""),
    "i": ("i", r"$i = \sigma(z_i)$", "σ({z_i})"),
    "f": ("f", r"$f = \sigma(z_f)$", "σ({z_f})"),
    "g": ("g", r"$g = \tanh(z_g)$", "tanh({z_g})"),
    "o": ("o", r"$o = \sigma(z_o)$", "σ({z_o})"),
    "c": ("c", r"$c_t = f \odot c_{t-1} + i \odot g$", "{f} · {c_prev_} + {i} · {g_}"),
    "h": ("h", r"$h_t = o \odot \tanh(c_t)$", "{o} · tanh({c})"),
    "y": (None, r"$y_t = h_t W_y + b_y$", ""),
    "p": (None, r"$p_t = \mathrm{softmax}(y_t)$", ""),
    "dy": (None, r"$dy_t = p_t - \mathrm{onehot}$", ""),
    "dh": ("dh", r"$dh_t = dy_t W_y^T + dh_{next}$", "{from_output} + {dh_next_}"),
    "do": ("do", r"$do = dh_t \odot \tanh(c_t)$", "{dh_} · {tanh_c_}"),
    "dc": (
        "dc",
        r"$dc_t = dc_{next} + dh_t \odot o \odot (1 - \tanh^2 c_t)$",
        "{dc_next} + {dh_} · {o} · {bend}",
    ),
    "di": ("di", r"$di = dc_t \odot g$", "{dc_} · {g_}"),
    "df": ("df", r"$df = dc_t \odot c_{t-1}$", "{dc_} · {c_prev_}"),
    "dg": ("dg", r"$dg = dc_t \odot i$", "{dc_} · {i}"),
    "dz": ("dz_f", r"$dz_f = df \odot f \odot (1 - f)$", "{df_} · {f} · (1 − {f})"),
    "dW": ("dz_f", r"$dW_{x,f}[x_t] \leftarrow dz_f$", ""),
    "dprev": ("dc_prev", r"$dc_{prev} = dc_t \odot f$", "{dc_} · {f}"),
}


def number(value: float, *, is_slope: bool = False) -> str:
    """Return a number as the diagram writes it, with a true minus sign."""
    decimals = 2 if abs(value) >= 10 else 3
    text = format(value, ".3g" if is_slope else f".{decimals}f")
    if float(text) == 0:
        text = text.lstrip("-")
    return text.replace("-", "−")


def formula_line(substep: str, numbers: Mapping[str, np.ndarray], unit: int) -> str:
    """Return the formula of a sub-step, in mathtext, with the numbers of one unit."""
    result, symbols, template = _FORMULAS[substep]
    units = {
        name: float(array[unit]) for name, array in numbers.items() if name not in ("y", "p", "dy")
    }
    written = {name: number(value, is_slope=name.startswith("d")) for name, value in units.items()}
    written |= {f"{name}_": f"({text})" if text[0] == "−" else text for name, text in written.items()}
    written["bend"] = number(1 - units["tanh_c"] ** 2)
    if "dh" in units:
        written["from_output"] = number(units["dh"] - units["dh_next"], is_slope=True)
    parts = [symbols, template.format(**written), written.get(result or "", "")]
    return " = ".join(part for part in parts if part)
