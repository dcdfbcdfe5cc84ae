"""Guesses that are committed to before a result is shown; each notebook's folder has its own."""

from lstm_core.exercises.guesses.review import GuessReview as GuessReview
from lstm_core.exercises.guesses.review import review_guesses as review_guesses
