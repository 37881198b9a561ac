"""Lets the talks of the demo go on in real time, so that the board moves."""

from __future__ import annotations

import heapq
import random
import time
from collections.abc import Callable

from bot.coaching.roleplay.state import ParentState
from bot.coaching.simulation.cast import Part
from bot.coaching.simulation.group import REPLY, Deal, SimulatedParticipant, Voice, next_scenario
from bot.commands.demo_group import Rehearsed
from bot.records import TurnConflict, UnknownParticipant, UnknownSession
from bot.records.demos import Demos, DemoWorkshop

SEEN_EVERY = 20.0
"""Seconds after which the pages of all are noted as open."""


class Attendee:
    """One participant of the demo, from now on."""

    def __init__(
        self, records: Demos, id: int, one: SimulatedParticipant, session: str | None, stage: Rehearsed, seed: int
    ) -> None:
        self.id = id
        self._records = records
        self._part: Part = one.part
        self._session = session
        self._stage = stage
        self._seed = seed
        self._done = list(one.part.talks)
        self._deal = Deal({}, seed)
        self._voice: Voice | None = None
        self._state: ParentState | None = None
        if session is not None:
            self._state = one.talks[-1].state
            self._take_up(one.talks[-1].scenario)

    @property
    def may_speak(self) -> bool:
        """Whether they do anything by themselves: who paused or is stuck waits for somebody to write to them."""
        return self._part.now in ("talking", "briefing", "joined")

    def act(self, dice: random.Random) -> tuple[float, bool] | None:
        """Do the next thing: when to do another, in seconds, and whether it was a reply; None if all is done."""
        if self._session is None or self._state is None or self._state.ended is not None:
            return self._begin(dice)
        assert self._voice is not None
        turn = self._voice.play.answer(self._state, self._voice.reply(self._voice.play.line(self._state), self._state))
        said = self._stage.staged.messages(self._voice.play.scenario.id, turn)
        try:
            self._records.keep_turn(self._session, turn, said)
        except TurnConflict as conflict:
            # The talks are let go on twice at the same time.
            self._state = conflict.state
            return dice.uniform(*REPLY), False
        self._state = turn.state
        if turn.state.ended is not None:
            self._done.append(self._voice.play.scenario.id)
            self._session = None
            self._records.demo_seen([self.id], "summary")
            if len(self._done) >= len(self._stage.cast.scenarios):
                return None
        return dice.uniform(*REPLY), True

    def _begin(self, dice: random.Random) -> tuple[float, bool]:
        """The next talk, after reading its briefing."""
        scenario = next_scenario(self._stage.cast.scenarios, self._done)
        seed = self._seed * 10 + len(self._done)
        self._take_up(scenario)
        self._session = self._records.open_demo_session(self.id, scenario, "live", seed)
        self._state = self._stage.plays[scenario].open(seed)
        self._records.begin(self._session, scenario, seed, "live", self._state)
        self._records.demo_seen([self.id], "talk")
        return dice.uniform(*REPLY), False

    def _take_up(self, scenario: str) -> None:
        self._voice = Voice(self._stage.plays[scenario], self._part, self._stage.trainees, self._deal, self._seed)


def go_on(
    records: Demos,
    demo: DemoWorkshop,
    stage: Rehearsed,
    seed: int,
    seconds: float,
    pause: Callable[[float], None] = time.sleep,
) -> int:
    """Let everybody talk on for so many seconds, or until somebody ends the workshop; how many replies were given.

    Raises RecordsUnavailable.
    """
    dice = random.Random(f"{seed}/live")
    began = time.monotonic()
    everybody = [
        Attendee(records, id, one, session, stage, seed * 1_000 + number)
        for number, (id, one, session) in enumerate(zip(demo.participants, stage.group, demo.sessions, strict=True))
    ]
    queue = [(dice.uniform(1, REPLY[1]), at) for at, one in enumerate(everybody) if one.may_speak]
    heapq.heapify(queue)
    said, seen = 0, 0.0
    while queue:
        due, at = heapq.heappop(queue)
        if due > seconds:
            break
        pause(max(0.0, began + due - time.monotonic()))
        if due - seen > SEEN_EVERY:
            if not records.demo_runs(demo.id):
                break
            records.demo_seen(demo.participants)
            seen = due
        try:
            done = everybody[at].act(dice)
        except (UnknownSession, UnknownParticipant):
            break  # The demo was taken away meanwhile, or made anew.
        if done is not None:
            heapq.heappush(queue, (due + done[0], at))
        said += done is None or done[1]
    return said
