"""A guess: the learner commits to an answer, and only then sees the result next to it."""

from dataclasses import asdict
from typing import Any, cast

from lstm_core.arguments import check_choice
from lstm_core.exercises.guesses.guess import AnyGuess
from lstm_core.exercises.guesses.opened import OpenGuess, Revealed, is_folded
from lstm_core.widgets.guess.messages import Reply, Shown
from lstm_core.widgets.shared.asked_widget import AskedWidget
from lstm_core.widgets.shared.bundle import bundle
from lstm_core.widgets.shared.requests import check_number, check_short_text
from lstm_core.widgets.shared.traits import Sent


def _check_kind(name: str, value: object) -> str:
    return check_choice(name, value, ("commit", "again"))


class Guess(AskedWidget):
    """Ask for a guess, and show the result next to it after the commit.

    The result is computed, and its assertions hold or fail, when the cell runs, whether or not
    anybody guesses. Where they fail, as with another text, the cell says so and asks nothing. The
    result stays in Python until a guess is committed. The first guess is kept in the learner's
    progress file; a guess may be changed. Where the environment variable
    ``LSTM_GUESSES`` is ``folded``, as for the static site, the result stands in a folded part.

    Parameters
    ----------
    guess : ChoiceGuess or NumberGuess
        One of a notebook's guesses, such as ``guesses.left_after_20``: the question, and what opens.
    *values
        What the notebook has computed; the guess's ``reveal`` is called with it.

    Raises
    ------
    ArgumentError
        If ``guess`` is no guess, or its result is none of its choices or no number.
    """

    _esm = bundle("guess/widget.js")
    _css = bundle("guess/widget.css")

    required = {"kind": _check_kind, "value": check_short_text, "number": check_number}  # noqa: RUF012

    question: Any = Sent().tag(sync=True)
    choices: Any = Sent().tag(sync=True)
    unit: Any = Sent().tag(sync=True)
    hint: Any = Sent().tag(sync=True)
    earlier: Any = Sent().tag(sync=True)
    warning: Any = Sent().tag(sync=True)

    def __init__(self, guess: AnyGuess, *values: Any) -> None:
        self._open = OpenGuess(guess, *values)
        first = self._open.first
        super().__init__(
            question=guess.question,
            choices=list(guess.choices),
            unit=getattr(guess, "unit", ""),
            hint=guess.hint,
            earlier="" if first is None else guess.show(first),
            warning=self._open.warning,
            reply=_no_reply("python-0"),
            request={},
        )

    def commit(self, guess: float | str) -> Revealed:
        """Commit to a guess without the form, and return what opens.

        Parameters
        ----------
        guess : float or str
            A number, or one of the choices.

        Returns
        -------
        Revealed
            The guess and the result; as the last line of a cell it is shown.

        Raises
        ------
        ArgumentError
            If there is no number in ``guess``, or it is none of the choices.
        """
        revealed = self._open.commit(guess)
        self.set_trait("reply", _reply_with(revealed, "python-1"))
        return revealed

    def _reply_to(self, asked: dict[str, Any]) -> None:
        is_again = asked["kind"] == "again"
        revealed = self._open.again() if is_again else self._open.commit(asked["value"])
        self.set_trait("reply", _reply_with(revealed, asked["number"]))

    def _refuse(self, number: str, words: str) -> None:
        reply = {**_no_reply(number), "problem": words, "shown": self.reply["shown"]}
        self.set_trait("reply", reply)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        if is_folded() or self._open.problem:
            return self._beside_the_view()
        return super()._repr_mimebundle_(**kwargs)

    def _beside_the_view(self) -> tuple[dict[str, Any], dict[str, Any]]:
        html = self._open.folded_html() if is_folded() else self._open.question_html()
        return {"text/plain": repr(self), "text/html": html}, {}

    def __repr__(self) -> str:
        return self._open.question_text()


def _no_reply(number: str) -> Reply:
    return {"number": number, "problem": "", "shown": None}


def _reply_with(revealed: Revealed, number: str) -> Reply:
    shown = asdict(revealed) | {"text": list(revealed.text)}
    return {"number": number, "problem": "", "shown": cast(Shown, shown)}
