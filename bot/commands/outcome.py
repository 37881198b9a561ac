"""How a command tells a person that it could not do what was asked."""

from __future__ import annotations


class BadInput(Exception):
    """What was typed or given cannot be used: one line for the person, exit status 2."""


class Failed(Exception):
    """The command could not be finished: one line for the person, exit status 1."""
