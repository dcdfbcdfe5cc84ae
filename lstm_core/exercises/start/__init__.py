"""Notebook 00: a quiz alone, no exercises."""
