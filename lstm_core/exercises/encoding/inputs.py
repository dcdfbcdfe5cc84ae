"""The inputs on which the exercises of notebook 01 are checked, drawn at random."""

import numpy as np

from lstm_core.exercises.checking.exercise import Cases


def texts(random: np.random.Generator) -> Cases:
    """Draw texts with capitals, digits and line ends; some have ends that occur nowhere else."""
    letters = np.array(list("abcdefgmnopstuvwyzABDTMZ ,.:'\n79é—"))
    drawn = ["".join(random.choice(letters, size)) for size in (25, 60)]
    return [
        ("to be, or not to be",),
        (f"\tHamlet: 'To be {drawn[0]} or not to be'\n7 é Bats and bees — a zoo\nno {drawn[1]}\r",),
        (f"x{drawn[1]} {drawn[0]}q",),
        ("bcaBAcab\n",),
        ("Pack my box with five dozen jugs. PACK MY BOX WITH FIVE DOZEN JUGS.",),  # in both cases
    ]


def index_cases(random: np.random.Generator) -> Cases:
    """Draw texts of several lengths, each with another `ahead`; few indices occur twice."""
    sizes = ((7, 2), (6, 1), (12, 5), (40, 3), (9, 4))
    return [(random.integers(0, 9 + size, size), ahead) for size, ahead in sizes]


def one_hot_cases(random: np.random.Generator) -> Cases:
    """Draw indices that repeat some characters and leave out others, such as the last of V."""
    rows = [(random.integers(0, V, T), V) for T, V in ((3, 4), (4, 3), (5, 5), (1, 6), (9, 7))]
    return [
        *rows,
        (np.append(5, random.choice([0, 2, 3, 5], 3)), 9),
        (np.array([2, 5, 2, 1, 5, 0, 4]), 6),
    ]


def pair_loss_cases(random: np.random.Generator) -> Cases:
    """Draw two texts each: some use few of the V characters, some hold pairs never counted."""
    cases = [(random.integers(0, 3, 8), random.integers(0, 3, 6), 3, 0.5)]
    seen = random.choice([1, 2, 4, 5], 60)
    cases.append((seen, seen[20:45].copy(), 8, 0.1))
    few, more = random.integers(0, 6, 50), random.integers(0, 9, 30)
    cases.append((np.append(few, 7), np.append(more, [0, 8, 6]), 11, 1.5))
    cases.append((random.integers(1, 7, 60), np.append([0, 0], random.integers(0, 5, 38)), 7, 0.3))
    cases.append((random.integers(0, 4, 120), random.integers(0, 4, 70), 4, 0.01))
    without_33 = random.integers(0, 4, 40)
    without_33[1:][without_33[1:] == without_33[:-1]] = 0
    for head_start in (1e-8, 1e-13):  # so small that a number added to a probability is seen
        cases.append((without_33, np.array([0, 1, 3, 3, 0, 2, 1]), 5, head_start))
    return cases
