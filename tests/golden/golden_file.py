"""Store what another program computed, or compare with the stored file: the end of each make_….py."""

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

Tolerance = tuple[float, float]  # relative and absolute


def write_or_check(
    file: Path, arrays: dict[str, np.ndarray], tolerance: Callable[[np.ndarray], Tolerance]
) -> None:
    """Write the file; with --check, compare each array with it. Texts are equal, but for a version."""
    if "--check" not in sys.argv[1:]:
        np.savez_compressed(file, **arrays)
        return
    with np.load(file, allow_pickle=False) as stored:
        assert set(stored.files) == set(arrays), "the file was made by another version of this script"
        for name, array in arrays.items():
            if name.endswith("_version"):
                continue
            if array.dtype.kind == "U":
                assert stored[name] == array, name
            else:
                rtol, atol = tolerance(array)
                np.testing.assert_allclose(stored[name], array, rtol=rtol, atol=atol, err_msg=name)
