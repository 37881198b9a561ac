"""Reads what people write under `bot/knowledge/` into the domain's values, and says what is wrong with it."""

from pathlib import Path

KNOWLEDGE = Path(__file__).resolve().parent.parent / "knowledge"
"""The folder of the knowledge that comes with the product."""
