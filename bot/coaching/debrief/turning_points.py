"""The reply that earned most, the reply that cost most, and so why the conversation ended as it did."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from bot.coaching.codebook import DIMENSIONS, HURTING, FoundMove
from bot.coaching.debrief.transcript import line_of
from bot.coaching.feedback.coach import Coach
from bot.coaching.feedback.wording import fill, opening_words, places_of, quote
from bot.coaching.feedback.worked import best_move
from bot.coaching.roleplay.line import GOOD_ENDS
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.turn import Turn


class TurningPoint(Struct, frozen=True, forbid_unknown_fields=True):
    """A reply that mattered."""

    turn: int
    reply: str
    words: str
    """The trainee's words that decided it."""
    moves: tuple[str, ...]
    """What was found in it, in plain words."""
    why: str
    """The reasons for its scores, and what they did to the parent."""


def gain(turn: Turn) -> int:
    """What a reply did for the parent: trust won and heat lost, together."""
    return (turn.state.trust - turn.before.trust) - (turn.state.heat - turn.before.heat)


def best_turn(scenario: Scenario, turns: Sequence[Turn], coach: Coach) -> TurningPoint | None:
    """The reply that did most good; None when none did any."""
    turn = max(turns, key=lambda turn: (gain(turn), _mean(turn), -turn.number), default=None)
    if turn is None or (gain(turn) <= 0 and _mean(turn) < 2):
        return None
    return _point(turn, best_move(turn.scored, line_of(scenario, turn), coach.texts.praise), coach, best=True)


def costliest_turn(scenario: Scenario, turns: Sequence[Turn], coach: Coach) -> TurningPoint | None:
    """The reply that did most harm; None when none did any."""
    turn = min(turns, key=lambda turn: (gain(turn), _mean(turn), turn.number), default=None)
    if turn is None or (gain(turn) >= 0 and _mean(turn) > 1):
        return None
    return _point(turn, heaviest_hurt(turn, coach), coach, best=False)


def heaviest_hurt(turn: Turn, coach: Coach) -> FoundMove | None:
    """The hurtful move in a reply that costs most; None when there is none."""
    hurtful = [found for found in turn.scored.moves if found.move in HURTING]
    return max(hurtful, key=lambda found: coach.texts.remedies[found.move].weight, default=None)


def ending_in_words(
    scenario: Scenario,
    turns: Sequence[Turn],
    coach: Coach,
    best: TurningPoint | None,
    costliest: TurningPoint | None,
    *,
    going_on: bool = False,
) -> str:
    """How the conversation ended, which replies earned it, and what the teacher owes the child after such an end.

    A conversation that the parent has not ended is `going_on`, or else was stopped by the trainee.
    """
    texts = coach.texts.debrief
    places = places_of(scenario.parent, coach.texts.pronouns)
    if not turns:
        return fill(texts.nothing_yet, places)
    ended = turns[-1].state.ended
    earned = [_told(texts.earned, best, places)] if best else []
    cost = [_told(texts.cost, costliest, places)] if costliest else []
    why = earned + cost if ended in GOOD_ENDS or ended is None else cost + earned
    open_end = texts.going_on if going_on else texts.stopped
    duty = next(
        (
            duty.says
            for duty in texts.duties
            if ended in duty.after and any(id in scenario.strategies for id in duty.practises)
        ),
        None,
    )
    said = [fill(texts.endings[ended] if ended else open_end, places), *why]
    return " ".join([*said, fill(duty, places)] if duty else said)


def _told(text: str, point: TurningPoint, places: dict[str, str]) -> str:
    moves = f" ({', '.join(point.moves)})" if point.moves else ""
    return fill(text, {**places, "turn": str(point.turn), "quote": point.words, "moves": moves})


def _point(turn: Turn, decisive: FoundMove | None, coach: Coach, *, best: bool) -> TurningPoint:
    scores = turn.scored.scores
    numbers = [score for dimension in DIMENSIONS if (score := scores.of(dimension)) is not None]
    telling = max(numbers) if best else min(numbers)
    reasons = [getattr(turn.scored.reasons, dimension) for dimension in DIMENSIONS if scores.of(dimension) == telling]
    moves = dict.fromkeys(
        coach.texts.move_name(found.move) for found in turn.scored.moves if (found.move in HURTING) is not best
    )
    return TurningPoint(
        turn=turn.number,
        reply=turn.reply,
        words=quote(turn.reply, decisive) if decisive else opening_words(turn.reply),
        moves=tuple(moves),
        why=" ".join([*dict.fromkeys(reason for reason in reasons if reason), *felt(turn)]),
    )


def felt(turn: Turn) -> list[str]:
    """What the reply did to heat and trust, if it did anything."""
    changes = []
    if turn.state.heat != turn.before.heat:
        changes.append(f"heat went from {turn.before.heat} to {turn.state.heat}")
    if turn.state.trust != turn.before.trust:
        changes.append(f"trust went from {turn.before.trust} to {turn.state.trust}")
    said = " and ".join(changes)
    return [f"{said[:1].upper()}{said[1:]}."] if said else []


def _mean(turn: Turn) -> float:
    scores = turn.scored.scores
    numbers = [score for dimension in DIMENSIONS if (score := scores.of(dimension)) is not None]
    return sum(numbers) / len(numbers)
