"""The layout of weights: each gate's block here, in PyTorch and in Keras."""
