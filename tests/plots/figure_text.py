"""A figure's text alternative, read as every test of the figures reads it."""


def described(figure):
    """Draw the figure, so that a broken label shows, and return its text alternative."""
    figure.canvas.draw()
    assert all(axes.get_xlabel() or axes.get_ylabel() for axes in figure.axes)
    return figure.get_label()
