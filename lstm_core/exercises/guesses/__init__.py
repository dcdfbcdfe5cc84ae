"""Guesses that are committed to before a result is shown; each notebook's folder has its own."""
