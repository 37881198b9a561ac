"""The code with which one joins a workshop: read from a projector, typed on a telephone."""

from __future__ import annotations

import secrets
import unicodedata

ALPHABET = "CDFGHJKMNPQRTVWXY34679"
"""Without signs that look like another (0 O, 1 I L, 5 S, 8 B, 2 Z), and without vowels, so that it spells nothing."""
LENGTH = 6


def new_join_code() -> str:
    """One of some hundred million codes."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_join_code(typed: str) -> str | None:
    """The code that somebody typed, whatever its case, spaces and dashes; None if it cannot be one."""
    code = "".join(sign for sign in typed.upper() if not sign.isspace() and unicodedata.category(sign) != "Pd")
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None
