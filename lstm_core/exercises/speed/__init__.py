"""The guesses and the quiz of notebook 09."""
