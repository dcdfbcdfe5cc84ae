"""Two implementations that share no code, rows and columns, must agree on every number."""

import numpy as np
import pytest
from column_form import ColumnLSTM

import lstm_core as lc


def both(V, H, seed):
    model = lc.CharLSTM(V, H, seed=seed)
    random = np.random.default_rng(seed)
    model.parameters.b = random.normal(size=4 * H)  # biases of 0 would hide a wrong bias
    model.parameters.b_y = random.normal(size=V)
    return model, ColumnLSTM.from_rows(**dict(model.parameters.arrays()))


@pytest.mark.parametrize(("T", "V", "H"), [(1, 2, 1), (5, 3, 4), (40, 7, 6), (30, 35, 25)])
def test_rows_and_columns_give_the_same_loss_and_gradients(T, V, H):
    model, columns = both(V, H, seed=T)
    text = np.random.default_rng(T).integers(0, V, T + 1)
    inputs, targets = text[:-1], text[1:]

    trace = model.forward(inputs)
    scores = columns.forward(inputs)
    np.testing.assert_allclose(trace.logits, np.hstack(list(scores.values())).T, rtol=1e-11, atol=1e-13)

    loss, dW, db = columns.gradients(targets)
    assert lc.cross_entropy(trace.logits, targets) == pytest.approx(loss, rel=1e-12)
    theirs = columns.to_rows(dW, db)
    for name, ours in model.backward(trace, targets).arrays():
        np.testing.assert_allclose(ours, theirs[name], rtol=1e-10, atol=1e-12, err_msg=name)


def test_rows_and_columns_stay_together_while_training():
    model, columns = both(V=9, H=6, seed=3)
    text = np.random.default_rng(0).integers(0, 9, 80)
    trainer = lc.Trainer(model, text, optimizer=lc.SGD(0.05, clip_value=1.0))
    for report in trainer.run(epochs=10):
        loss = columns.train_step(text[:-1], text[1:], learning_rate=0.05, limit=1.0)
        assert report.loss == pytest.approx(loss / 79, rel=1e-9)
    for name, array in columns.to_rows().items():
        np.testing.assert_allclose(getattr(model.parameters, name), array, atol=1e-9, err_msg=name)
