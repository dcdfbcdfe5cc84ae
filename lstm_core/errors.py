"""The one family of errors: every message says what was received, what is allowed, and what to do."""


class LSTMCoreError(ValueError):
    """Base of every error that ``lstm_core`` raises on purpose."""


class ArgumentError(LSTMCoreError):
    """An argument has the wrong type or lies outside its range."""


class ShapeError(LSTMCoreError):
    """An array has the wrong shape."""


class TextError(LSTMCoreError):
    """A text is empty, too short, or holds characters that the vocabulary does not know."""


class FileError(LSTMCoreError):
    """A file is missing, damaged, or not what it should be."""


class DivergenceError(LSTMCoreError):
    """Training stopped because the loss or a gradient was no longer finite."""
