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


def report_path(workshop: int, participant: int | None = None) -> str:
    """Where the report on a group or a participant opens for who is signed in; others sign in there first."""
    return f"/facilitator#/workshop/{workshop}/report{'' if participant is None else f'/{participant}'}"
