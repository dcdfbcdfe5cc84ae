"""What notebooks that train for long print and assert also holds where sums are rounded another way.

An older processor is imitated: NumPy, OpenBLAS and numba take the code that they have for one. Its
last digits differ, and after some hundred epochs of training so does the network.
"""

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        platform.machine().lower() not in {"x86_64", "amd64"}, reason="it imitates an x86-64 processor"
    ),
]
ROOT = Path(__file__).resolve().parent.parent
OLDER = {
    "NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4",
    "OPENBLAS_CORETYPE": "Nehalem",
    "NUMBA_CPU_NAME": "generic",
    "NUMBA_CPU_FEATURES": "",
}
TRAIN_FOR_LONG = (
    "05_gradient_reach",
    "06_training_lab",
    "07_sampling",
    "08_inside_the_cells",
    "10_relatives",
    "11_real_text",
    "12_what_came_after",
)


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, **OLDER, "NUMBA_CACHE_DIR": str(folder), "LSTM_PROGRESS": "off"}


def test_the_imitation_takes_other_code(tmp_path):
    """The same products, summed in another order, differ in the last digits."""
    code = (
        "import numpy as np; r = np.random.default_rng(0);"
        "print((r.normal(size=(64, 512)) @ r.normal(size=(512, 64))).sum().hex())"
    )
    answers = {
        subprocess.check_output([sys.executable, "-c", code], env=env, text=True)
        for env in (dict(os.environ), environment(tmp_path))
    }
    assert len(answers) == 2, "this processor, or this NumPy, rounds like the older one"


@pytest.mark.parametrize("name", TRAIN_FOR_LONG)
def test_a_notebook_prints_and_asserts_the_same_on_an_older_processor(name, tmp_path_factory):
    cache = tmp_path_factory.getbasetemp() / "numba_for_an_older_processor"
    strict = ["--nbval", "--nbval-current-env", "--nbval-sanitize-with=tests/nbval_sanitize.cfg"]
    strict += ["-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    answer = subprocess.run(
        [sys.executable, "-m", "pytest", *strict, f"notebooks/{name}.ipynb"],
        cwd=ROOT,
        env=environment(cache),
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0, answer.stdout[-6000:]
