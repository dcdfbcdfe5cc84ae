"""The training lab without its widget: experiment, snapshots, session, and what a frame shows."""
