"""Draws a scenario: all that a parent can say, when, and where it leads."""
