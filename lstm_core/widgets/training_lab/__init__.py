"""The training lab: watch a network learn, pause it, go back in time."""
