"""Passwords: what is kept of them, and whether one fits."""

from __future__ import annotations

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 10, 200
"""Characters of a password. No kinds of characters are asked for: length is what helps (NIST SP 800-63B)."""

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""Argon2id with 19 MiB, two passes and one thread, as OWASP's Password Storage Cheat Sheet advises."""

_NOBODYS = _HASHER.hash(secrets.token_hex(16))


def hash_of_password(password: str) -> str:
    """What is kept of a password: its Argon2id hash with salt and parameters."""
    return _HASHER.hash(password)


def password_fits(password: str, kept: str | None) -> bool:
    """Whether it is the password of which `kept` was kept.

    Without `kept` it is none, and finding that out takes as long.
    """
    try:
        return _HASHER.verify(kept or _NOBODYS, password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False
