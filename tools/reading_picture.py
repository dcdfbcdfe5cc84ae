"""Draw the moving picture of notebook 00: a trained network reads, with its four gates.

Writes `notebooks/reading.svg`. All motion is CSS inside the file, so no code runs where it is shown;
it ends after three rounds, and readers whose system asks for less motion see the last step alone.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

import console
import environment

TEXT = "to be, or not to be"
PLACE = environment.ROOT / "notebooks" / "reading.svg"
WIDTH, HEIGHT = 860, 384
SECONDS, ROUNDS, TOP = 0.8, 3, 6  # per character; of the whole text; bars
GATES = (("i", "input gate"), ("f", "forget gate"), ("g", "candidate"), ("o", "output gate"))
INK, MUTED, LINE = "#1c1f24", "#575d66", "#d9dde3"
_BAR, _ROW = 190, 30  # the longest bar, and from one to the next
_PANEL, _UNIT = (210, 104), 7.4  # a gate's panel, and from one unit to the next


def trained():
    """Return notebook 00's network, its vocabulary, and the trace of the text."""
    import lstm_core as lc

    text = lc.read_text(environment.ROOT / "data" / "hamlet.txt")
    vocabulary = lc.Vocabulary.from_text(text)
    model = lc.CharLSTM(vocab_size=len(vocabulary), hidden_size=25, seed=0)
    trainer = lc.Trainer(model, vocabulary.encode(text), optimizer=lc.Adam(0.02), reduction="mean")
    for _ in trainer.run(epochs=120):
        pass
    return vocabulary, model.forward(vocabulary.encode(TEXT))


def draw() -> str:
    """Return the picture as SVG."""
    from lstm_core.plots.card import EDGE, GROUND

    vocabulary, trace = trained()
    rules: list[str] = []
    shapes = [
        f'<rect x=".5" y=".5" width="{WIDTH - 1}" height="{HEIGHT - 1}" rx="6" fill="{GROUND}" '
        f'stroke="{EDGE}"/>',
        *_text(rules),
        *_expected(vocabulary, trace.logits, rules),
        *_gates(trace, rules),
    ]
    style = (
        "text{font:14px system-ui,sans-serif;fill:#1c1f24}.m{font-family:ui-monospace,monospace}"
        f".q{{fill:{MUTED};font-size:13px}}.b{{font-weight:600}}.s{{opacity:0}}.z{{opacity:1}}"
        f".a{{animation-duration:{SECONDS * len(TEXT):g}s;animation-iteration-count:{ROUNDS};"
        "animation-timing-function:cubic-bezier(.95,0,.7,1)}.s{animation-timing-function:step-end}"
        + "".join(rules)
        + "@media (prefers-reduced-motion:reduce){.a{animation:none!important}}"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 '
        f"{WIDTH} "
        f'{HEIGHT}" role="img"><title>A trained LSTM reads '
        f"“{escape(TEXT)}”</title><style>{style}</style>\n" + "\n".join(shapes) + "\n</svg>\n"
    )


def _steps(name: str, values, rules: list[str], form: str) -> str:
    """Add the rule of a shape that takes one value per character; return its class."""
    T = len(TEXT)
    frames = [f"{100 * t / T:.2f}%{{{form.format(value)}}}" for t, value in enumerate(values)]
    rules.append(f"@keyframes {name}{{{''.join(frames)}100%{{{form.format(values[-1])}}}}}")
    rules.append(f".{name}{{animation-name:{name}}}")
    return f"a {name}"


def _shown_at(t: int, rules: list[str]) -> str:
    """Return the classes of what is seen at one step; what the last step shows is seen at rest."""
    name, T = f"t{t}", len(TEXT)
    if not any(rule.startswith(f"@keyframes {name}{{") for rule in rules):
        start, end = f"{100 * t / T:.2f}%", f"{100 * (t + 1) / T:.2f}%"
        begin = "" if t == 0 else "0%{opacity:0}"
        after = "" if t == T - 1 else f"{end},100%{{opacity:0}}"
        rules.append(
            f"@keyframes {name}{{{begin}{start}{{opacity:1}}{after}}}.{name}{{animation-name:{name}}}"
        )
    return f"a s {name}" + (" z" if t == T - 1 else "")


def _text(rules: list[str]) -> list[str]:
    wide, left = 21, 96
    marks = [wide * t for t in range(len(TEXT))]
    frame = _steps("m", marks, rules, "transform:translateX({}px)")
    shapes = [
        '<text class="q" x="20" y="37">It reads</text>',
        f'<rect class="{frame}" x="{left - wide / 2}" y="15" width="{wide}" height="32" rx="4" '
        f'fill="#fff0e6" '
        f'stroke="#b03a00" stroke-width="1.5" style="transform:translateX({marks[-1]}px)"/>',
    ]
    for t, character in enumerate(TEXT):
        sign = "␣" if character == " " else character
        shapes.append(
            f'<text class="m" x="{left + wide * t}" y="38" text-anchor="middle" '
            f'style="font-size:20px">{sign}</text>'
        )
    return shapes


def _expected(vocabulary, logits, rules: list[str]) -> list[str]:
    import numpy as np

    from lstm_core.plots.next_bars import probability_words
    from lstm_core.plots.style import SYMBOL_COLOURS
    from lstm_core.sampling import distribution

    p = np.array([distribution(row) for row in logits])
    order = np.argsort(-p, axis=1, kind="stable")[:, :TOP]
    shapes = ['<text class="b" x="20" y="86">It expects next</text>']
    for rank in range(TOP):
        y = 104 + _ROW * rank
        widths = [round(float(p[t, order[t, rank]]), 3) for t in range(len(TEXT))]
        bar = _steps(f"p{rank}", widths, rules, "transform:scaleX({})")
        shapes.append(
            f'<rect class="{bar}" x="58" y="{y}" width="{_BAR}" height="18" '
            f'fill="{SYMBOL_COLOURS["p"]}" '
            f'style="transform-origin:58px 0;transform:scaleX({widths[-1]})"/>'
        )
    for t in range(len(TEXT)):
        rows = []
        for rank, k in enumerate(order[t]):
            sign = {" ": "␣", "\n": "⏎"}.get(vocabulary.characters[k], vocabulary.characters[k])
            y, end = 118 + _ROW * rank, 66 + _BAR * p[t, k]
            rows.append(
                f'<text class="m" x="36" y="{y}" text-anchor="middle" '
                f'style="font-size:17px">{escape(sign)}</text>'
                f'<text x="{end:.0f}" y="{y}">{escape(probability_words(float(p[t, k])))}</text>'
            )
        shapes.append(f'<g class="{_shown_at(t, rules)}">{"".join(rows)}</g>')
    shapes.append(f'<line x1="57.5" x2="57.5" y1="100" y2="{100 + _ROW * TOP}" stroke="{MUTED}"/>')
    rest = 112 + _ROW * TOP + 14
    return [
        *shapes,
        f'<text class="q" x="20" y="{rest}">and {len(vocabulary) - TOP} other characters, less '
        f"probable</text>",
    ]


def _gates(trace, rules: list[str]) -> list[str]:
    from lstm_core.parameters import GATES as NAMES
    from lstm_core.plots.style import GATE_COLOURS

    (wide, high), shapes = _PANEL, []
    shapes.append('<text class="b" x="356" y="86">Its 25 units, each with four gates</text>')
    for k, ((symbol, words), name) in enumerate(zip(GATES, NAMES, strict=True)):
        x, y = 384 + (wide + 36) * (k % 2), 124 + (high + 34) * (k // 2)
        low, zero = ("−1", y + high / 2) if symbol == "g" else ("0", y + high)
        shapes.append(
            f'<text x="{x}" y="{y - 8}" style="fill:{GATE_COLOURS[name]}">{words} {symbol}</text>'
        )
        shapes.append(f'<text class="q" x="{x - 6}" y="{y + 10}" text-anchor="end">1</text>')
        shapes.append(f'<text class="q" x="{x - 6}" y="{y + high}" text-anchor="end">{low}</text>')
        shapes.append(
            f'<rect x="{x}" y="{y}" width="{wide - 24}" height="{high}" fill="none" '
            f'stroke="{LINE}"/>'
            f'<line x1="{x}" x2="{x + wide - 24}" y1="{zero}" y2="{zero}" stroke="{MUTED}"/>'
        )
        values, reach = trace.gate(name), high / 2 if symbol == "g" else high
        for unit in range(values.shape[1]):
            sizes = [round(float(value), 2) for value in values[:, unit]]
            bar = _steps(f"{symbol}{unit}", sizes, rules, "transform:scaleY({})")
            left = x + 1.5 + _UNIT * unit
            shapes.append(
                f'<rect class="{bar}" x="{left:.1f}" y="{zero - reach}" width="5.4" '
                f'height="{reach}" '
                f'fill="{GATE_COLOURS[name]}" style="transform-origin:0 '
                f'{zero}px;transform:scaleY({sizes[-1]})"/>'
            )
    return shapes


def main(place: Path = PLACE) -> None:
    """Write the picture."""
    console.begin(__doc__)
    environment.start_in_environment(__file__, "test")
    # JupyterLite encodes an SVG with btoa, which knows 256 characters; references are ASCII.
    place.write_bytes(draw().encode("ascii", "xmlcharrefreplace"))
    print(f"{place.relative_to(environment.ROOT)}: {place.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    environment.guarded(main)
