"""Do once what is slow the first time: find fonts, import everything, train for a moment.

With numba installed, the kernel that "auto" chooses compiles here and leaves its cache beside the
source, or in NUMBA_CACHE_DIR, for every learner who starts from this image.
"""

from pathlib import Path

from matplotlib import pyplot as plt

import lstm_core as lc
from lstm_core import plots, widgets  # noqa: F401 - imported to be compiled

TEXT = Path(__file__).resolve().parent.parent / "data" / "hamlet.txt"


def train(backend: str, dtype: str) -> float:
    """Train for three epochs and return the loss."""
    text = lc.read_text(TEXT)
    vocabulary = lc.Vocabulary.from_text(text)
    model = lc.CharLSTM(len(vocabulary), 25, seed=0, dtype=dtype, backend=backend)
    trainer = lc.Trainer(model, vocabulary.encode(text), optimizer=lc.SGD(0.05, clip_value=1.0))
    return [report.loss for report in trainer.run(epochs=3)][-1]


def main() -> None:
    """Warm up, and print the losses as a sign that training works in this image."""
    print(f"The fast kernel is ready after {lc.warm_up():.1f} s")
    for dtype in ("float64", "float32"):
        for backend in ("numpy", "auto"):
            print(f"{dtype}, {backend}: {train(backend, dtype):.3f} nats per character")
    figure, axes = plt.subplots()
    axes.set_title("ready")
    figure.canvas.draw()
    plt.close(figure)


if __name__ == "__main__":
    main()
