"""The code of a practice: all that a trainee needs to come back, on whatever device."""

from __future__ import annotations

import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32: without letters that are taken for a digit, and without U."""
LENGTH = 12
"""Signs of 5 bits: 60 random bits."""
GROUP = 4

_MEANT = str.maketrans({"I": "1", "L": "1", "O": "0"})


def new_code() -> str:
    """A code that nobody can guess, without its dashes."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def shown(code: str) -> str:
    """The code as people read it: `K7QF-2M9X-4TWD`."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def read_code(typed: str) -> str | None:
    """The code that somebody typed, without its dashes; None if it cannot be one.

    Case, dashes and spaces do not count; I and L are read as 1, O as 0.
    """
    signs = (sign for sign in typed.upper() if not sign.isspace() and unicodedata.category(sign) != "Pd")
    code = "".join(signs).translate(_MEANT)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None
