"""The sampler: a network writes, one character at a time."""
