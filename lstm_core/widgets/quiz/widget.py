"""A quiz: questions that are marked at once, each answer with its reason."""

from typing import Any

import traitlets

from lstm_core.arguments import check_integer, short_repr
from lstm_core.errors import ArgumentError, LSTMCoreError
from lstm_core.exercises.checking.answers import as_html
from lstm_core.exercises.checking.progress_file import read_progress, remember_quiz
from lstm_core.exercises.quizzes.questions import Mark, Question, QuizQuestions, shown
from lstm_core.exercises.running_a_cell import RUN_THIS_CELL
from lstm_core.widgets.shared.bundle import bundle
from lstm_core.widgets.shared.page_widget import PageWidget
from lstm_core.widgets.shared.requests import check_request, check_short_text
from lstm_core.widgets.shared.traits import Checked, Sent

_HOW_TO = (
    f"To answer, {RUN_THIS_CELL}. If no form appears, write `Quiz(quiz.questions).answer(1, 2)` into a "
    "new cell: question 1, option 2; `[1, 3]` for several options; the number itself where a number is "
    "asked for."
)


class Quiz(PageWidget):
    """Ask a few questions, and mark each answer at once with its reason.

    The page marks without Python, so the quiz also works on the static site. With Python, the first
    answer to each question is kept in the learner's progress file. The cell's stored output holds
    the questions and no answers.

    Parameters
    ----------
    questions : QuizQuestions
        A notebook's questions, such as ``quiz.questions``.

    Raises
    ------
    ArgumentError
        If ``questions`` are no questions of a quiz.
    """

    _esm = bundle("quiz/widget.js")
    _css = bundle("quiz/widget.css")

    page_writes = ("given",)

    questions: Any = Sent().tag(sync=True)
    earlier: Any = Sent().tag(sync=True)
    warning: Any = Sent().tag(sync=True)

    def _check_given(self, _: str, value: object) -> dict[str, Any]:
        return check_request(value, _GIVEN)

    given: Any = Checked(_check_given).tag(sync=True)

    def __init__(self, questions: QuizQuestions) -> None:
        if not isinstance(questions, QuizQuestions):
            raise ArgumentError(
                f"questions must be a notebook's QuizQuestions, but got {short_repr(questions)}."
            )
        self._questions = questions
        progress = read_progress()
        kept = progress.quizzes.get(questions.notebook, {})
        super().__init__(
            questions=questions.as_plain_data(),
            earlier={name: shown(first.answer) for name, first in kept.items()},
            warning=progress.warning,
            given={},
        )

    def answer(self, question: int, answer: Any) -> Mark:
        """Answer a question without the form.

        Parameters
        ----------
        question : int
            Its number, counted from 1.
        answer : int, list of int, float or str
            The number of an option, counted from 1; several of them; or the number that is asked for.

        Returns
        -------
        Mark
            Whether it is right, and why; as the last line of a cell it is shown.

        Raises
        ------
        ArgumentError
            If there is no such question or option, or no number in ``answer``.
        """
        count = len(self._questions.questions)
        place = check_integer("question", question, minimum=1, maximum=count) - 1
        return self._marked(self._questions.questions[place], answer)

    def _marked(self, question: Question, answer: Any) -> Mark:
        mark = question.mark(answer)
        notebook = self._questions.notebook
        self.set_trait("warning", remember_quiz(notebook, question.name, mark.kept, mark.right))
        return mark

    @traitlets.observe("given")
    def _keep(self, change: Any) -> None:
        """Keep an answer that the page has marked."""
        given = change["new"]
        question = self._questions.find(given["question"]) if given else None
        if question is None:
            return
        try:
            self._marked(question, given["answer"])
        except LSTMCoreError:  # the page says what is missing
            return

    def _hear_refused(self, came: dict[str, Any], error: traitlets.TraitError) -> None:
        self.set_trait("warning", f"An answer was not kept. {error}")

    def _beside_the_view(self) -> tuple[dict[str, Any], dict[str, Any]]:
        return {"text/plain": repr(self), "text/html": self._as_html()}, {}

    def _as_html(self) -> str:
        """Return the questions without their answers, for a place without a form."""
        items = []
        for question in self._questions.questions:
            first, *others = question.lines()
            lines = "<br>".join(as_html(line.strip()) for line in others)
            items.append(f"<li><p>{as_html(first)}<br>{lines}</p></li>")
        return f"<div><ol>{''.join(items)}</ol><p>{as_html(_HOW_TO)}</p></div>"

    def __repr__(self) -> str:
        lines = []
        for number, question in enumerate(self._questions.questions, 1):
            first, *others = question.lines()
            lines += [f"{number}. {first}", *(f"   {line}" for line in others)]
        return "\n".join([*lines, _HOW_TO]).replace("`", "")


def _check_answer(name: str, value: object) -> int | str | list[int]:
    """Return the number of an option, several of them, or what was typed."""
    if isinstance(value, list) and len(value) <= _MOST_OPTIONS:
        return [_check_option(name, each) for each in value]
    return check_short_text(name, value) if isinstance(value, str) else _check_option(name, value)


def _check_option(name: str, value: object) -> int:
    return check_integer(name, value, minimum=0, maximum=_MOST_OPTIONS)


def _check_count(name: str, value: object) -> int:
    return check_integer(name, value, minimum=0)


_MOST_OPTIONS = 100
_GIVEN = {"question": check_short_text, "answer": _check_answer, "count": _check_count}
