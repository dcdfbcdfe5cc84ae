"""backend="reference" runs through the equations of cell.py and agrees with the other kernels."""

import numpy as np
import pytest
from agreement import assert_kernel_agrees_with_cell
from differences import assert_same
from hypothesis import given
from hypothesis import strategies as st

import lstm_core as lc
from lstm_core.kernels import nearest_backend, reference

sizes = st.integers(1, 5)
BACKENDS = sorted({nearest_backend(backend) for backend in ("numpy", "numba")})


@given(sizes, sizes, sizes, sizes, st.integers(0, 100))
def test_the_reference_gives_the_numbers_of_the_cell(T, B, V, H, seed):
    assert_kernel_agrees_with_cell(reference, T, B, V, H, seed)


@given(sizes, sizes, sizes, sizes, st.integers(0, 100))
def test_float32_is_close(T, B, V, H, seed):
    assert_kernel_agrees_with_cell(reference, T, B, V, H, seed, "float32", tolerance=1e-5)


def test_training_takes_every_step_through_the_cell(monkeypatch):
    """A breakpoint in the equations stops there: each character is one call forward and one back."""
    calls = {"lstm_step": 0, "lstm_step_backward": 0}

    def counted(name):
        step = getattr(lc, name)

        def count(*arguments):
            calls[name] += 1
            return step(*arguments)

        return count

    for name in calls:
        monkeypatch.setattr(reference, name, counted(name))
    model = lc.CharLSTM(5, 3, backend="reference")
    list(lc.Trainer(model, np.arange(10) % 5).run(epochs=2))
    assert calls == {"lstm_step": 18, "lstm_step_backward": 18}  # 9 characters, twice


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("streams", [{}, {"sequence_length": 7, "batch_size": 3}], ids=["whole", "cut"])
@pytest.mark.parametrize(("dtype", "tolerance"), [("float64", 1e-9), ("float32", 1e-3)])
def test_training_gives_the_parameters_of_the_fast_kernels(backend, streams, dtype, tolerance):
    text = np.random.default_rng(0).integers(0, 5, 60)
    trained = []
    for name in (backend, "reference"):
        model = lc.CharLSTM(5, 6, seed=1, dtype=dtype, backend=name, forget_bias=1.0)
        losses = [report.loss for report in lc.Trainer(model, text, **streams).run(epochs=5)]
        trained.append((losses, model.parameters.vector))
    for ours, theirs in zip(*trained, strict=True):
        assert_same(ours, theirs, tolerance)


def test_a_model_and_a_checkpoint_keep_the_backend(tmp_path):
    model = lc.CharLSTM(5, 3, backend="reference")
    model.save(tmp_path / "model.npz")
    assert lc.CharLSTM.load(tmp_path / "model.npz", backend="reference").backend == "reference"
    trainer = lc.Trainer(model, np.arange(10) % 5)
    trainer.step()
    lc.save_checkpoint(trainer, tmp_path / "checkpoint.npz")
    resumed = lc.load_checkpoint(tmp_path / "checkpoint.npz")
    assert resumed.model.backend == "reference"
    assert resumed.step().loss == trainer.step().loss


@pytest.mark.parametrize("where", ["parameters", "later gradients"])
def test_a_diverged_network_is_met_by_the_trainer_as_with_other_kernels(where):
    model = lc.CharLSTM(5, 3, backend="reference")
    if where == "parameters":
        model.parameters.vector[:] = np.inf
        with pytest.raises(lc.DivergenceError):
            lc.Trainer(model, np.arange(10) % 5).step()
    else:
        trace = model.forward([1, 2])
        huge = np.full((2, 5), 1e308)
        with np.errstate(over="ignore", invalid="ignore"):
            assert not np.isfinite(model.backpropagate(trace, huge).gradients.vector).all()
