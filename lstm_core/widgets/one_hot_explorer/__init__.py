"""The one-hot explorer: a text, its indices and its one-hot matrix."""
