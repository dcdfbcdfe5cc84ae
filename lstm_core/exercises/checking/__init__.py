"""What all exercises share: run a learner's function, compare, recognise, answer, remember."""
