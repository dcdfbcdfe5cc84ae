"""Settings of all tests: hypothesis draws the same examples in every run, so failures repeat."""

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=25)
settings.load_profile("repeatable")
