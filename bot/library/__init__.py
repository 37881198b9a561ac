"""Reads what people write under `bot/knowledge/` into the domain's values, and says what is wrong with it."""
