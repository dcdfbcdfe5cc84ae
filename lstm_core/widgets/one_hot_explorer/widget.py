"""Any text as indices, one-hot vectors and pairs of characters, while the learner types."""

from typing import Any

import traitlets
from matplotlib.figure import Figure

from lstm_core.arguments import check_choice, check_integer, check_place, short_repr
from lstm_core.errors import ArgumentError, TextError
from lstm_core.text import Vocabulary
from lstm_core.widgets.one_hot_explorer.figure import one_hot_figure
from lstm_core.widgets.shared.bundle import bundle
from lstm_core.widgets.shared.learner_text import MOST_BYTES, capital_letters, clean_text
from lstm_core.widgets.shared.page_widget import PageWidget
from lstm_core.widgets.shared.refusal import refusing
from lstm_core.widgets.shared.still import StillPicture
from lstm_core.widgets.shared.traits import Checked, Sent

ALPHABETS = ("tutorial", "own")


class OneHotExplorer(StillPicture, PageWidget):
    r"""Type, paste or open a text, and see its indices, its one-hot matrix and its training pairs.

    The browser encodes; the vocabulary is sent once. The learner's text comes to Python by itself:
    0.8 s after the last key, or as soon as the text field is left, so that the next cell that runs
    has it in `text`. Looking around sends nothing; "Send view to Python" writes position, alphabet
    and lowercase, for `figure`.

    Parameters
    ----------
    vocabulary : Vocabulary
        The tutorial's characters.
    text : str
        The text to begin with, at most 1 MB. It is kept as `read_text` would give it: line ends
        are ``\n`` and, with ``lowercase``, capitals are small letters.
    position : int
        The step t to begin at, 0 … T - 1; 0 for an empty text.
    alphabet : {"tutorial", "own"}
        Whether the indices are those of ``vocabulary`` or of the text's own characters.
    lowercase : bool
        Whether capitals become small letters.

    Attributes
    ----------
    text : str
        What the learner typed, as it is encoded; may be set.

    Raises
    ------
    ArgumentError, TextError
        If an argument is not allowed.
    """

    _esm = bundle("one_hot_explorer/widget.js")
    _css = bundle("one_hot_explorer/widget.css")

    page_writes = ("lowercase", "alphabet", "text", "position")

    characters: Any = Sent().tag(sync=True)
    capitals: Any = Sent().tag(sync=True)

    def _check_lowercase(self, _: str, value: object) -> bool:
        return _checked_switch(value)

    def _check_alphabet(self, name: str, value: object) -> str:
        return check_choice(name, value, ALPHABETS)

    def _check_text(self, _: str, value: object) -> str:
        return _checked_text(value, lowercase=False)

    def _check_position(self, name: str, value: object) -> int:
        return check_integer(name, value, minimum=0, maximum=MOST_BYTES)

    lowercase: Any = Checked(_check_lowercase).tag(sync=True)
    alphabet: Any = Checked(_check_alphabet).tag(sync=True)
    text: Any = Checked(_check_text).tag(sync=True)
    position: Any = Checked(_check_position).tag(sync=True)

    def __init__(
        self,
        vocabulary: Vocabulary,
        text: str = "to be",
        *,
        position: int = 0,
        alphabet: str = "tutorial",
        lowercase: bool = True,
    ) -> None:
        if not isinstance(vocabulary, Vocabulary):
            raise ArgumentError(f"vocabulary must be a Vocabulary, but got {short_repr(vocabulary)}.")
        self._tutorial = vocabulary
        text = _checked_text(text, lowercase=_checked_switch(lowercase))  # position is checked by it
        super().__init__(
            characters=list(vocabulary.characters),
            capitals=capital_letters(),
            lowercase=lowercase,
            alphabet=alphabet,
            text=text,
            position=position,
        )

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary in use: the tutorial's, or that of the text (TextError if it is empty)."""
        return self._tutorial if self.alphabet == "tutorial" else Vocabulary.from_text(self.text)

    # What depends on another trait, which may be set after it

    @traitlets.validate("text")
    def _lower_text(self, proposal: Any) -> str:
        with refusing():
            return _checked_text(proposal["value"], lowercase=self.lowercase)

    @traitlets.validate("position")
    def _check_inside(self, proposal: Any) -> int:
        with refusing():
            return check_place("position", proposal["value"], size=max(1, len(self.text)))

    @traitlets.observe("text", "position")
    def _hold_position(self, change: Any) -> None:
        self.position = min(self.position, max(0, len(self.text) - 1))

    def figure(self) -> Figure:
        """Return a still figure of the view that Python knows: the rows around `position`.

        Returns
        -------
        matplotlib.figure.Figure
            The one-hot matrix, one row per character, with the target beside each row.
        """
        vocabulary = self.vocabulary if self.text else self._tutorial
        return one_hot_figure(self.text, vocabulary, position=self.position)

    def __repr__(self) -> str:
        known = set(self._tutorial if self.alphabet == "tutorial" else self.text)
        unknown = sum(character not in known for character in self.text)
        return (
            f"OneHotExplorer({short_repr(self.text)}, T={len(self.text)}, V={len(known)}, "
            f"unknown={unknown}, position={self.position}, alphabet={self.alphabet!r})"
        )


def _checked_switch(lowercase: object) -> bool:
    if not isinstance(lowercase, bool):
        raise ArgumentError(f"lowercase must be True or False, but got {short_repr(lowercase)}.")
    return lowercase


def _checked_text(text: object, *, lowercase: bool) -> str:
    text = clean_text(text, lowercase=lowercase)
    size = len(text.encode("utf-8"))
    if size > MOST_BYTES:
        raise TextError(
            f"text has {size / 1e6:.2f} MB, and the explorer shows at most {MOST_BYTES / 1e6:g} MB. "
            f"Take a part of it: text[:{MOST_BYTES * len(text) // size}]."
        )
    return text
