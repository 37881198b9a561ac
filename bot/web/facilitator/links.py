"""Where on this site people go on who were sent a link."""

from __future__ import annotations


def invitation_path(token: str) -> str:
    """Where an invited facilitator chooses a name and a password.

    The token stands behind the #, which browsers keep to themselves: it is in no log and no referrer.
    """
    return f"/facilitator#invitation={token}"


def join_path(code: str) -> str:
    """Where a participant joins; short enough to be typed from a projector."""
    return f"/join/{code}"
