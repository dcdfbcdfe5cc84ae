"""Self-marking questions; each notebook's folder has its own."""
