"""Widgets for looking inside an LSTM in a notebook; nothing below this package imports it."""

__all__: list[str] = []
