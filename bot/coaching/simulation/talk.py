"""A talk played to its end by a made-up trainee, and what is worth knowing of it."""

from __future__ import annotations

from msgspec import Struct

from bot.coaching.play import Play
from bot.coaching.roleplay.line import End, Line
from bot.coaching.roleplay.scenario import Difficulty
from bot.coaching.roleplay.state import ParentState
from bot.coaching.simulation.trainees import Speaker
from bot.coaching.turn import Turn


class SimulatedTalk(Struct, frozen=True, forbid_unknown_fields=True):
    """One talk: who with whom, how it went and how it ended."""

    scenario: str
    trainee: str
    seed: int
    end: End
    turns: int
    heat: tuple[int, ...]
    """At the start and after each reply."""
    trust: tuple[int, ...]
    scores: tuple[tuple[int, int, int | None], ...]
    """Two-way communication, empathy and boundaries of each reply."""
    lines: tuple[str, ...]
    """Ids of all that the parent said, in order."""
    asked: int
    """Replies that ask about a subject, the last one left out."""
    answered: int
    """Those whose subject the parent's next words were about."""

    @property
    def repeated(self) -> int:
        """Lines that the parent said more than once."""
        return len(self.lines) - len(set(self.lines))


def simulate(play: Play, speaker: Speaker, trainee: str, seed: int, difficulty: Difficulty = "usual") -> SimulatedTalk:
    """Play one talk to its end."""
    state = play.open(seed, difficulty, speaker.chooses(play.scenario))
    turns: list[Turn] = []
    while state.ended is None:
        turn = play.answer(state, speaker.reply(play.scenario, play.line(state), state))
        turns.append(turn)
        state = turn.state
    going_on = [turn for turn in turns if turn.state.ended is None and turn.scored.asked]
    states = [turns[0].before, *(turn.state for turn in turns)]
    return SimulatedTalk(
        scenario=play.scenario.id,
        trainee=trainee,
        seed=seed,
        end=state.ended,
        turns=len(turns),
        heat=tuple(each.heat for each in states),
        trust=tuple(each.trust for each in states),
        scores=tuple((s.two_way, s.empathy, s.boundaries) for s in (turn.scored.scores for turn in turns)),
        lines=state.said,
        asked=len(going_on),
        answered=sum(_on_topic(play, turn) for turn in going_on),
    )


def _on_topic(play: Play, turn: Turn) -> bool:
    """Whether any line that the parent answered with is about a subject that was asked."""
    topics = {*turn.scored.asked}
    lines = [play.scenario.line(id) for id in turn.state.said[len(turn.before.said) :]]
    return any(_about(line, topics, turn.before, play) for line in lines)


def _about(line: Line, topics: set[str], before: ParentState, play: Play) -> bool:
    if line.answers.again and not line.answers.topics:
        return any(topics.intersection(play.scenario.line(id).answers.topics) for id in before.said)
    if line.answers.proposal is not None:
        return bool(topics.intersection(_OF_PROPOSALS))
    return bool(topics.intersection(line.answers.topics))


_OF_PROPOSALS = frozenset({"meeting_time", "school_action", "what_happened", "wishes"})
"""Subjects that an answer to a proposal is about."""
