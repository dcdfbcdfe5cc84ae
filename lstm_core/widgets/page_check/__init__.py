"""The check whether a notebook's page can show widgets: it often runs in another environment."""
