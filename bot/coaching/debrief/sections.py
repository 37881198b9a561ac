"""The report in plain words, a section for each thing it tells.

A section's lines are not wrapped. A line that begins with spaces or a dash goes on under its own beginning; an empty
line parts what belongs apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct

from bot.coaching.codebook import DIMENSIONS, Score, Scores
from bot.coaching.debrief.report import Report
from bot.coaching.debrief.transcript import Spoken
from bot.coaching.debrief.tries import Try
from bot.coaching.debrief.turning_points import TurningPoint
from bot.coaching.debrief.weakest import WeakMoment
from bot.coaching.feedback.advice import Advice, StrategyNote
from bot.coaching.feedback.wording import in_brackets

_NAMES = {"two_way": "Two-way communication", "empathy": "Empathy", "boundaries": "Keeping boundaries"}


class Section(Struct, frozen=True):
    """A heading and what stands under it."""

    title: str
    lines: tuple[str, ...]


def sections_of(report: Report, *, transcript: bool) -> tuple[Section, ...]:
    """All sections that have something to say; the whole conversation comes last, if asked for."""
    sections: list[tuple[str, Iterable[str]]] = [
        ("How it ended", [report.ending]),
        ("Your goal", _goal(report)),
        ("How sure you felt (1 to 5)", _confidence(report)),
        ("What you agreed", _agreed(report)),
        ("What you chose before the meeting", _arranged(report)),
        ("Your scores (0 to 3)", _scores(report)),
        ("Your best moment", _moment(report.best_turn)),
        ("The moment that cost most", _moment(report.costliest_turn)),
        ("What a reply could have been", _weakest(report)),
        ("Replies you gave again", _tries(report)),
        ("Strategies you used", _used(report)),
        ("Strategies you could still try", _missed(report)),
        ("Share of talk", _share(report)),
        ("Moments that everyone meets here", _probes(report)),
        (f"What {report.parent} told you", [f"- {told.about}" for told in report.told]),
        ("What stayed unsaid", _unsaid(report)),
        ("Practise next", [f"- {advice}" for advice in report.next]),
        ("The conversation", _conversation(report) if transcript else []),
    ]
    written = (Section(title, tuple(lines)) for title, lines in sections)
    return tuple(section for section in written if section.lines)


def _goal(report: Report) -> Iterator[str]:
    if report.goal is None:
        return
    yield f"{_named(report.goal.strategy)}: {report.goal.strategy.about}"
    for turn, words in zip(report.goal.turns, report.goal.words, strict=True):
        yield f"- Reply {turn}: “{words}”"
    if report.turns and not report.goal.turns:
        yield "It didn't show in your replies this time."


def _confidence(report: Report) -> Iterator[str]:
    course = report.confidence
    for dimension in DIMENSIONS if course else ():
        before = getattr(course.before, dimension) if course and course.before else None
        after = getattr(course.after, dimension) if course and course.after else None
        said = [f"{before} before" if before else "", f"{after} after" if after else ""]
        if any(said):
            yield f"{_NAMES[dimension]}: {', '.join(part for part in said if part)}"


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


def _weakest(report: Report) -> Iterator[str]:
    yield from _apart(_weak(report, moment) for moment in report.weakest)


def _weak(report: Report, moment: WeakMoment) -> list[str]:
    return [
        f"Reply {moment.turn}",
        *_heard(report, moment.parent),
        f"- You: {_on_one_line(moment.reply)}",
        f"  {_in_words(moment.scores)}. {moment.why}",
        f"- It could have been: “{moment.wording}”",
        f"  {moment.try_next} {_strategy(moment.strategy)}",
    ]


def _tries(report: Report) -> Iterator[str]:
    yield from _apart(
        [
            f"Reply {retaken.turn}",
            *_heard(report, retaken.parent),
            *_tried("You first", retaken.before),
            *_tried("You then", retaken.after),
        ]
        for retaken in report.tries
    )


def _tried(who: str, tried: Try) -> list[str]:
    return [
        f"- {who}: {_on_one_line(tried.reply)}",
        f"  {_in_words(tried.scores)}.",
        f"  The answer: “{_on_one_line(' '.join(tried.answer))}”",
    ]


def _used(report: Report) -> Iterator[str]:
    for used in report.strategies_used:
        replies = "reply" if len(used.turns) == 1 else "replies"
        yield f"- {used.name} ({in_brackets(used.citation)}): {replies} {_listed(used.turns)}, “{used.words[0]}”"


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
            yield f"- {probe.about}: reply {probe.turn}, {_in_words(probe.scores).lower()}"


def _unsaid(report: Report) -> Iterator[str]:
    for learn, kept in groupby(report.untold, key=lambda untold: untold.learn):
        yield from (f"- {untold.about}" for untold in kept)
        yield f"  {learn}"


def _conversation(report: Report) -> Iterator[str]:
    yield from _apart([*_speech(spoken), *_comment(spoken)] for spoken in report.transcript)


def _speech(spoken: Spoken) -> list[str]:
    first, *more = [" ".join(bubble.split()) for bubble in spoken.text.split("\n") if bubble.strip()] or [""]
    reply = f"You ({spoken.turn})" if spoken.speaker == "teacher" else spoken.name
    return [f"{reply}: {first}", *(f"  {bubble}" for bubble in more)]


def _comment(spoken: Spoken) -> Iterator[str]:
    if spoken.scores:
        yield f"    {_in_words(spoken.scores)}."
    if spoken.advice:
        yield from (f"    {line}" for line in _advice(spoken.advice))


def _advice(advice: Advice) -> Iterator[str]:
    if advice.worked:
        yield advice.worked
    yield f"{advice.try_next} For instance: “{advice.wording}” {_strategy(advice.strategy)}"


def _heard(report: Report, words: str) -> Iterator[str]:
    """What was said on the parent's side, with the name of whoever said it."""
    others = {f"{spoken.name}: " for spoken in report.transcript if spoken.name not in (None, report.parent)}
    for bubble in words.split("\n"):
        named = any(bubble.startswith(name) for name in others)
        yield f"- {bubble}" if named else f"- {report.parent}: {bubble}"


def _named(strategy: StrategyNote) -> str:
    return f"{strategy.name} ({in_brackets(strategy.citation)})"


def _strategy(strategy: StrategyNote) -> str:
    return f"({strategy.name}; {in_brackets(strategy.citation)})"


def _in_words(scores: Scores) -> str:
    named = [f"{_NAMES[dimension].lower()} {scores.of(dimension)}" for dimension in DIMENSIONS]
    applying = [name for name, dimension in zip(named, DIMENSIONS, strict=True) if scores.of(dimension) is not None]
    words = ", ".join(applying)
    return words[:1].upper() + words[1:]


def _apart(blocks: Iterable[Iterable[str]]) -> Iterator[str]:
    """The blocks with an empty line between each two."""
    for position, block in enumerate(blocks):
        if position:
            yield ""
        yield from block


def _on_one_line(words: str) -> str:
    return " ".join(words.split())


def _shown(score: Score | None) -> str:
    return "–" if score is None else str(score)


def _listed(items: Iterable[object]) -> str:
    return ", ".join(str(item) for item in items)
