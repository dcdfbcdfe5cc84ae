"""The quiz: self-marking questions."""
