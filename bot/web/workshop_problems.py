"""What can go wrong around a workshop, in words: for participants, and for facilitators."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.web.problems import Problem


def no_such_workshop() -> Problem:
    """No such workshop, or one that is somebody else's: both look the same from outside."""
    return Problem(404, "no_such_workshop", "There is no such workshop among yours. It may have been deleted.")


def only_its_owner(name: str) -> Problem:
    """What is left to whoever made the workshop."""
    return Problem(
        403, "only_its_owner", f"This workshop is {name}'s: only they can do this. Nothing was changed. Ask them to."
    )


def nobody_of_that_name(name: str) -> Problem:
    """No facilitator who could be let into a workshop."""
    return Problem(
        404,
        "nobody_of_that_name",
        f"No facilitator here is called “{name}”. Look at how they spell the name with which they sign in; "
        "somebody who is no facilitator yet has to be invited by an administrator first.",
    )


def does_not_run_it() -> Problem:
    """Somebody who does not run the workshop beside its owner, or no longer."""
    return Problem(404, "does_not_run_it", "They do not run this workshop with its facilitator, or no longer.")


def no_such_participant() -> Problem:
    """Nobody by that id in this workshop."""
    return Problem(
        404,
        "no_such_participant",
        "There is no such participant in this workshop. They may have left, or been deleted.",
    )


def no_such_code() -> Problem:
    """A join code that opens nothing."""
    return Problem(
        404,
        "no_such_code",
        "There is no workshop under this code. Look again at the six letters and digits: there is no 0, 1, 2, 5 or 8 "
        "in them, and no vowel.",
    )


def not_taking_part() -> Problem:
    """A workshop that the practice does not belong to."""
    return Problem(
        404,
        "not_taking_part",
        "You do not take part in this workshop, or no longer. Your practice is yours as before. "
        "Join again with the code if you want to.",
    )


def not_open_yet(opens_at: datetime) -> Problem:
    """Too early."""
    return Problem(
        409,
        "not_open_yet",
        "This workshop opens on {opens.day} {opens:%B %Y at %H:%M} (UTC). Come back then: nothing is missed.",
        opens=opens_at,
    )


def workshop_over() -> Problem:
    """Too late."""
    return Problem(
        409,
        "workshop_over",
        "This workshop is over. Everything you said is kept: read the summary, and go on practising by yourself.",
    )


def time_is_up() -> Problem:
    """The time limit of a talk."""
    return Problem(
        409,
        "time_is_up",
        "The time for this conversation is over, so the parent no longer hears you. Everything you said is kept: "
        "finish, and read the summary.",
    )


def no_retries() -> Problem:
    """A reply that counts."""
    return Problem(
        409,
        "no_retries",
        "In this workshop every reply counts, and none is taken back. You can still mend what you said in the next.",
    )


def not_in_this_workshop(scenario: str, offered: Iterable[str]) -> Problem:
    """A scenario that the workshop does not offer."""
    return Problem(
        422,
        "not_in_this_workshop",
        "“{scenario}” is not one of this workshop's conversations. Choose one of these: {offered}.",
        scenario=scenario,
        offered=", ".join(offered),
    )


def name_needed() -> Problem:
    """A workshop in which one has a name."""
    return Problem(422, "name_needed", "Tell the name under which you take part. Only the facilitator sees it.")


def name_taken(name: str) -> Problem:
    """Two of the same name."""
    return Problem(
        409,
        "name_taken",
        "Somebody in this workshop is called “{name}” already. Choose another, or add an initial.",
        name=name,
    )


def unknown_scenarios(scenarios: Iterable[str], known: Iterable[str]) -> Problem:
    """Scenarios that do not exist, or twice."""
    return Problem(
        422,
        "unknown_scenario",
        f"Each scenario is named once, by its id. Look at these: {', '.join(scenarios)}. There are {', '.join(known)}.",
    )


def ends_before_it_opens() -> Problem:
    """Dates the wrong way round."""
    return Problem(422, "ends_before_it_opens", "The workshop would close before it opens. Look at the two dates.")


def untitled() -> Problem:
    """A workshop without a title."""
    return Problem(
        422, "no_title", "There is no title yet. Give the workshop one that its participants will recognise."
    )


def promised() -> Problem:
    """What participants have agreed to."""
    return Problem(
        409,
        "promised",
        "People have joined and agreed to this: the consent text and the kind of names cannot be changed any more, and "
        "data cannot be kept longer. Make another workshop for that; everything else can be changed.",
    )


def no_time_limit() -> Problem:
    """More time where there is no end of it."""
    return Problem(409, "no_time_limit", "There is no time limit in this workshop, so there is nothing to extend.")


def nothing_written() -> Problem:
    """An empty message."""
    return Problem(422, "nothing_written", "There are no words in your message yet.")
