"""Where attention looks from each character, beside what the forget gates of an LSTM keep."""
