"""The gate heat map: one gate of all units over a text."""
