"""The parent: what a scenario says, how a parent feels, and what the parent says next."""
