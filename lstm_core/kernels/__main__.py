"""Compile the kernel and keep it on disk: ``python -m lstm_core.kernels``, so that no learner waits."""

from lstm_core.kernels import get_kernel, numpy_kernel, warm_up


def main() -> None:
    """Make the fastest kernel ready and say which it is."""
    seconds = warm_up("auto")
    name = "numpy" if get_kernel("auto") is numpy_kernel else "numba"
    print(f"The {name} kernel is ready after {seconds:.1f} s")


if __name__ == "__main__":
    main()
