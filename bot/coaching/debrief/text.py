"""The report as plain text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from bot.coaching.codebook import DIMENSIONS
from bot.coaching.debrief.report import Report
from bot.coaching.debrief.turning_points import TurningPoint
from bot.coaching.feedback.wording import in_brackets

_NAMES = {"two_way": "Two-way communication", "empathy": "Empathy", "boundaries": "Keeping boundaries"}


def as_text(report: Report, *, transcript: bool = False) -> str:
    """The report in words, section by section; the whole conversation at the end if asked for."""
    sections: list[tuple[str, Iterable[str]]] = [
        ("How it ended", [report.ending]),
        ("What you agreed", _agreed(report)),
        ("What you chose before the meeting", _arranged(report)),
        ("Your scores (0 to 3)", _scores(report)),
        ("Your best moment", _moment(report.best_turn)),
        ("The moment that cost most", _moment(report.costliest_turn)),
        ("Strategies you used", _used(report)),
        ("Strategies you could still try", _missed(report)),
        ("Share of talk", _share(report)),
        ("Moments that everyone meets here", _probes(report)),
        (f"What {report.parent} told you", [f"- {told.about}" for told in report.told]),
        ("What stayed unsaid", _unsaid(report)),
        ("Practise next", [f"- {advice}" for advice in report.next]),
        ("The conversation", _transcript(report) if transcript else []),
    ]
    written = [(title, list(lines)) for title, lines in sections]
    return "\n\n".join("\n".join([title.upper(), *lines]) for title, lines in written if lines)


def _agreed(report: Report) -> Iterator[str]:
    agreed = report.agreed
    if agreed.in_parents_words:
        yield f"In the words of {report.parent}:"
        yield from (f"- {words}" for words in agreed.in_parents_words)
    elif agreed.own_words:
        yield "In your words:"
        yield from (f"- “{words}”" for words in agreed.own_words)


def _arranged(report: Report) -> Iterator[str]:
    if report.difficulty == "hard":
        yield "You chose the harder way."
    for choice in report.arrangements:
        if not choice.as_planned and choice.citation:
            yield f"- {choice.asks} {choice.label}"
            yield f"  {choice.effect} ({in_brackets(choice.citation)})"
    planned = [choice for choice in report.arrangements if choice.as_planned]
    yield from (f"- {choice.asks} {choice.label} As planned." for choice in planned)


def _scores(report: Report) -> Iterator[str]:
    for dimension in DIMENSIONS:
        mean = report.averages.of(dimension)
        if mean is not None:
            values = " ".join(_shown(getattr(point, dimension)) for point in report.course)
            yield f"{_NAMES[dimension]}: {values}  (average {mean:g})"
    if report.course:
        yield f"Heat: {' '.join(str(point.heat) for point in report.course)}"
        yield f"Trust: {' '.join(str(point.trust) for point in report.course)}"


def _moment(point: TurningPoint | None) -> list[str]:
    return [f"Reply {point.turn}: “{point.words}”", point.why] if point else []


def _used(report: Report) -> Iterator[str]:
    for used in report.strategies_used:
        yield f"- {used.name} ({in_brackets(used.citation)}): reply {_listed(used.turns)}, “{used.words[0]}”"


def _missed(report: Report) -> Iterator[str]:
    for missed in report.strategies_missed:
        where = f" It would have fitted in reply {missed.turn}." if missed.turn else ""
        yield f"- {missed.name} ({in_brackets(missed.citation)}).{where} For instance: “{missed.wording}”"


def _share(report: Report) -> Iterator[str]:
    share = report.share_of_talk
    if share.teacher is not None:
        yield f"You did {share.teacher:.0%} of the talking."
        for figure in share.field:
            yield f"Observed of teachers at {figure.label}: {figure.share:.0%} ({in_brackets(figure.source)})"


def _probes(report: Report) -> Iterator[str]:
    for probe in report.probes:
        if probe.turn is None or probe.scores is None:
            yield f"- {probe.about}: not met this time"
        else:
            scores = ", ".join(
                f"{_NAMES[dimension].lower()} {score}"
                for dimension in DIMENSIONS
                if (score := probe.scores.of(dimension)) is not None
            )
            yield f"- {probe.about}: reply {probe.turn}, {scores}"


def _unsaid(report: Report) -> Iterator[str]:
    for learn, kept in groupby(report.untold, key=lambda untold: untold.learn):
        yield from (f"- {untold.about}" for untold in kept)
        yield f"  {learn}"


def _transcript(report: Report) -> list[str]:
    return [f"{spoken.name or 'You'}: {spoken.text}" for spoken in report.transcript]


def _shown(score: int | None) -> str:
    return "–" if score is None else str(score)


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(str(number) for number in numbers)
