"""The guesses of notebook 09: the questions, and what opens after the commit."""

from bisect import bisect
from collections.abc import Mapping

from lstm_core.exercises.guesses.guess import ChoiceGuess, Result

_NOTEBOOK = "09_speed"
_TIMES = ("less than twice", "2 to 10 times", "10 to 50 times", "more than 50 times")
_BOUNDS = (2, 10, 50)


def _times_the_limit(
    microseconds: Mapping[str, float], limit: float, operations: int, one_call: float, rate: float
) -> Result:
    """`one_call` is what a product of 3,000 operations takes in µs, `rate` operations per second."""
    naive = next(iter(microseconds.values()))
    alone = 1e6 * 3000 / rate
    return Result(
        _TIMES[bisect(_BOUNDS, naive / limit)],
        (
            f"The naive version takes {naive / limit:.0f} times as long as its arithmetic. So "
            "arithmetic is not the main cost.",
            f"A single call with 3,000 operations takes {one_call:.2f} µs, and its operations alone "
            f"would take {alone:.2f} µs. A call from Python costs nearly the same when it computes "
            "almost nothing, and the naive version makes about a hundred calls per character.",
        ),
        "\n".join(
            [
                "per character         µs",
                f"naive version    {naive:7.2f}",
                f"the limit        {limit:7.2f}   {operations:,} operations",
                f"one small call   {one_call:7.2f}   3,000 operations",
            ]
        ),
    )


times_the_limit = ChoiceGuess(
    name="times_the_limit",
    notebook=_NOTEBOOK,
    question="How many times as long as the limit does the naive version take?",
    reveal=_times_the_limit,
    choices=_TIMES,
)

_FASTER = ("less than 1.5 times", "1.5 to 3 times", "more than 3 times")


def _shorter_numbers(microseconds: Mapping[str, float], error: float) -> Result:
    """`error` is the largest difference of the gradients, relative to the largest of them."""
    long, short = microseconds["NumPy kernel"], microseconds["NumPy kernel, float32"]
    return Result(
        _FASTER[bisect((1.5, 3), long / short)],
        (
            f"Here it is {long / short:.2f} times as fast, on a quiet machine about 1.1 times. With 25 "
            "units the rows are so short that a call takes nearly as long for 32 bits as for 64.",
            "With 512 units arithmetic is the main cost, and 32-bit numbers make it about twice "
            "as fast (`docs/speed.md` has the table).",
            "Seven digits are enough for training. For a gradient check they are not.",
        ),
        "\n".join(
            [
                "NumPy kernel   µs per character",
                f"float64        {long:.1f}",
                f"float32        {short:.1f}   largest relative difference {error:.0e}",
            ]
        ),
    )


shorter_numbers = ChoiceGuess(
    name="shorter_numbers",
    notebook=_NOTEBOOK,
    question="How many times as fast is the NumPy kernel with 32-bit numbers?",
    reveal=_shorter_numbers,
    choices=_FASTER,
)

_LARGE = ("less than 10 times", "10 to 50 times", "more than 50 times")


def _at_large_sizes(
    by_size: Mapping[tuple[int, int], float], least: Mapping[tuple[int, int], float]
) -> Result:
    """Compare µs per character with the limit, for each (units, batch)."""
    ratios = {size: by_size[size] / least[size] for size in by_size}
    largest = list(ratios)[-1]
    rows = [
        f"{units:4d}{batch:6d}{by_size[units, batch]:10.1f}{least[units, batch]:9.1f}{ratio:10.1f}"
        for (units, batch), ratio in ratios.items()
    ]
    return Result(
        _LARGE[bisect((10, 50), ratios[largest])],
        (
            "With a small network and a single sequence NumPy takes many times the limit. With a "
            "large network and a mini-batch it comes close, because the products outweigh the calls.",
            "Each character then costs more time, and nearly all of it is arithmetic.",
        ),
        "\n".join(["   H     B   µs/char.    limit     ratio", *rows]),
    )


at_large_sizes = ChoiceGuess(
    name="at_large_sizes",
    notebook=_NOTEBOOK,
    question="At H = 400 and B = 32, how many times the limit does the NumPy kernel take?",
    reveal=_at_large_sizes,
    choices=_LARGE,
)
