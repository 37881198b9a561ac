"""What can go wrong for a facilitator, in words."""

from __future__ import annotations

import math
from datetime import timedelta

from bot.records.passwords import SHORTEST
from bot.web.problems import Problem, Wait


def not_signed_in() -> Problem:
    """No cookie, or one that is too old."""
    return Problem(401, "not_signed_in", "You are not signed in, or no longer. Nothing is lost: sign in and go on.")


def not_from_here() -> Problem:
    """A change that was asked for by another site, or might have been."""
    return Problem(
        403,
        "not_from_here",
        "This can only be done from Alongside's own pages. Nothing was changed: go to the facilitator's page.",
    )


def administrators_only() -> Problem:
    """What a facilitator may not do."""
    return Problem(403, "administrators_only", "Only an administrator can do this. Ask the one who invited you.")


def does_not_fit() -> Problem:
    """A wrong password, or a name that nobody has: both look the same from outside."""
    return Problem(
        401, "does_not_fit", "This name and this password do not belong together. Look at both, and try again."
    )


def too_often(wait: timedelta) -> Problem:
    """Too many tries in vain."""
    seconds = max(1, math.ceil(wait.total_seconds()))
    return Problem(
        429,
        "wait_a_little",
        f"That was a few tries too many, so that nobody can go on guessing. Try again in {Wait(seconds)}. "
        "If you have forgotten your password, whoever runs Alongside can give you a new one.",
        {"Retry-After": str(seconds)},
    )


def name_taken(name: str) -> Problem:
    """Another facilitator has that name."""
    return Problem(
        409, "name_taken", f"There is a facilitator called “{name}” already. Choose another name: add an initial, say."
    )


def nameless() -> Problem:
    """A name without letters."""
    return Problem(422, "no_name", "There is no name yet. Type the name under which you want to sign in.")


def easily_guessed() -> Problem:
    """A password that is the name, or the same sign again and again."""
    return Problem(
        422,
        "easily_guessed",
        f"This password is easily guessed. Take {SHORTEST} characters or more that are not your name: "
        "four words that do not belong together are good.",
    )


def invitation_over() -> Problem:
    """A link that no longer works."""
    return Problem(
        404,
        "invitation_over",
        "This invitation has been used, or is too old. Ask the administrator for a new one. "
        "If you have used it yourself, sign in with your name and password.",
    )


def no_such_facilitator() -> Problem:
    """Nobody by that id, or no longer."""
    return Problem(404, "no_such_facilitator", "There is no such facilitator, or no longer.")


def last_administrator() -> Problem:
    """Somebody has to let others in."""
    return Problem(
        409,
        "last_administrator",
        "This is the last administrator, and nobody would be left to invite others. Invite another one first.",
    )
