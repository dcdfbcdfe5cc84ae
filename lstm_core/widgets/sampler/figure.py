"""The sampler's view as a still Matplotlib figure."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lstm_core.plots.card import WIDTH
from lstm_core.plots.next_bars import draw_next_bars, likeliest
from lstm_core.plots.sampling_figures import levels, shaded_words, write_shaded
from lstm_core.plots.style import describe, new_panels
from lstm_core.sampling import Drawn
from lstm_core.text import Vocabulary

_MOST_CHARACTERS = 310  # the end of a longer text
_BARS = 8


def sampler_figure(
    prefix: str,
    drawn: Sequence[Drawn],
    distribution: NDArray[np.floating],
    vocabulary: Vocabulary,
    *,
    temperature: float,
) -> Figure:
    """Draw the text, shaded, and the next character's likeliest candidates."""
    last = list(drawn)[-_MOST_CHARACTERS:]
    written = "".join(step.character for step in last)
    given = prefix if len(last) == len(drawn) else ""
    given = given[-(_MOST_CHARACTERS + 60 - len(written)) :]
    found = levels(np.array([step.probability for step in last]))
    rows = -(-len(given + written) // 62)
    ratios = {"height_ratios": [0.8 + 0.28 * rows, 2.0]}
    figure, (above, below) = new_panels(WIDTH, 3.6 + 0.28 * rows, nrows=2, gridspec_kw=ratios)
    write_shaded(above, given, written, found)
    count = "1 character" if len(drawn) == 1 else f"{len(drawn)} characters"
    above.set_title(f"{count} drawn; the darker, the less probable")
    words = draw_next_bars(below, distribution, vocabulary, likeliest(distribution, _BARS))
    below.set(ylabel="next character", xlim=(0, 1.15))
    below.set_title(f"Likeliest next characters at temperature {temperature:g}", fontsize=10)
    return describe(
        figure,
        f"{shaded_words(given, written, found)} Likeliest next characters at temperature "
        f"{temperature:g}: {', '.join(words)}.",
    )
