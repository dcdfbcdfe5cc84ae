"""The training loop: an iterator of step reports. It prints nothing and draws nothing."""

import math
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from inspect import GEN_CLOSED, getgeneratorstate
from time import perf_counter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.all_or_nothing import all_or_nothing
from lstm_core.arguments import check_array, check_choice, check_integer, check_real, short_repr
from lstm_core.blas_threads import OneThread
from lstm_core.character_network import CharacterNetwork, check_model
from lstm_core.clipping import gradient_norm
from lstm_core.errors import ArgumentError, DivergenceError, ShapeError
from lstm_core.memory import copy
from lstm_core.optimizers import SGD, Moments, Optimizer
from lstm_core.parameters import Parameters
from lstm_core.text_streams import check_text, cut_into_streams
from lstm_core.trace import BackwardTrace, NetworkTrace, State

Array = NDArray[np.floating]
Indices = NDArray[np.intp]
Network = CharacterNetwork[Any]

_PREFIX = "optimizer."  # of the optimizer's arrays among the trainer's
_MOST_STEPS = 2**53  # larger counts are no longer exact where they become floats


class _Good(NamedTuple):
    """What an update changes, as it was before."""

    vector: Array
    optimizer: Optimizer
    moments: Moments


@dataclass(frozen=True, slots=True)
class StepReport:
    """What one training step did.

    Attributes
    ----------
    epoch : int
        The pass over the text that this step belongs to, counted from 1.
    step : int
        The step, counted from 1 since the training run began.
    loss : float
        Mean loss of the step's characters before the update, in nats per character.
    gradient_norm : float
        Euclidean norm of the gradients before clipping.
    seconds : float
        Time spent in training steps since the training run began.
    """

    epoch: int
    step: int
    loss: float
    gradient_norm: float
    seconds: float


class Trainer:
    """Trains a network to predict the next character of a text.

    By default the whole text is one sequence and the state starts from zeros every epoch. With
    ``sequence_length`` or ``batch_size`` it is truncated BPTT: the text is cut into parallel
    streams, the streams into pieces; the state is carried from piece to piece, the gradients are
    not.

    On one processor and with one backend, a training run gives the same bits with any number of
    threads, in every process, and after saving and loading. Between processors or backends it agrees
    to rounding only.

    Parameters
    ----------
    model : CharLSTM or another CharacterNetwork
        The network; its parameters are changed in place.
    indices : array_like of int, shape (N,)
        The encoded text, at least two characters.
    optimizer : SGD or Adam, optional
        How to update. By default ``SGD(0.05, clip_value=1.0)``.
    reduction : {"sum", "mean"}
        Whether the gradients belong to the sum or to the mean of the step's losses.
    sequence_length : int, optional
        Characters of each stream in one step; by default all of them.
    batch_size : int
        Number of parallel streams, each of ``(N - 1) // batch_size`` characters; the few that are
        left over at the end of the text are not trained on.
    piece_length : int, optional
        How many characters of each stream `advance` computes at once; by default a whole step. The
        gradients are the same but for rounding.

    Attributes
    ----------
    epoch : int
        Epochs finished.
    step_count : int
        Steps taken.
    seconds : float
        Time spent in steps.
    traces : tuple of Trace
        The forward pass of the last step, piece by piece.

    Raises
    ------
    TextError
        If the text is too short.
    ArgumentError, ShapeError
        If another argument is not allowed.
    """

    def __init__(
        self,
        model: Network,
        indices: ArrayLike,
        *,
        optimizer: Optimizer | None = None,
        reduction: str = "sum",
        sequence_length: int | None = None,
        batch_size: int = 1,
        piece_length: int | None = None,
    ) -> None:
        optimizer = SGD(0.05, clip_value=1.0) if optimizer is None else optimizer
        if not isinstance(optimizer, Optimizer):
            raise ArgumentError(f"optimizer must be SGD or Adam, but got {short_repr(optimizer)}.")
        self.model, self.optimizer = check_model(model), optimizer
        self.reduction = check_choice("reduction", reduction, ("sum", "mean"))
        self.batch_size = check_integer("batch_size", batch_size, minimum=1)
        self.indices = check_text(indices, model.vocab_size, self.batch_size)
        if sequence_length is not None:
            check_integer("sequence_length", sequence_length, minimum=1)
        if piece_length is not None:
            check_integer("piece_length", piece_length, minimum=1)
        self.sequence_length, self.piece_length = sequence_length, piece_length
        self._inputs, self._targets = cut_into_streams(self.indices, self.batch_size)
        self.epoch = self.step_count = 0
        self.seconds = 0.0
        self._sizes = model._sizes
        self._position = 0  # where in the text the next step begins
        self._state: State | None = None  # the state carried there
        # Parameters and optimizer state before the last update, to return to.
        self._last_good: _Good | None = None
        self._pieces: Generator[StepReport | None, None, None] | None = (
            None  # the rest of the step under way
        )
        self._began = self._spent = 0.0  # when its last piece began; seconds of the pieces before
        self.traces: tuple[NetworkTrace, ...] = ()

    def run(self, epochs: int) -> Iterator[StepReport]:
        """Train, and yield a report after every step.

        The caller may stop listening at any step; another ``run`` goes on from there.

        Parameters
        ----------
        epochs : int
            How many more epochs, the one that is under way included.

        Yields
        ------
        StepReport
            What the step did.

        Raises
        ------
        ArgumentError
            If ``epochs`` is no integer of at least 1.
        DivergenceError
            If the loss or a gradient stops being finite.
        """
        return self._run(self.epoch + check_integer("epochs", epochs, minimum=1))

    def _run(self, last_epoch: int) -> Iterator[StepReport]:
        while self.epoch < last_epoch:
            yield self.step()

    def step(self) -> StepReport:
        """Take one training step, or the rest of one: forward, backward, update.

        One interrupt (Ctrl-C) at any moment leaves everything as before the step or as after it.

        Returns
        -------
        StepReport
            What it did.

        Raises
        ------
        DivergenceError
            If the loss or a gradient is not finite. The parameters are then the last with which
            both were.
        """
        while (report := self.advance()) is None:
            pass
        return report

    def advance(self) -> StepReport | None:
        """Compute one piece of a step: ``piece_length`` characters forward, or backward.

        For callers with other work between two pieces. The parameters change with the last piece of a
        step only.

        Returns
        -------
        StepReport or None
            What the step did, once its last piece is done.

        Raises
        ------
        DivergenceError
            As for `step`.
        """
        self._began = perf_counter()
        if self._pieces is None or getgeneratorstate(self._pieces) == GEN_CLOSED:  # also by an error
            self._spent = 0.0
            self._pieces = self._pieces_of_a_step()
        with OneThread():  # around the whole: a thread that was woken once keeps a core busy
            report = next(self._pieces)
        if report is None:
            self._spent += perf_counter() - self._began
        return report

    def _pieces_of_a_step(self) -> Generator[StepReport | None, None, None]:
        """Yield None after each piece, and a report after the last one."""
        if (sizes := self.model._sizes) != self._sizes:  # the text was checked for the first one
            raise ShapeError(
                f"trainer.model must keep its sizes: it had (V, ..., H) = {self._sizes}, and now has "
                f"{sizes}. Make a new Trainer for another network."
            )
        length = len(self._inputs)
        end = min(self._position + (self.sequence_length or length), length)
        size = self.piece_length or length
        spans = [slice(k, min(k + size, end)) for k in range(self._position, end, size)]

        traces: list[NetworkTrace] = []
        state = self._state
        for span in spans:
            traces.append(self._forward(span, state))
            state = traces[-1].final_state
            yield None
        loss, back = 0.0, None
        for span, trace in zip(reversed(spans), reversed(traces), strict=True):
            if back is not None:
                yield None
            share = len(trace.inputs) / (end - self._position)
            piece_loss, back = self._backward(trace, self._targets[span], share, back)
            loss += piece_loss * share

        assert back is not None  # a text has at least one character to predict
        is_last = end == length
        after = {
            "traces": tuple(traces),
            "step_count": self.step_count + 1,
            "epoch": self.epoch + is_last,
            "_position": 0 if is_last else end,
            "_state": None if is_last else state,
            "_pieces": None,
        }
        epoch, step = self.epoch + 1, self.step_count + 1
        norm = self._update(back.gradients, after)
        yield StepReport(epoch, step, loss, norm, self.seconds)

    # Infinity is met with an error of our own, not with NumPy's warnings.

    def _forward(self, span: slice, state: State | None) -> NetworkTrace:
        with np.errstate(over="ignore", invalid="ignore"):
            trace: NetworkTrace = self.model._forward_in_training(
                self._inputs[span], state, self.step_count, span.start - self._position
            )
        self._require_finite(trace.logits, "loss")
        return trace

    def _backward(
        self, trace: NetworkTrace, targets: Indices, share: float, later: BackwardTrace | None
    ) -> tuple[float, BackwardTrace]:
        """Return a piece's loss and its backward pass, with the gradients of later pieces added."""
        with np.errstate(over="ignore", invalid="ignore"):
            loss, dlogits = self.model._loss_with_derivative(trace.logits, targets, self.reduction)
            self._require_finite(loss, "loss")
            if self.reduction == "mean":  # over the step, of which this is a share
                dlogits *= share
            else:
                loss /= targets.size  # reports give the mean
            dfinal_state = None if later is None else later.dinitial_state
            back = self.model._backpropagate_in_training(trace, dlogits, dfinal_state)
            if later is not None:
                later.gradients.vector += back.gradients.vector
                back = replace(back, gradients=later.gradients)
            return loss, back

    def _update(self, gradients: Parameters, after: dict[str, Any]) -> float:
        norm = gradient_norm(gradients)
        self._require_finite(norm, "gradient")
        vector, optimizer = self.model.parameters.vector, self.optimizer

        def update() -> None:
            optimizer.take_step(vector, gradients.vector, norm)
            after["seconds"] = self.seconds + self._spent + perf_counter() - self._began
            vars(self).update(after)

        self._last_good = self._now()  # its loss and gradient are finite
        self._change(update, self._last_good, (*after, "seconds"))
        return norm

    def _change(self, change: Callable[[], None], now: _Good, names: Iterable[str]) -> None:
        """Let ``change`` change parameters, moments and these attributes: all of them, or none."""
        found = {name: getattr(self, name) for name in names}

        def undo() -> None:
            self._go_back(now)
            vars(self).update(found)

        all_or_nothing(change, undo)

    def _go_back(self, good: _Good) -> None:
        self.model.parameters.vector[...] = good.vector
        good.optimizer.moments = good.moments

    def _now(self) -> _Good:
        return _Good(copy(self.model.parameters.vector), self.optimizer, self.optimizer.moments)

    def _require_finite(self, values: Array | float, what: str) -> None:
        # For a single number NumPy takes four times as long.
        if math.isfinite(values) if isinstance(values, float) else np.isfinite(values).all():
            return
        kept = "No step has succeeded yet: the parameters are unchanged."
        if self._last_good is not None:
            kept = "The parameters are those of the last finite loss."
            good = self._last_good
            self._change(lambda: self._go_back(good), self._now(), ())
        raise DivergenceError(
            f"The {what} stopped being finite in epoch {self.epoch + 1}, step "
            f"{self.step_count + 1}, at learning rate {self.optimizer.learning_rate:g}. {kept} "
            "Lower the learning rate, or clip the gradients (clip_value=1.0), and continue."
        )

    def state(self) -> dict[str, NDArray[np.generic]]:
        """Return all that changes while training, as arrays of its own.

        Returns
        -------
        dict of str to ndarray
            Parameters, optimizer state, carried state and counters, for `restore`.
        """
        state: dict[str, NDArray[np.generic]] = {
            "parameters": self.model.parameters.vector.copy(),
            "counters": np.array([self.epoch, self.step_count, self._position]),
            "seconds": np.array(self.seconds),
        }
        state |= {_PREFIX + name: array for name, array in self.optimizer.state().items()}
        if self._state is not None:
            state["carried"] = np.stack(self._state)  # (2, ...) for h and c
        return state

    def restore(self, state: Mapping[str, NDArray[Any]]) -> None:
        """Go back to what `state` returned; training goes on from there bit for bit.

        Parameters
        ----------
        state : mapping of str to ndarray
            From a trainer with the same text and settings.

        Raises
        ------
        ArgumentError, ShapeError
            If it is no such state; nothing is changed then.
        """
        mine = self.model.parameters.vector
        if not isinstance(state, Mapping):
            raise ArgumentError(
                f"state must be what Trainer.state returned, but got {short_repr(state)}."
            )
        try:
            vector, carried = state["parameters"], state.get("carried")
            counters = np.asarray(state["counters"])[:4].tolist()  # 3, and not many
            seconds = np.asarray(state["seconds"]).item()
            optimizer_state = {
                name.removeprefix(_PREFIX): a for name, a in state.items() if name.startswith(_PREFIX)
            }
        except Exception as error:  # whatever a foreign mapping raises
            raise ArgumentError("state must be what Trainer.state returned.") from error
        seconds = check_real("seconds", seconds)
        vector = _check_own("parameters", vector, mine.shape, mine.dtype)
        epoch, step_count, position = self._check_counters(counters, carried is not None)
        carried_state: State | None = None
        if carried is not None:
            shape = self.model._state_shape(self._inputs.shape[1:])
            shape = (len(self.model.state_names), *shape)
            carried_state = tuple(_check_own("carried", carried, shape, mine.dtype).copy())
        for name in optimizer_state.keys() & {"mean", "square"}:
            moments = _check_own(f"optimizer.{name}", optimizer_state[name], mine.shape, mine.dtype)
            if name == "square" and (moments < 0.0).any():
                raise ArgumentError("optimizer.square must not be negative: it holds mean squares.")
        after: dict[str, Any] = {"epoch": epoch, "step_count": step_count, "seconds": seconds}
        after |= {"_position": position, "_state": carried_state, "_last_good": None, "_pieces": None}

        def change() -> None:
            self.optimizer.restore(optimizer_state)
            mine[...] = vector
            vars(self).update(after)

        self._change(change, self._now(), after)

    def _check_counters(self, counters: object, is_under_way: bool) -> list[int]:
        if not isinstance(counters, list) or len(counters) != 3:
            raise ArgumentError(f"counters must be three integers, but are {short_repr(counters)}.")
        names = ("epoch", "step count", "position")
        epoch, step_count, position = (
            check_integer(f"the counter {name}", value, minimum=0)
            for name, value in zip(names, counters, strict=True)
        )
        if max(step_count, epoch) > _MOST_STEPS or position >= len(self._inputs):
            raise ArgumentError(f"counters {counters} do not fit a text of {len(self.indices)}.")
        if step_count < epoch + (position > 0):
            raise ArgumentError(f"{step_count} steps are too few for {epoch} epochs and a position.")
        if (position > 0) != is_under_way:
            raise ArgumentError("a state is carried between the pieces of a text, and only there.")
        return [epoch, step_count, position]


def _check_own(name: str, array: ArrayLike, shape: tuple[int, ...], dtype: np.dtype[Any]) -> Array:
    """Return an array that `Trainer.state` made: of this shape and type, and finite."""
    if getattr(array, "dtype", None) != dtype:
        raise ArgumentError(f"{name} must be an array of {dtype}, but got {short_repr(array)}.")
    return check_array(name, array, shape=shape)
