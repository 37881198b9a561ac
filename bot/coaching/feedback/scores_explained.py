"""Why a reply got its scores: the reason, the words that decided, and what would have raised them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from bot.coaching.codebook import DIMENSIONS, HELPING, MOVES, Dimension, Score
from bot.coaching.feedback.advice import StrategyNote
from bot.coaching.feedback.coach import Coach
from bot.coaching.feedback.gap import heaviest
from bot.coaching.feedback.taken_back import taken_back
from bot.coaching.feedback.texts import Need, Remedy
from bot.coaching.feedback.whole_reply import whole_reply
from bot.coaching.feedback.wording import fill, in_brackets, in_turn, opening_words, quote
from bot.coaching.roleplay.line import Line
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.turn import Turn

HIGHEST = 3
FAIR = 2
"""From this score on a reply does what the score is about; below it falls short or hurts."""


class Deciding(Struct, frozen=True, forbid_unknown_fields=True):
    """Words of the reply that counted for a score, or against it."""

    move: str
    """The move's id."""
    name: str
    """What it is called in plain words."""
    words: str
    """The trainee's own words."""
    helps: bool


class Higher(Struct, frozen=True, forbid_unknown_fields=True):
    """What would have raised a score."""

    score: Score
    """The one to aim at: the next one up, and at least a fair one."""
    means: str
    """What that score stands for."""
    try_next: str
    strategy: StrategyNote


class ScoreExplained(Struct, frozen=True, forbid_unknown_fields=True):
    """One score of one reply."""

    dimension: Dimension
    name: str
    """What it is called in plain words."""
    score: Score
    means: str
    """What that score stands for."""
    called_for: bool
    """Whether the parent's line called for it."""
    reason: str
    decided: tuple[Deciding, ...]
    higher: Higher | None
    """None for the highest score, and for a fair one that the line did not call for."""

    def as_lines(self) -> Iterator[str]:
        """The explanation as the coach says it."""
        yield f"{self.name}, {self.score} of 3. {self.reason}"
        favour = [each for each in self.decided if each.helps] if self.score < FAIR else []
        if favour:
            yield "In your favour: " + ", ".join(f"“{each.words}” ({each.name})" for each in favour) + "."
        if self.higher is not None:
            yield f"A {self.higher.score} looks like this: {self.higher.means}"
            yield self.higher.try_next
        elif self.score == HIGHEST:
            yield f"There is none higher. It stands for this: {self.means}"


class ScoresExplained(Struct, frozen=True, forbid_unknown_fields=True):
    """Why one reply got the scores it got."""

    turn: int
    """The reply's number."""
    reply: str
    """Its beginning, as a quotation."""
    scores: tuple[ScoreExplained, ...]
    """None where only a score was asked for that does not apply to this reply."""
    wording: str | None
    """A reply that would have done what this one lacks; None where nothing is lacking."""
    strategy: StrategyNote
    """What the coach's advice rests on, or would raise a single score; where nothing is lacking, what was shown."""

    def as_text(self) -> str:
        """The explanation as the coach says it, a paragraph for each score."""
        paragraphs = ["\n".join(score.as_lines()) for score in self.scores]
        if self.wording is not None:
            paragraphs.append(f"It could have sounded like this: “{self.wording}”")
        strategy = self.strategy
        paragraphs.append(f"Strategy: {strategy.name} ({in_brackets(strategy.citation)}). {strategy.about}")
        return "\n\n".join(paragraphs)


def explain_scores(turn: Turn, scenario: Scenario, coach: Coach, asked: Sequence[Dimension] = ()) -> ScoresExplained:
    """Why a reply got its scores; only those asked about, if any are.

    A score that does not apply to the reply is left out. It is said in other words than the advice on the reply.
    """
    line = _line_of(scenario, turn)
    scores = tuple(
        _explained(turn, dimension, score, line, scenario, coach)
        for dimension in DIMENSIONS
        if (not asked or dimension in asked) and (score := turn.scored.scores.of(dimension)) is not None
    )
    low = [explained.dimension for explained in scores if explained.higher is not None]
    wording = whole_reply(coach, line, turn.reply, scenario, turn.before, low) if low else None
    strategy = _behind(turn, scores, line, scenario, coach)
    return ScoresExplained(turn.number, opening_words(turn.reply), scores, wording, strategy)


def _explained(
    turn: Turn, dimension: Dimension, score: Score, line: Line, scenario: Scenario, coach: Coach
) -> ScoreExplained:
    text, scored = coach.texts.scores[dimension], turn.scored
    called_for = dimension in turn.calls_for
    decided = tuple(
        Deciding(found.move, coach.texts.move_name(found.move), quote(turn.reply, found), found.move in HELPING)
        for found in scored.moves
        if MOVES.get(found.move) == dimension and not (found.move in HELPING and taken_back(found, scored))
    )
    enough = score == HIGHEST or (score >= FAIR and not called_for)
    return ScoreExplained(
        dimension=dimension,
        name=text.name,
        score=score,
        means=text.anchor(score),
        called_for=called_for,
        reason=getattr(scored.reasons, dimension) or text.anchor(score),
        decided=decided,
        higher=None if enough else _higher(turn, dimension, score, line, scenario, coach),
    )


def _higher(turn: Turn, dimension: Dimension, score: Score, line: Line, scenario: Scenario, coach: Coach) -> Higher:
    """What would have raised a score: the hurtful move that keeps it low replaced, or else what it asks for."""
    places = coach.places(line, turn.before, scenario)
    hurt = heaviest(turn.scored, (dimension,), coach.texts.remedies)
    choice: Need | Remedy
    if hurt is not None:
        choice = coach.texts.remedies[hurt.move]
        places["quote"] = hurt.text if choice.word_for_word else quote(turn.reply, hurt)
        ways = choice.try_next
    else:
        choice = coach.need_at(dimension, line, turn.before, scenario)
        ways = choice.try_nearly if score == FAIR else choice.try_low
    aim = max(FAIR, score + 1)
    return Higher(
        score=aim,
        means=coach.texts.scores[dimension].anchor(aim),
        # As it would be said in the turn after, so not as in the advice.
        try_next=fill(in_turn(ways, turn.before.turn + 1), places),
        strategy=coach.practised(choice.strategies, scenario),
    )


def _behind(
    turn: Turn, explained: Sequence[ScoreExplained], line: Line, scenario: Scenario, coach: Coach
) -> StrategyNote:
    """The strategy of the advice, or the one that would raise a single score; the one shown if nothing is to raise."""
    raised = [score.higher.strategy for score in explained if score.higher is not None]
    if raised:
        return raised[0] if len(explained) == 1 else turn.advice.strategy
    dimensions = [score.dimension for score in explained]
    shown = [
        id
        for id, strategy in coach.strategies.items()
        if strategy.fits.fits(line, turn.before)
        and any(MOVES[found.move] in dimensions for found in strategy.shown_in(turn.scored))
    ]
    # A strategy that few moves show says more about this reply than one that many do.
    shown.sort(key=lambda id: len(coach.strategies[id].moves))
    return coach.practised(shown, scenario) if shown else turn.advice.strategy


def _line_of(scenario: Scenario, turn: Turn) -> Line:
    """The line that a turn answers, also if the scenario no longer has it."""
    try:
        return scenario.line(turn.line)
    except KeyError:
        return Line(id=turn.line, says=(turn.parent,), calls_for=turn.calls_for, probe=turn.probe)
