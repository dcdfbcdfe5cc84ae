"""All answers that a question of a quiz tells apart."""

from itertools import combinations

from lstm_core.exercises.quizzes.questions import NumberQuestion, SingleChoice


def every_answer(question) -> list:
    """Return all answers that a question distinguishes."""
    if isinstance(question, NumberQuestion):
        known = [question.answer, *(number for number, _ in question.wrong)]
        return [*known, 1e6 + sum(known)]
    places = range(1, len(question.options) + 1)
    if isinstance(question, SingleChoice):
        return list(places)
    return [list(some) for n in places for some in combinations(places, n)]
