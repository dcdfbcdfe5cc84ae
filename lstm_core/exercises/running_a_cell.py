"""What a learner does to run one cell of a notebook: after a restart it needs the cells above it."""

RUN_THIS_CELL = "run the cells above (Run ▸ Run All Above Selected Cell), then this cell"
