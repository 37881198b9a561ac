"""What is chosen before the meeting: one option of each arrangement, and how hard the parent is played."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Literal

from bot.coaching.roleplay.scenario import Arrangement, Difficulty, Option, Scenario

Refusal = Literal["unknown_option", "two_options", "no_harder_way"]
"""Why something cannot be chosen."""


class CannotBeChosen(ValueError):
    """Something was chosen that the scenario does not offer; the message says what, and what it does offer."""

    def __init__(self, refusal: Refusal, message: str) -> None:
        super().__init__(message)
        self.refusal: Refusal = refusal


def chosen_in(scenario: Scenario, options: Iterable[str], difficulty: Difficulty = "usual") -> tuple[str, ...]:
    """The options that were chosen, each once, in the order in which the scenario asks for them.

    Raises CannotBeChosen for an option that the scenario does not have, for two of one arrangement, and for the
    harder way where there is none.
    """
    wanted = set(options)
    known = [option.id for arrangement in scenario.arrangements for option in arrangement.options]
    for id in sorted(wanted.difference(known)):
        raise CannotBeChosen("unknown_option", _unknown(id, known, scenario))
    for arrangement in scenario.arrangements:
        both = [option.id for option in arrangement.options if option.id in wanted]
        if len(both) > 1:
            which = " and ".join(f"“{id}”" for id in both)
            raise CannotBeChosen("two_options", f"{which} both answer “{arrangement.asks}” Choose one of them.")
    if difficulty == "hard" and scenario.hard is None:
        raise CannotBeChosen("no_harder_way", f"“{scenario.title}” has no harder way. Choose the usual one.")
    return tuple(id for id in known if id in wanted)


def arranged(scenario: Scenario, chosen: Iterable[str]) -> tuple[tuple[Arrangement, Option], ...]:
    """Every arrangement with its option: the one that was chosen, or the first."""
    wanted = set(chosen)
    return tuple(
        (each, next((option for option in each.options if option.id in wanted), each.options[0]))
        for each in scenario.arrangements
    )


def _unknown(id: str, known: list[str], scenario: Scenario) -> str:
    if not known:
        return f"There is nothing to choose before “{scenario.title}”, so “{id}” cannot be chosen."
    close = difflib.get_close_matches(id, known, n=1)
    guess = f"Did you mean “{close[0]}”? " if close else ""
    return f"There is no option “{id}” before “{scenario.title}”. {guess}The options are {', '.join(known)}."
