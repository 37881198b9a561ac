"""What went into one answer of the parent, for `alongside play --explain`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import asdict
from rich.table import Table
from rich.text import Text

from bot.coaching.play import Play
from bot.coaching.roleplay.search import Tier
from bot.coaching.roleplay.state import Memory
from bot.coaching.roleplay.why import Felt, Received, Why
from bot.coaching.turn import Turn

TIERS: Mapping[Tier, str] = {
    "overdue_probe": "a standard moment that was overdue",
    "hurt": "stung by what was said",
    "proposal": "an answer to what was proposed",
    "spoken_to": "the one who was spoken to answers",
    "helped": "eased by what was said",
    "probe": "a standard moment that was due",
    "disclosure_asked": "ready to tell what was asked",
    "unburdened": "a worry that comes out by itself",
    "step": "an answer to the next step",
    "deciding": "it is time to settle something",
    "topic": "an answer to what was asked or said, in this phase",
    "topic_nearby": "an answer to what was asked or said, from a phase beside this one",
    "topic_stretched": "an answer to what was asked, from a mood or phase a little different",
    "asked_again": "the same was asked before",
    "late_proposal": "an answer to what was proposed beside a question",
    "opened_up": "trusts enough to tell something",
    "response": "an answer to how it was said",
    "moment": "nothing to answer: what goes with the moment",
    "moment_nearby": "nothing to answer: what goes with a phase beside this one",
    "anything_left": "anything left to say that makes sense",
    "last_probe": "nothing left but a standard moment",
    "last_words": "the conversation is over: last words",
}
"""Why a line was said, in words."""


def explained(play: Play, turn: Turn) -> Table:
    """What went into the parent's answer, a row for each part."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim")
    table.add_column(style="dim")
    for name, words in _rows(turn, play.why(turn)):
        table.add_row(name, Text(words))
    return table


def _rows(turn: Turn, why: Why) -> Iterator[tuple[str, str]]:
    before, after = turn.before, turn.state
    yield "heat", _change(before.heat, after.heat)
    yield "trust", _change(before.trust, after.trust)
    yield "phase", after.phase if before.phase == after.phase else f"{before.phase} to {after.phase}"
    yield "felt", "\n".join(map(_felt, why.felt)) or "nothing in particular"
    yield "said", f"{', '.join(why.lines)}: {TIERS[why.tier]} ({why.tier})"
    if why.topics:
        yield "about", _listed(f"{topic} (asked)" if topic in why.asked else topic for topic in why.topics)
    if why.remarks:
        yield "remarks", _listed(why.remarks)
    for proposal in why.proposals:
        yield "proposed", _received(proposal)
    remembered = _remembered(why.memory)
    if remembered:
        yield "remembers", remembered
    for name, reason in asdict(why.reasons).items():
        if reason:
            yield name.replace("_", " "), reason


def _change(before: int, after: int) -> str:
    return f"{after} of 10, as before" if before == after else f"{after} of 10 ({after - before:+d})"


def _felt(felt: Felt) -> str:
    effects = [f"{name} {value:+d}" for name, value in (("heat", felt.heat), ("trust", felt.trust)) if value]
    return f"{felt.id} ({', '.join(effects)}): {felt.about}"


def _received(proposal: Received) -> str:
    retold = f", that is “{proposal.retold}”" if proposal.retold else ""
    return f"{proposal.kind} “{proposal.words}”{retold}: {proposal.verdict}"


def _remembered(memory: Memory) -> str:
    """Counts above nothing, and what was settled."""
    parts = []
    for name, value in asdict(memory).items():
        if not value or name == "heard":
            continue
        words = ", ".join(f"“{each}”" for each in value) if isinstance(value, tuple) else str(value)
        parts.append(f"{name.replace('_', ' ')}: {words}")
    return "\n".join(parts)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
