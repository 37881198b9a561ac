"""The coach: what worked, what to try next, a hint, an explanation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from bot.coaching.codebook import Dimension, FoundMove, ScoredReply, SourceKey
from bot.coaching.feedback.advice import Advice, StrategyNote
from bot.coaching.feedback.gap import urgency, widest_gap
from bot.coaching.feedback.help import Explanation, Hint, named_in, nearest_term, plain
from bot.coaching.feedback.strategy import Source, Strategy, note_of
from bot.coaching.feedback.texts import CoachTexts, Need, Remedy, Step
from bot.coaching.feedback.wording import fill, from_turn, in_turn, last_said, places_of, quote, unsaid
from bot.coaching.feedback.worked import best_move
from bot.coaching.roleplay.line import Line
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.roleplay.state import ParentState
from bot.coaching.roleplay.voices import by_speaker

Fitting = TypeVar("Fitting", Need, Step)


class Coach:
    """Speaks to the trainee. The same reply to the same line in the same state gets the same words."""

    def __init__(
        self, texts: CoachTexts, strategies: Mapping[str, Strategy], sources: Mapping[SourceKey, Source]
    ) -> None:
        self.texts = texts
        self.strategies = strategies
        self.sources = sources
        self._explanations = self._explain_all()

    def advise(self, scored: ScoredReply, line: Line, reply: str, scenario: Scenario, state: ParentState) -> Advice:
        """What the coach says about a reply to `line`. `state` is the parent as the reply found them."""
        places = self.places(line, state, scenario)
        found = best_move(scored, line, self.texts.praise)
        worked = None
        if found is not None:
            praise = in_turn(self.texts.praise[found.move].praise, state.turn)
            worked = fill(praise, {**places, "quote": quote(reply, found)})
        gap = widest_gap(scored, line, state, self.texts.remedies)
        if gap is None:
            try_next, wording, strategies = self._go_on(line, reply, state, places)
        elif isinstance(gap, FoundMove):
            try_next, wording, strategies = self._replace(gap, line, reply, state, places)
        else:
            try_next, wording, strategies = self._meet(gap, scored.scores.of(gap), line, reply, state, scenario)
        return Advice(worked, try_next, wording, self.practised(strategies, scenario))

    def hint(self, line: Line, state: ParentState, scenario: Scenario) -> Hint:
        """What the parent needs now, before the trainee has replied to `line`."""
        called = (dimension for dimension in urgency(state) if dimension in line.calls_for)
        need = self.need_at(next(called, "two_way"), line, state, scenario)
        places = self.places(line, state, scenario)
        return Hint(
            need=fill(in_turn(need.needs, state.turn), places),
            move=self.texts.move_name(need.move),
            wording=self.wording(need, line, "", state, places),
        )

    def explain(self, term: str) -> Explanation | None:
        """What a strategy, a move, a score or another word of this coach means; None if it isn't known.

        The question may stand around it: "what is an open question?".
        """
        known = nearest_term(term, self._explanations)
        return self._explanations[known] if known else None

    def scores_in(self, words: str) -> tuple[Dimension, ...]:
        """The scores that are named in some words: "why only 1 for empathy?"."""
        return tuple(
            dimension
            for dimension, score in self.texts.scores.items()
            if named_in(words, (dimension, score.name, *score.named))
        )

    def strategy(self, id: str) -> StrategyNote:
        """A strategy as a trainee is shown it. Raises KeyError for an unknown id."""
        strategy = self.strategies[id]
        return note_of(id, strategy, self.sources[strategy.source])

    def _go_on(
        self, line: Line, reply: str, state: ParentState, places: dict[str, str]
    ) -> tuple[str, str, Sequence[str]]:
        step = _first_that_fits(self.texts.forward, line, state)
        return (
            fill(in_turn(step.try_next, state.turn), places),
            unsaid([fill(way, places) for way in from_turn(step.wording, state.turn)], reply),
            step.strategies,
        )

    def _replace(
        self, hurt: FoundMove, line: Line, reply: str, state: ParentState, places: dict[str, str]
    ) -> tuple[str, str, Sequence[str]]:
        remedy = self.texts.remedies[hurt.move]
        return (
            fill(
                in_turn(remedy.try_next, state.turn),
                {**places, "quote": hurt.text if remedy.word_for_word else quote(reply, hurt)},
            ),
            self.wording(remedy, line, reply, state, places),
            remedy.strategies,
        )

    def _meet(
        self, dimension: Dimension, score: int | None, line: Line, reply: str, state: ParentState, scenario: Scenario
    ) -> tuple[str, str, Sequence[str]]:
        need = self.need_at(dimension, line, state, scenario)
        places = self.places(line, state, scenario)
        ways = need.try_nearly if score == 2 else need.try_low
        return (
            fill(in_turn(ways, state.turn), places),
            self.wording(need, line, reply, state, places),
            need.strategies,
        )

    def need_at(self, dimension: Dimension, line: Line, state: ParentState, scenario: Scenario) -> Need:
        """The need that fits this moment of this scenario."""
        needs = [
            need
            for need in self.texts.needs
            if need.dimension == dimension and (not need.practises or set(need.practises) & set(scenario.strategies))
        ]
        return _first_that_fits(needs, line, state)

    @staticmethod
    def wording(choice: Need | Remedy, line: Line, reply: str, state: ParentState, places: dict[str, str]) -> str:
        """The line's own example if its author wrote one, else a way of saying it whose turn it is.

        What the trainee has just said is not offered again.
        """
        wordings = [] if line.example is None else [line.example]
        if isinstance(choice, Need) and choice.said_back and "said" in places:
            wordings += [fill(way, places) for way in from_turn(choice.said_back, state.turn)]
        ways = [fill(way, places) for way in from_turn(choice.wording, state.turn)]
        own_first = isinstance(choice, Need) and choice.own_words_first
        return unsaid([*ways, *wordings] if own_first else [*wordings, *ways], reply)

    def places(self, line: Line, state: ParentState, scenario: Scenario) -> dict[str, str]:
        """The names, how to speak of the parent, and the last sentence of `line` if it can be said back.

        Whoever said it: a third voice's name before the words is no part of them.
        """
        places = places_of(scenario.parent, self.texts.pronouns)
        bubbles = state.words if state.words and state.line == line.id else line.says
        words = [bubble for speech in by_speaker(scenario, bubbles) for bubble in speech.bubbles]
        said = last_said(words)
        return places if said is None else {**places, "said": said}

    def practised(self, strategies: Sequence[str], scenario: Scenario) -> StrategyNote:
        """The first of the strategies that the scenario lets one practise, or the first."""
        chosen = next((id for id in strategies if id in scenario.strategies), strategies[0])
        return self.strategy(chosen)

    def _explain_all(self) -> dict[str, Explanation]:
        """Every term that can be asked about, in the form in which it is looked up. Earlier entries win."""
        found: dict[str, Explanation] = {}

        def add(explanation: Explanation, *terms: str) -> None:
            for term in terms:
                found.setdefault(plain(term), explanation)

        for dimension, score in self.texts.scores.items():
            anchors = "\n".join(f"{number}: {anchor}" for number, anchor in enumerate(score.anchors))
            citation = self.sources[score.source].citation
            add(Explanation(score.name, f"{score.about}\n{anchors}", citation), dimension, score.name, *score.named)
        for id, strategy in self.strategies.items():
            example = fill(strategy.example, NOBODY)
            text = f"{strategy.about}\nWhen: {strategy.when}\nFor instance: “{example}”"
            citation = self.sources[strategy.source].citation
            add(Explanation(strategy.name, text, citation), id, strategy.name)
        for move, praise in self.texts.praise.items():
            text = f"{praise.about}\nFor instance: “{fill(praise.example, NOBODY)}”"
            add(Explanation(_titled(praise.name), text), move, praise.name, *praise.named)
        for move, remedy in self.texts.remedies.items():
            text = f"{remedy.about}\nBetter: “{fill(remedy.wording[0], NOBODY)}”"
            add(Explanation(_titled(remedy.name), text), move, remedy.name, *remedy.named)
        for id, strategy in self.strategies.items():
            add(found[plain(id)], *strategy.named)
        for id, term in self.texts.terms.items():
            add(Explanation(term.name, term.about), id, term.name, *term.named)
        return found


NOBODY = {"parent": "your", "child": "Robin", "them": "them", "their": "their"}
"""Names for an example that belongs to no scenario."""


def _titled(name: str) -> str:
    return name[:1].upper() + name[1:]


def _first_that_fits(choices: Sequence[Fitting], line: Line, state: ParentState) -> Fitting:
    return next(choice for choice in choices if choice.when.fits(line, state))
