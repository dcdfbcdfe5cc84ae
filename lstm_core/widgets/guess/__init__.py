"""The guess: commit first, then see the result."""
