"""A finished conversation becomes a report one can learn from."""
