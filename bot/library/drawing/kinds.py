"""The kinds of line that a picture tells apart, each with a name, a sign and a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from bot.coaching.roleplay.line import Line, When
from bot.coaching.roleplay.scenario import Scenario

Kind = Literal[
    "opening", "any_time", "probe", "temptation", "telling", "answer", "again", "proposal", "reaction", "last_words"
]


class Sign(Struct, frozen=True):
    """How a kind is shown: never by colour alone."""

    name: str
    about: str
    path: str
    """An SVG path in a field of 12 by 12."""
    filled: bool = False


SIGNS: Mapping[Kind, Sign] = {
    "opening": Sign("First words", "one of these opens the talk", "M1 11V1h7a3 3 0 0 1 0 6H1z", True),
    "any_time": Sign("At any time", "said when nothing else comes first", "M6 1a5 5 0 1 0 .01 0z"),
    "probe": Sign("Standard probe", "everybody meets it", "M2 12V1l9 3.2L2 7.5", True),
    "temptation": Sign("Temptation", "asks for what one must not give", "M6 1l5.5 10H.5zM6 5v3M6 9.4v.4"),
    "telling": Sign(
        "Telling", "discloses what was kept back", "M3.5 1a2.5 2.5 0 1 0 .01 0zM5.4 5.2L11 11M8.4 8.2l-1.6 1.6"
    ),
    "answer": Sign("Answer", "to a question about something", "M1 1.5h10v6.5H5.5L2.5 11V8H1z"),
    "again": Sign("Asked again", "the same subject a second time", "M10.5 4A5 5 0 1 0 11 7M11 1v3.4H7.6"),
    "proposal": Sign(
        "On a proposal", "a meeting, a step, an apology", "M1 2.5h10V11H1zM3.5 1v3M8.5 1v3M3.5 7.2l2 2 3.2-3.6"
    ),
    "reaction": Sign("Reaction", "to how the teacher speaks", "M7 .5L2 7h3.6L4.8 11.5 10 5H6.4z", True),
    "last_words": Sign("Last words", "with these the talk ends", "M2 1h8v10H2zM7.6 6v.1"),
}


def kind_of(line: Line) -> Kind:
    """What a line is in the first place; a probe that tempts is a probe."""
    asks: tuple[tuple[Kind, object], ...] = (
        ("opening", line.opens),
        ("last_words", line.closes),
        ("probe", line.probe),
        ("telling", line.tells),
        ("temptation", line.tempts),
        ("again", line.answers.again),
        ("proposal", line.answers.proposal),
        ("answer", line.answers.topics),
        ("reaction", line.answers.moves),
    )
    return next((kind for kind, has in asks if has), "any_time")


def occasion(line: Line, scenario: Scenario) -> str:
    """What brings a line about and what it waits for, in a few words: "friends · trust 5+"."""
    answers = line.answers
    parts = [
        *(f"from reply {probe.from_turn}" for probe in scenario.probes if probe.id == line.probe),
        " ".join(filter(None, (answers.proposal, answers.verdict))),
        ", ".join(_plain(name) for name in (*answers.topics, *answers.moves)),
        _mood(line.when),
        f"tempts to {_plain(line.tempts)}" if line.tempts else "",
        *_history(line),
    ]
    return " · ".join(part for part in parts if part)


def _mood(when: When) -> str:
    bounds = [
        _bounds("heat", when.heat_at_least, when.heat_at_most),
        _bounds("trust", when.trust_at_least, when.trust_at_most),
    ]
    bounds.append(f"from reply {when.turn_at_least}" if when.turn_at_least else "")
    return " · ".join(bound for bound in bounds if bound)


def _bounds(name: str, low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return ""
    if high is None:
        return f"{name} {low}+"
    return f"{name} {low or 0}–{high}"


def _history(line: Line) -> list[str]:
    """What must have gone before. That a secret is told only once goes without saying."""
    when = line.when
    return [
        *(f"after {_plain(id)}" for id in (*when.told, *when.said)),
        *([f"after {' or '.join(map(_plain, when.any_said))}"] if when.any_said else []),
        *(f"before {_plain(id)}" for id in (*when.not_told, *when.not_said) if id not in line.tells),
        *(f"remembers {_plain(what)}" for what in when.remembers),
        *(f"unless {_plain(what)}" for what in when.not_remembers),
        *(f"chosen: {_plain(id)}" for id in when.chosen),
    ]


def _plain(id: str) -> str:
    return id.replace("_", " ")
