"""The cell stepper: one LSTM cell as a wiring diagram, step by step."""
