"""The gate playground: four pre-activations and what they do over time."""
