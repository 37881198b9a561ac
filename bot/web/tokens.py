"""Secrets that open something: how they are drawn, and what is kept of them."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """A token of 256 bits that nobody can guess."""
    return secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """What is kept of a token or a code: its SHA-256 in hexadecimal. It is random, so it needs no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()
