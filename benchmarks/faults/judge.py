"""After the faults: is all there that was acknowledged, once, in order, in its place, as it would have been?"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from benchmarks.faults.ledger import Ledger, Said, Talk, marks_in
from bot.coaching.play import Play
from bot.coaching.roleplay.voices import by_speaker

Event = Mapping[str, Any]
Tracker = Callable[[str], list[Event]]
"""Gives the events that Rasa keeps of a session, in order."""


@dataclass
class Verdict:
    """What was found wrong, each as a line; `lost` and `doubled` with the moment in which they were acknowledged."""

    lost: list[tuple[float, str]] = field(default_factory=list)
    doubled: list[tuple[float, str]] = field(default_factory=list)
    mixed: list[tuple[float, str]] = field(default_factory=list)
    damaged: list[tuple[float, str]] = field(default_factory=list)
    behind: int = 0
    """Talks whose last turns Rasa does not know. The next reply mends that, so it is no damage."""
    in_logs: int = 0
    """Marks of trainees' words that stand in logs, where no typed word may stand."""

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost, doubled, mixed up or damaged, and no word stands in a log."""
        return not (self.lost or self.doubled or self.mixed or self.damaged or self.in_logs)

    def lines(self) -> list[str]:
        """All that was found, in words."""
        found = [("lost", self.lost), ("doubled", self.doubled), ("mixed up", self.mixed), ("damaged", self.damaged)]
        return [f"{name}: {what}" for name, lines in found for _, what in lines]


async def judged(
    ledger: Ledger, http: httpx.AsyncClient, tracker: Tracker, plays: Mapping[str, Play], logs: Iterable[Path]
) -> Verdict:
    """Ask the product for every talk, and hold it against what its trainee kept."""
    verdict = Verdict()
    for talk in ledger.talks:
        kept = await http.get(talk.path, headers=talk.own, timeout=60)
        if kept.status_code != 200:
            verdict.lost += [(said.at, f"{_place(talk, said)}, with its whole session") for said in talk.said]
            continue
        hold_against(talk, kept.json(), verdict)
        if talk.said:
            report = (await http.get(f"{talk.path}/report", headers=talk.own, timeout=60)).json()
            if report["turns"] != len(kept.json()["turns"]):
                verdict.damaged.append((talk.said[-1].at, f"{_place(talk)}: the report counts {report['turns']} turns"))
        compare_with_undisturbed(talk, plays[talk.scenario], verdict)
        look_into_tracker(talk, tracker(talk.session), verdict)
        verdict.damaged += [(_last(talk), f"{_place(talk)}: {what}") for what in talk.wrong]
    for log in logs:
        verdict.in_logs += len(marks_in(log.read_text(encoding="utf-8", errors="replace")))
    return verdict


def hold_against(talk: Talk, kept: dict[str, Any], verdict: Verdict) -> None:
    """What the product keeps of a talk, against what its trainee kept."""
    turns: list[dict[str, Any]] = kept["turns"]
    names = Counter(turn["client_id"] for turn in turns)
    texts = Counter(turn["reply"] for turn in turns)
    for said in talk.said:
        if said.client_id not in names:
            verdict.lost.append((said.at, _place(talk, said)))
        elif names[said.client_id] > 1 or texts[said.text] > 1:
            verdict.doubled.append((said.at, _place(talk, said)))
    known = {said.client_id for said in talk.said}
    for turn in turns:
        if turn["client_id"] not in known and turn["reply"] != talk.underway:
            verdict.doubled.append((_last(talk), f"{_place(talk)}: turn {turn['turn']} was never said like that"))
    if [turn["client_id"] for turn in turns if turn["client_id"] in known] != [said.client_id for said in talk.said]:
        verdict.mixed.append((_last(talk), f"{_place(talk)}: the turns are not in the order of their answers"))
    if [turn["turn"] for turn in turns] != list(range(1, len(turns) + 1)):
        verdict.damaged.append((_last(talk), f"{_place(talk)}: the turns are not numbered one after the other"))
    own = {(talk.trainee, talk.number)}
    if {mark[:2] for mark in marks_in(json.dumps(kept))} - own:
        verdict.mixed.append((_last(talk), f"{_place(talk)}: somebody else's words stand in it"))
    by_name = {turn["client_id"]: turn for turn in turns}
    for said in talk.said:
        recorded = by_name.get(said.client_id, {})
        if any(recorded[key] != said.answer[key] for key in recorded):
            verdict.damaged.append((said.at, f"{_place(talk, said)} is kept otherwise than it was answered"))
        parents = [message for message in said.answer["messages"] if message["speaker"] == "parent"]
        if any(message not in kept["messages"] for message in parents):
            verdict.damaged.append((said.at, f"{_place(talk, said)}: the parent's answer is not kept as it was given"))


def compare_with_undisturbed(talk: Talk, play: Play, verdict: Verdict) -> None:
    """The same words to the same parent, without any fault: every answer must have been that one."""
    state = play.open(talk.seed)
    for said in talk.said:
        turn = play.answer(state, said.text)
        state = turn.state
        bubbles = [
            bubble
            for message in said.answer["messages"]
            if message["speaker"] == "parent"
            for bubble in message["bubbles"]
        ]
        meant = [bubble for speech in by_speaker(play.scenario, turn.answer) for bubble in speech.bubbles]
        felt = {"heat": state.heat, "trust": state.trust, "phase": state.phase}
        if bubbles != meant or said.answer["state"] != felt or said.answer["ended"] != state.ended:
            verdict.damaged.append((said.at, f"{_place(talk, said)} was answered as if something else had gone before"))
            return


def look_into_tracker(talk: Talk, events: list[Event], verdict: Verdict) -> None:
    """Rasa's own record: only this trainee's words, in order, and every message after Rasa began to listen."""
    order = {said.text: position for position, said in enumerate(talk.said)}
    positions: list[int] = []
    listening = True
    for event in events:
        if event["event"] == "action":
            listening = event.get("name") == "action_listen"
        elif event["event"] == "user":
            if not listening:
                verdict.damaged.append((_last(talk), f"{_place(talk)}: Rasa's record has a message in the middle"))
            listening = False
            reply = (event.get("metadata") or {}).get("reply") or ""
            if any(mark[:2] != (talk.trainee, talk.number) for mark in marks_in(json.dumps(event))):
                verdict.mixed.append((_last(talk), f"{_place(talk)}: Rasa's record holds somebody else's words"))
            if reply in order:
                positions.append(order[reply])
    # What was not answered at once stands there more than once: with its answer it stands in its place.
    heard = iter(positions)
    if not all(position in heard for position in sorted(set(positions))):
        verdict.mixed.append((_last(talk), f"{_place(talk)}: Rasa's record is not in the order of the answers"))
    slots = [event for event in events if event["event"] == "slot" and event.get("name") == "role_play"]
    stands = ((slots[-1].get("value") or {}).get("state") or {}) if slots else {}
    if stands.get("turn", 0) < len(talk.said):
        verdict.behind += 1
    elif talk.said and stands.get("heat") != talk.said[-1].answer["state"]["heat"]:
        verdict.damaged.append((_last(talk), f"{_place(talk)}: Rasa remembers another parent than the records"))


def _last(talk: Talk) -> float:
    return talk.said[-1].at if talk.said else 0.0


def _place(talk: Talk, said: Said | None = None) -> str:
    place = f"trainee {talk.trainee}, talk {talk.number}"
    return place if said is None else f"{place}, turn {said.turn}"
