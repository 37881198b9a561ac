"""Why a reply got its scores: the reason, the words that decided, and what would have raised them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.coaching.codebook import DIMENSIONS, HELPING, MOVES, Dimension, Score
from bot.coaching.feedback.advice import StrategyNote
from bot.coaching.feedback.coach import Coach
from bot.coaching.feedback.gap import heaviest
from bot.coaching.feedback.taken_back import taken_back
from bot.coaching.feedback.texts import Need, Remedy
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
    wording: str
    """A way to say it to this parent."""
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
            yield f"{self.higher.try_next} For instance: “{self.higher.wording}”"
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
    strategy: StrategyNote
    """What the coach's advice about this reply rests on, or what would raise a single score, or was shown."""

    def as_text(self) -> str:
        """The explanation as the coach says it, a paragraph for each score."""
        paragraphs = ["\n".join(score.as_lines()) for score in self.scores]
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
    single = scores[0] if asked and len(scores) == 1 else None
    strategy = _behind(turn, single, line, scenario, coach) if single else turn.advice.strategy
    return ScoresExplained(turn.number, opening_words(turn.reply), scores, strategy)


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
    # Said as in the turn after, so not as in the advice; and without the author's example, which is a whole reply.
    state = replace(turn.before, turn=turn.before.turn + 1)
    line = replace(line, example=None)
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
        try_next=fill(in_turn(ways, state.turn), places),
        wording=coach.wording(choice, line, f"{turn.reply} {turn.advice.wording}", state, places),
        strategy=coach.practised(choice.strategies, scenario),
    )


def _behind(turn: Turn, explained: ScoreExplained, line: Line, scenario: Scenario, coach: Coach) -> StrategyNote:
    """The strategy that would raise a score; where there is nothing to raise, the one that was shown."""
    if explained.higher is not None:
        return explained.higher.strategy
    shown = [
        id
        for id, strategy in coach.strategies.items()
        if strategy.fits.fits(line, turn.before)
        and any(MOVES[found.move] == explained.dimension for found in strategy.shown_in(turn.scored))
    ]
    # A strategy that few moves show says more about this one than one that many do.
    shown.sort(key=lambda id: len(coach.strategies[id].moves))
    return coach.practised(shown, scenario) if shown else turn.advice.strategy


def _line_of(scenario: Scenario, turn: Turn) -> Line:
    """The line that a turn answers, also if the scenario no longer has it."""
    try:
        return scenario.line(turn.line)
    except KeyError:
        return Line(id=turn.line, says=(turn.parent,), calls_for=turn.calls_for, probe=turn.probe)
