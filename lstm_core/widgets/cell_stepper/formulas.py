"""The formula of every sub-step in mathtext, and the numbers of one unit put into it.

The widget tells more, in ``story_*.js``; a still figure has room for one line each.
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
    "dh": "gradient with respect to the hidden state",
    "do": "gradient with respect to the output gate",
    "dc": "gradient with respect to the cell state",
    "di": "gradient with respect to the input gate",
    "df": "gradient with respect to the forget gate",
    "dg": "gradient with respect to the candidate",
    "dz": "back through σ and tanh",
    "dW": "this step's part of the weights' gradients",
    "dprev": "gradients for the step before",
}
# What is computed, its formula for all units, and that of one unit with {names} for numbers
# ({name_}: bracketed if negative).
_FORMULAS = {
    "x": (None, r"$[\,h_{t-1}\,;\,x_t]$", ""),
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
    """Return the formula of a sub-step, in mathtext, and after it the numbers of one unit."""
    # The formula is of vectors. So the numbers stand apart, with their unit: no vector equals a number.
    result, symbols, template = _FORMULAS[substep]
    units = {
        name: float(array[unit]) for name, array in numbers.items() if name not in ("y", "p", "dy")
    }
    written = {name: number(value, is_slope=name.startswith("d")) for name, value in units.items()}
    written |= {f"{name}_": f"({text})" if text[0] == "−" else text for name, text in written.items()}
    written["bend"] = number(1 - units["tanh_c"] ** 2)
    if "dh" in units:
        written["from_output"] = number(units["dh"] - units["dh_next"], is_slope=True)
    parts = [part for part in (written.get(result or "", ""), template.format(**written)) if part]
    return f"{symbols},   unit {unit}:  {' = '.join(parts)}" if parts else symbols
