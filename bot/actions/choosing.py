"""The scenario that is about to be played, with everything that was wished for it."""

from __future__ import annotations

from bot.actions.coaching_wish import coaching_named
from bot.actions.role_play import RolePlay, seed_for
from bot.actions.talk import Talk
from bot.coaching.roleplay.arranging import CannotBeChosen, chosen_in
from bot.coaching.roleplay.scenario import Difficulty, Scenario
from bot.records import SessionRecord
from bot.records.values import Coaching


def chosen(talk: Talk, scenario: Scenario) -> RolePlay:
    """The scenario with the way of coaching, the seed and the choices that were asked for, or those of the session."""
    session = talk.stage.records.session(talk.session)
    # Words about a parent may hold "at the end" for other reasons; ActionCoaching hears those that mean it.
    coaching = (coaching_named(talk) if talk.pressed else None) or _coaching_before(talk, session)
    if talk.rules is not None:
        coaching = talk.rules.coaching
    seed = session.seed if session else seed_for(talk.session)
    for value in talk.entity("seed"):
        seed = int(value) if value.isdecimal() else seed
    difficulty, options = _wishes(talk, scenario, session)
    return RolePlay(scenario.id, seed, coaching, difficulty=difficulty, chosen=options)


def _coaching_before(talk: Talk, session: SessionRecord | None) -> Coaching:
    """What was wished last, else what the session was opened with."""
    if talk.role_play is not None:
        return talk.role_play.coaching
    return session.coaching if session else "live"


def _wishes(talk: Talk, scenario: Scenario, session: SessionRecord | None) -> tuple[Difficulty, tuple[str, ...]]:
    """How hard, and what is chosen before the meeting: as asked for, else as the last time with this parent."""
    difficulty, options = _wishes_before(talk, scenario, session)
    for value in talk.entity("difficulty"):
        difficulty = "hard" if value == "hard" else "usual"
    options = tuple(talk.entity("chosen")) or options
    try:
        return difficulty, chosen_in(scenario, options, difficulty)
    except CannotBeChosen:
        # The page and the interface refuse it in words; left are a payload typed by hand and a scenario that changed.
        return ("hard" if difficulty == "hard" and scenario.hard else "usual"), ()


def _wishes_before(talk: Talk, scenario: Scenario, session: SessionRecord | None) -> tuple[Difficulty, tuple[str, ...]]:
    if talk.role_play is not None and talk.role_play.scenario == scenario.id:
        return talk.role_play.difficulty, talk.role_play.chosen
    if session is not None and session.scenario == scenario.id and session.opening is not None:
        return session.opening.difficulty, session.opening.chosen
    return "usual", ()
