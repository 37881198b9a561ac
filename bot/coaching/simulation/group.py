"""A group of made-up trainees in a workshop: what each of them says, when, and what they take back.

Times are seconds from the moment at which a participant joined. The same cast and seed make the same group.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from msgspec import Struct

from bot.coaching.codebook import Scores
from bot.coaching.debrief.confidence import Confidence, ConfidenceCourse
from bot.coaching.group.talks import Consent
from bot.coaching.play import Play
from bot.coaching.pseudonyms import Pseudonyms
from bot.coaching.roleplay.line import Line
from bot.coaching.roleplay.state import ParentState
from bot.coaching.simulation.cast import Cast, Level, Now, Part, ProbeReplies
from bot.coaching.simulation.trainees import Speaker, Trainees
from bot.coaching.turn import Turn

BRIEFING, REPLY, BETWEEN = (50, 110), (18, 50), (40, 90)
"""Seconds that reading a briefing, a reply, and looking back take: from and to."""

UNDER_WAY = (3, 9)
"""Replies given in a talk that goes on."""
MOST_REPLIES = 24
"""After so many a trainee finishes a talk that has not ended."""
POOR = 1
"""A reply is taken back, sometimes, whose best score is at most this."""
TAKEN_BACK = 55
"""How often, in percent."""
MOST_TAKEN_BACK = 2

IDLE: Mapping[Now, tuple[int, int]] = {
    "joined": (20, 90),
    "briefing": (10, 70),
    "talking": (3, 40),
    "paused": (60, 240),
    "stuck": (150, 260),
    "finished": (30, 420),
}
"""Seconds since anything was heard of somebody, by what they are doing."""


class SimulatedReply(Struct, frozen=True):
    """A reply, and when it was given."""

    turn: Turn
    at: float
    taken_back_at: float | None = None


class SimulatedRun(Struct, frozen=True):
    """One role-play of a participant."""

    scenario: str
    seed: int
    opening: ParentState
    began_at: float
    ended_at: float | None
    """None while it goes on."""
    replies: tuple[SimulatedReply, ...]
    """All in the order in which they were given, those taken back included."""
    goal: str
    confidence: ConfidenceCourse

    @property
    def state(self) -> ParentState:
        """The parent as they are now."""
        return self.replies[-1].turn.state if self.replies else self.opening


class SimulatedParticipant(Struct, frozen=True):
    """One participant with all that they have done."""

    name: str
    part: Part
    consent: Consent
    talks: tuple[SimulatedRun, ...]
    last_at: float
    """When anything was last heard of them."""
    idle: float
    """Seconds that have passed since then."""


def simulate_group(
    cast: Cast, plays: Mapping[str, Play], trainees: Trainees, pseudonyms: Pseudonyms, seed: int
) -> tuple[SimulatedParticipant, ...]:
    """Everybody of the cast. Raises KeyError for a scenario or a kind of trainee that there is not."""
    names = list(islice(pseudonyms.drawn(random.Random(f"{seed}/names")), len(cast.cast)))
    deal = Deal(cast.replies, seed)
    return tuple(
        _participant(name, part, cast, plays, trainees, deal, seed * 1_000 + number)
        for number, (name, part) in enumerate(zip(names, cast.cast, strict=True))
    )


class Deal:
    """Gives out the replies to probes, so that no two people say the same as long as there are any left."""

    def __init__(self, replies: Mapping[str, Mapping[str, ProbeReplies]], seed: int) -> None:
        self._replies = replies
        self._seed = seed
        self._piles: dict[tuple[str, str, Level], Iterator[str]] = {}

    def reply(self, scenario: str, probe: str | None, level: Level) -> str | None:
        """The next reply of that level, or beside it when those are all given; None where none is left, or no probe."""
        if probe is None or probe not in self._replies.get(scenario, {}):
            return None
        levels: tuple[Level, Level] = (level, "well" if level == "halfway" else "halfway")
        piles = (self._pile(scenario, probe, each) for each in levels)
        return next((reply for pile in piles for reply in pile), None)

    def _pile(self, scenario: str, probe: str, level: Level) -> Iterator[str]:
        place = (scenario, probe, level)
        if place not in self._piles:
            pile = list(self._replies[scenario][probe].at(level))
            random.Random(f"{self._seed}/{scenario}/{probe}/{level}").shuffle(pile)
            self._piles[place] = iter(pile)
        return self._piles[place]


class Voice:
    """How one participant speaks in one talk: at probes as dealt to them, and otherwise as their kind does."""

    def __init__(self, play: Play, part: Part, trainees: Trainees, deal: Deal, seed: int) -> None:
        self.play = play
        self._part = part
        self._deal = deal
        self._speaker = Speaker(trainees, part.kind, seed)
        self._better = Speaker(trainees, "skilled", seed)

    def reply(self, line: Line, state: ParentState, again: bool = False) -> str:
        """What they say to a line; `again` after they took a first reply back."""
        dealt = self._deal.reply(self.play.scenario.id, line.probe, "well" if again else self._part.level)
        speaker = self._better if again else self._speaker
        return dealt or speaker.reply(self.play.scenario, line, state)


def regrets(scores: Scores, dice: random.Random) -> bool:
    """Whether somebody takes a reply with those scores back."""
    return max(scores.two_way, scores.empathy) <= POOR and dice.randrange(100) < TAKEN_BACK


def _participant(
    name: str, part: Part, cast: Cast, plays: Mapping[str, Play], trainees: Trainees, deal: Deal, seed: int
) -> SimulatedParticipant:
    dice = random.Random(f"{seed}/time")
    clock, talks = dice.uniform(5, 60), []
    for number, scenario in enumerate(part.talks):
        voice = Voice(plays[scenario], part, trainees, deal, seed * 10 + number)
        talks.append(simulate_run(voice, seed * 10 + number, clock + dice.uniform(*BRIEFING), None, dice))
        clock = (talks[-1].ended_at or clock) + dice.uniform(*BETWEEN)
    if part.now in ("talking", "paused", "stuck"):
        scenario = next_scenario(cast.scenarios, part.talks)
        voice = Voice(plays[scenario], part, trainees, deal, seed * 10 + 9)
        talks.append(
            simulate_run(voice, seed * 10 + 9, clock + dice.uniform(*BRIEFING), dice.randint(*UNDER_WAY), dice)
        )
        clock = max([talks[-1].began_at, *(reply.at for reply in talks[-1].replies)])
    consent = Consent(*(agreed in part.consent for agreed in ("read", "show", "improve")))
    return SimulatedParticipant(name, part, consent, tuple(talks), clock, dice.uniform(*IDLE[part.now]))


def next_scenario(scenarios: Sequence[str], done: Collection[str]) -> str:
    """The first scenario that is not done, or the last."""
    return next((id for id in scenarios if id not in done), scenarios[-1])


def simulate_run(voice: Voice, seed: int, began_at: float, length: int | None, dice: random.Random) -> SimulatedRun:
    """A talk to its end, or so many replies of it. `seed` is the parent's; `dice` decide on times and regrets."""
    play, clock, taken_back = voice.play, began_at, 0
    opening = state = play.open(seed)
    replies: list[SimulatedReply] = []
    while state.ended is None and state.turn < (length or MOST_REPLIES):
        line = play.line(state)
        clock += dice.uniform(*REPLY)
        turn = play.answer(state, voice.reply(line, state))
        if taken_back < MOST_TAKEN_BACK and turn.state.ended is None and regrets(turn.scored.scores, dice):
            taken_back += 1
            regretted = clock + dice.uniform(8, 20)
            replies.append(SimulatedReply(turn, clock, regretted))
            clock = regretted + dice.uniform(*REPLY)
            turn = play.answer(state, voice.reply(line, state, again=True))
        replies.append(SimulatedReply(turn, clock))
        state = turn.state
    over = length is None or state.ended is not None
    ended_at = (clock if state.ended is not None else clock + 5) if over else None
    counting = [reply.turn for reply in replies if reply.taken_back_at is None]
    goal = dice.choice(play.scenario.strategies)
    return SimulatedRun(
        play.scenario.id, seed, opening, began_at, ended_at, tuple(replies), goal, _confidence(counting, over, dice)
    )


def _confidence(turns: Sequence[Turn], over: bool, dice: random.Random) -> ConfidenceCourse:
    """Unsure before; afterwards as sure as the talk gave reason to be, give or take."""
    before = [dice.choice((1, 2, 2, 3, 3, 4)) for _ in range(3)]
    if not over:
        return ConfidenceCourse(Confidence(*before))
    scores = [turn.scored.scores for turn in turns]
    reached = (
        _mean(score.two_way for score in scores),
        _mean(score.empathy for score in scores),
        _mean(score.boundaries for score in scores if score.boundaries is not None),
    )
    after = [
        max(1, min(5, felt + round(level - 1.1 + dice.uniform(-0.5, 0.5))))
        for felt, level in zip(before, reached, strict=True)
    ]
    return ConfidenceCourse(Confidence(*before), Confidence(*after))


def _mean(values: Iterable[int]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else 1.1
