"""What can go wrong in a debrief, in words."""

from __future__ import annotations

from bot.web.problems import Problem


def no_moment() -> Problem:
    """Neither a probe nor a line, or both."""
    return Problem(
        400, "no_moment", "Say which replies you want to see: those to a standard probe, or those to a line."
    )


def no_such_order(order: str) -> Problem:
    """Something that a wall cannot be sorted by."""
    return Problem(
        400,
        "no_such_order",
        f"A wall cannot be sorted by “{order}”. It can be by mixed, length, total, a score, or a move.",
    )


def not_on_the_wall() -> Problem:
    """A reply of another workshop, of nobody, or one that may not be shown: all look the same from outside."""
    return Problem(
        404,
        "not_on_the_wall",
        "This reply is not on the wall, or no longer: its author may have taken back that the group sees it. "
        "Look at the wall again.",
    )


def nothing_to_replay() -> Problem:
    """A talk of another workshop, or none."""
    return Problem(404, "no_such_talk", "There is no such conversation in this workshop, or no longer.")


def not_to_be_read() -> Problem:
    """Somebody has not agreed that the facilitator reads what they say."""
    return Problem(
        403,
        "not_to_be_read",
        "This participant has not agreed that you read their conversations, or has taken that back. "
        "Only they can change that.",
    )


def nothing_written() -> Problem:
    """A comment without words."""
    return Problem(422, "nothing_written", "There are no words in your comment yet.")


def no_such_comment() -> Problem:
    """A comment that was deleted, or never was."""
    return Problem(404, "no_such_comment", "There is no such comment, or no longer.")


def not_to_be_rated() -> Problem:
    """A reply that may not be seen."""
    return Problem(
        404,
        "not_to_be_rated",
        "This reply cannot be rated, or no longer: its author may have taken back that you see it. Go on to the next.",
    )


def unknown_moves(moves: list[str]) -> Problem:
    """Moves that the codebook does not have."""
    return Problem(422, "unknown_moves", f"The codebook has no move called {', '.join(f'“{move}”' for move in moves)}.")


def no_vote_now() -> Problem:
    """A reply that is not picked, or no longer."""
    return Problem(
        409,
        "vote_is_over",
        "This reply is not put to the vote, or no longer. Nothing is lost: wait for the next one.",
    )
