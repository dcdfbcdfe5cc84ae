"""The check of the whole capstone: five parts in order, each with numbers and advice."""

from collections.abc import Callable, Mapping
from typing import Any

from lstm_core.arguments import check_real
from lstm_core.errors import ArgumentError
from lstm_core.exercises.capstone import tasks
from lstm_core.exercises.capstone.learner import (
    Function,
    Learner,
    PartFailedError,
    PartWaitsError,
    callable_function,
    uses_package,
)
from lstm_core.exercises.capstone.network_parts import (
    judge_forward,
    judge_gradients,
    judge_parameters,
)
from lstm_core.exercises.capstone.report import Part, Report, State
from lstm_core.exercises.capstone.sample_part import judge_sample, text_line
from lstm_core.exercises.capstone.training_part import judge_small_training, train_on_page
from lstm_core.exercises.checking.answers import Answer, Verdict, show
from lstm_core.exercises.checking.progress_file import remember
from lstm_core.exercises.checking.result_form import describe
from lstm_core.text import Vocabulary

HIDDEN_SIZE = 25
_NEED_A_FORWARD_PASS = ("loss_and_gradients", "sample")
SECONDS, PAGE_SECONDS = 10.0, 240.0
_FEWEST_CHARACTERS = 100
_CALL = "`check.everything(globals(), text)`"
_RUNS = (
    Verdict.RIGHT,
    Verdict.KNOWN,
    Verdict.UNKNOWN,
)  # a forward pass that others can be held against


def everything(
    names: Any = None,
    text: Any = None,
    *,
    seconds: float = SECONDS,
    page_seconds: float = PAGE_SECONDS,
    in_process: bool = False,
) -> None:
    """Check the learner's LSTM part by part, show what holds, and remember the parts that hold.

    Parameters
    ----------
    names : mapping
        The notebook's names, ``globals()``: the five functions are found in it by their names.
    text : str
        The page on which the network is trained; at least 100 characters.
    seconds, page_seconds : float
        The time limits of each part, and of the training on the page.
    in_process : bool
        Call the functions in the kernel itself, without a time limit, for breakpoints.
    """
    found = inspect(names, text, seconds=seconds, page_seconds=page_seconds, in_process=in_process)
    if isinstance(found, Report):
        warnings = {remember(tasks.NOTEBOOK, name) for name in found.holding} - {""}
        found = Report(found.parts, (*found.notes, *warnings))
    show(found)


def inspect(
    names: Any,
    text: Any,
    *,
    seconds: float = SECONDS,
    page_seconds: float = PAGE_SECONDS,
    in_process: bool = False,
) -> Report | Answer:
    """Return the report without showing it; an Answer where nothing can be checked yet."""
    if not isinstance(names, Mapping) or not isinstance(text, str):
        return _note(
            f"Hand over the notebook's names and the page: {_CALL}. The check got {describe(names)} "
            f"and {describe(text)}."
        )
    if len(text) < _FEWEST_CHARACTERS or len(set(text)) < 2:
        return _note(
            f"The page needs at least {_FEWEST_CHARACTERS} characters, of at least 2 kinds, but has "
            f"{len(text)}."
        )
    try:
        seconds = check_real("seconds", seconds, above=0.0)
        page_seconds = check_real("page_seconds", page_seconds, above=0.0)
    except ArgumentError as error:
        return _note(str(error))
    functions, problems = _functions(names)
    if not functions and not any(problems.values()):
        line = "Write the five functions into the empty cell and run it. Then run this cell again."
        return Answer(Verdict.TODO, tasks.NOTEBOOK, (line,))
    learner = Learner(functions, seconds, page_seconds, in_process)
    report = _Inspection(learner, problems, text).report()
    lent = ", ".join(f"`{name}`" for name in functions if uses_package(names[name]))
    note = f"{lent} uses `lstm_core`. The capstone asks for an LSTM without it." if lent else ""
    return Report(report.parts, tuple(filter(None, [note])))


def _note(line: str) -> Answer:
    return Answer(Verdict.NOTE, tasks.NOTEBOOK, (line,))


def _functions(names: Mapping[str, Any]) -> tuple[dict[str, Function], dict[str, str]]:
    """Return the functions that can be called, and what is wrong with the others, if anything."""
    functions, problems = {}, {}
    for exercise in tasks.PARTS:
        try:
            function, problem = callable_function(names.get(exercise.name), exercise)
        except Exception as error:  # an object of the learner's own may raise when it is looked at
            function, problem = None, f"`{exercise.name}` cannot be read: {type(error).__name__}."
        if function is None:
            problems[exercise.name] = problem
        else:
            functions[exercise.name] = function
    return functions, problems


class _Inspection:
    """One check of all parts; a part that needs others waits until they hold."""

    def __init__(self, learner: Learner, problems: Mapping[str, str], text: str) -> None:
        self._learner, self._problems = learner, problems
        vocabulary = Vocabulary.from_text(text)
        self._page, self._characters = vocabulary.encode(text), "".join(vocabulary.characters)
        self._parts: dict[str, Part] = {}
        self._forward_runs = False
        self._trained: dict[str, Any] = {}

    def report(self) -> Report:
        """Return what was found of all parts."""
        judges: dict[str, tuple[Callable[[], list[str]], tuple[str, ...]]] = {
            "new_parameters": (self._start, ()),
            "forward": (self._forward, ()),
            "loss_and_gradients": (self._gradients, ()),
            "train": (self._train, ("forward", "loss_and_gradients")),
            "sample": (self._sample, ()),
        }
        for name, (judge, needed) in judges.items():
            self._parts[name] = self._part(name, judge, needed)
        return Report(tuple(self._parts.values()))

    def _holds(self, name: str) -> bool:
        return self._parts[name].state is State.HOLDS

    def _part(self, name: str, judge: Callable[[], list[str]], needed: tuple[str, ...]) -> Part:
        if name in self._problems:
            problem = self._problems[name]
            return Part(name, State.FAILS if problem else State.TODO, tuple(filter(None, [problem])))
        waits = [f"`{other}`" for other in needed if not self._holds(other)]
        if not waits and name in _NEED_A_FORWARD_PASS and not self._forward_runs:
            waits = ["`forward`"]
        if waits:
            hold = "holds" if len(waits) == 1 else "hold"
            return Part(name, State.WAITS, (f"It is checked when {' and '.join(waits)} {hold}.",))
        try:
            return Part(name, State.HOLDS, tuple(judge()))
        except PartFailedError as failed:
            return self._failed(name, *failed.lines)
        except PartWaitsError as waits_for:
            return Part(name, State.WAITS, waits_for.lines)
        except Exception as error:  # what a learner returns may be anything
            line = f"The check could not read what `{name}` returns: {type(error).__name__}."
            return self._failed(name, line)

    def _failed(self, name: str, *lines: str) -> Part:
        """Return a part that fails, or that waits where the forward pass may be the reason."""
        if name in _NEED_A_FORWARD_PASS and not self._holds("forward"):
            return Part(name, State.WAITS, (*lines, "Fix `forward` first: it may be the reason."))
        return Part(name, State.FAILS, lines)

    def _start(self) -> list[str]:
        return judge_parameters(self._learner, self._page, len(self._characters), HIDDEN_SIZE)

    def _forward(self) -> list[str]:
        answer = judge_forward(self._learner)
        self._forward_runs = answer.verdict in _RUNS
        if answer.verdict is not Verdict.RIGHT:
            raise PartFailedError(*answer.lines)
        return list(answer.lines)

    def _gradients(self) -> list[str]:
        return judge_gradients(self._learner, self._holds("forward"))

    def _train(self) -> list[str]:
        judge_small_training(self._learner)
        if not self._holds("new_parameters"):
            raise PartFailedError(
                "The loop is right on small texts. The page is read when `new_parameters` holds."
            )
        V = len(self._characters)
        self._trained, lines = train_on_page(self._learner, self._page, V, HIDDEN_SIZE)
        return ["The loop takes the steps of the recipe on three small texts.", *lines]

    def _sample(self) -> list[str]:
        lines = judge_sample(self._learner)
        if self._trained:
            lines.append(text_line(self._learner, self._trained, self._page, self._characters))
        return lines
