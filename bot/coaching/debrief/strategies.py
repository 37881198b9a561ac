"""The documented strategies that the trainee used, and those that would have fitted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from bot.coaching.codebook import HELPING, FoundMove, SourceKey
from bot.coaching.debrief.transcript import line_of
from bot.coaching.feedback.coach import Coach
from bot.coaching.feedback.strategy import Strategy
from bot.coaching.feedback.taken_back import taken_back
from bot.coaching.feedback.wording import fill, places_of, quote
from bot.coaching.roleplay.line import Line
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.turn import Turn

Evidence = tuple[Turn, FoundMove]
"""A move in a reply that shows a strategy."""

OTHERS = 3
"""So many strategies are credited beyond those that the scenario practises."""


class UsedStrategy(Struct, frozen=True, forbid_unknown_fields=True):
    """A strategy that showed in the trainee's replies."""

    id: str
    name: str
    source: SourceKey
    citation: str
    about: str
    turns: tuple[int, ...]
    words: tuple[str, ...]
    """The words that showed it, one for each of the turns."""


class MissedStrategy(Struct, frozen=True, forbid_unknown_fields=True):
    """A strategy that the scenario practises and that did not show."""

    id: str
    name: str
    source: SourceKey
    citation: str
    about: str
    turn: int | None
    """Number of the reply with which it would have fitted best; None when no moment asked for it."""
    parent: str | None
    """What the parent had said then."""
    wording: str
    """How it could have sounded."""


def strategies_used(scenario: Scenario, turns: Sequence[Turn], coach: Coach) -> tuple[UsedStrategy, ...]:
    """Those of the scenario first, then a few others that showed in words not yet credited to one of these."""
    shown = _all_shown(scenario, turns, coach)
    return tuple(_used(id, shown[id], coach) for id in _credited(scenario, shown))


def ids_used(scenario: Scenario, turns: Sequence[Turn], coach: Coach) -> tuple[str, ...]:
    """The ids of the same, in the same order."""
    return _credited(scenario, _all_shown(scenario, turns, coach))


def _credited(scenario: Scenario, shown: Mapping[str, Sequence[Evidence]]) -> tuple[str, ...]:
    ids = [id for id in scenario.strategies if shown.get(id)]
    left = {id: evidence for id, evidence in shown.items() if id not in scenario.strategies}
    credited = [one for id in ids for one in shown[id]]
    for _ in range(OTHERS):
        new = {id: sum(one not in credited for one in evidence) for id, evidence in left.items()}
        best = max(new, key=new.__getitem__, default=None)
        if best is None or not new[best]:
            break
        ids.append(best)
        credited += left.pop(best)
    return tuple(ids)


def words_that_show(id: str, scenario: Scenario, turns: Sequence[Turn], coach: Coach) -> dict[int, str]:
    """The words that show one strategy, by the number of the reply. Raises KeyError for an unknown id."""
    return _words(_shown([(turn, line_of(scenario, turn)) for turn in turns], coach.strategies[id]))


def _words(shown: Sequence[Evidence]) -> dict[int, str]:
    words: dict[int, str] = {}
    for turn, found in shown:
        words.setdefault(turn.number, quote(turn.reply, found))
    return words


def _used(id: str, shown: Sequence[Evidence], coach: Coach) -> UsedStrategy:
    words = _words(shown)
    note = coach.strategy(id)
    return UsedStrategy(id, note.name, note.source, note.citation, note.about, tuple(words), tuple(words.values()))


def strategies_missed(scenario: Scenario, turns: Sequence[Turn], coach: Coach) -> tuple[MissedStrategy, ...]:
    """The scenario's strategies that did not show, each with the moment that most asked for it."""
    places = places_of(scenario.parent, coach.texts.pronouns)
    moments = [(turn, line_of(scenario, turn)) for turn in turns]
    missed: list[MissedStrategy] = []
    for id in scenario.strategies:
        strategy = coach.strategies[id]
        if _shown(moments, strategy):
            continue
        turn = _opportunity(scenario, turns, strategy)
        note = coach.strategy(id)
        missed.append(
            MissedStrategy(
                id=id,
                name=note.name,
                source=note.source,
                citation=note.citation,
                about=note.about,
                turn=turn.number if turn else None,
                parent=turn.parent if turn else None,
                wording=fill(strategy.example_to(line_of(scenario, turn).tempts if turn else None), places),
            )
        )
    return tuple(missed)


def _all_shown(scenario: Scenario, turns: Sequence[Turn], coach: Coach) -> dict[str, list[Evidence]]:
    """The same as `_shown` for each strategy that shows at all, with one look at each move of a reply.

    For a large group it makes up most of the pictures, so no reply is asked for every strategy in turn.
    """
    by_move: defaultdict[str, list[str]] = defaultdict(list)
    for id, strategy in coach.strategies.items():
        for move in set(strategy.moves):
            by_move[move].append(id)
    found_for: defaultdict[str, list[Evidence]] = defaultdict(list)
    for turn in turns:
        line = line_of(scenario, turn)
        for found in turn.scored.moves:
            if found.move in by_move and not taken_back(found, turn.scored):
                for id in by_move[found.move]:
                    if coach.strategies[id].fits.fits(line, turn.before):
                        found_for[id].append((turn, found))
    # In the order of the strategies, since of those that show equally often the first is credited.
    return {id: found_for[id] for id in coach.strategies if id in found_for}


def _shown(moments: Iterable[tuple[Turn, Line]], strategy: Strategy) -> list[Evidence]:
    return [
        (turn, found)
        for turn, line in moments
        if turn.scored.has(*strategy.moves) and strategy.fits.fits(line, turn.before)
        for found in strategy.shown_in(turn.scored)
    ]


def _opportunity(scenario: Scenario, turns: Sequence[Turn], strategy: Strategy) -> Turn | None:
    """The moment that asked for it and was answered worst, in the scores it would have lifted; the first of equals."""
    moment = strategy.opportune or strategy.fits
    fitting = [turn for turn in turns if moment.fits(line_of(scenario, turn), turn.before)]
    return min(fitting, key=lambda turn: (_lifted(turn, strategy), turn.number), default=None)


def _lifted(turn: Turn, strategy: Strategy) -> float:
    """Mean of the scores that the strategy's moves lift, in one reply; a score that does not apply counts as full."""
    dimensions = {HELPING[move] for move in strategy.moves if move in HELPING}
    scores = [turn.scored.scores.of(dimension) for dimension in dimensions]
    return sum(3 if score is None else score for score in scores) / len(scores)
