"""Gradient flow: how far back a gradient reaches."""
