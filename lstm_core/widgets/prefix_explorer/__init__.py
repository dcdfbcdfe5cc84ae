"""The prefix explorer: what a network expects after a text."""
