"""What a parent has no answer to: subjects, proposals, the same again, a temptation to resist."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import product

from bot.coaching.roleplay.dynamics import Dynamics
from bot.coaching.roleplay.filling import places_of
from bot.coaching.roleplay.line import Line, Phase, When
from bot.coaching.roleplay.scenario import Scenario
from bot.library.documents import Document
from bot.library.faults import Fault

TALKING: tuple[Phase, ...] = ("opening", "venting", "exploring", "deciding")
"""The phases in which a question about anything may come."""

LEVELS = range(11)

Page = Document[Scenario]


def faults_of_answers(page: Page, topics: Collection[str], dynamics: Dynamics) -> list[Fault]:
    """Every gap in what the parent can answer; `topics` are the ids there are."""
    return [
        *_of_subjects(page, topics, dynamics),
        *_of_the_same_again(page),
        *_of_proposals(page, dynamics),
        *_of_temptations(page),
        *_of_what_was_agreed(page),
    ]


def _of_subjects(page: Page, topics: Collection[str], dynamics: Dynamics) -> Iterator[Fault]:
    """Subjects that the parent has no answer to, or none in some mood, borrowed from a neighbouring phase or not."""
    neighbours = dynamics.choice.neighbours
    for topic in topics:
        about = [line for line in page.value.lines if topic in line.answers.topics and not line.answers.again]
        if not about:
            what = f'no line answers a question about "{topic}"'
            mend = f'Add a line with "answers: {{topics: [{topic}]}}"; "I\'d rather not say" is an answer too.'
            yield page.fault(("lines",), what, mend)
            continue
        holes = {phase: list(_moods_without(about, (phase, *neighbours.get(phase, ())))) for phase in TALKING}
        phases = [phase for phase, moods in holes.items() if moods]
        if phases:
            heat, trust = holes[phases[0]][0]
            what = (
                f'a question about "{topic}" finds no answer in phase {" or ".join(phases)}, '
                f"for instance at heat {heat} and trust {trust}"
            )
            mend = "Give one line about it more phases, best all up to deciding, and no condition but heat or trust."
            yield page.fault(("lines", page.value.lines.index(about[0])), what, mend)


def _moods_without(lines: list[Line], phases: Collection[Phase]) -> Iterator[tuple[int, int]]:
    """The pairs of heat and trust at which none of the lines can be said in these phases, whatever went before."""
    there = [line.when for line in lines if not set(phases).isdisjoint(line.phases) and _ready_at_once(line)]
    for heat, trust in product(LEVELS, LEVELS):
        if not any(_holds(when, heat, trust) for when in there):
            yield heat, trust


def _ready_at_once(line: Line) -> bool:
    """Whether a line waits for nothing but a mood."""
    when = line.when
    mood = When(
        heat_at_least=when.heat_at_least,
        heat_at_most=when.heat_at_most,
        trust_at_least=when.trust_at_least,
        trust_at_most=when.trust_at_most,
        not_told=when.not_told,
        not_said=when.not_said,
    )
    return when == mood and not (line.tells or line.probe or places_of(line))


def _holds(when: When, heat: int, trust: int) -> bool:
    return (when.heat_at_least or 0) <= heat <= (10 if when.heat_at_most is None else when.heat_at_most) and (
        (when.trust_at_least or 0) <= trust <= (10 if when.trust_at_most is None else when.trust_at_most)
    )


def _of_the_same_again(page: Page) -> Iterator[Fault]:
    lines = page.value.lines
    again = [(number, line) for number, line in enumerate(lines) if line.answers.again]
    if not any(not line.answers.topics for _, line in again):
        what = "the parent has nothing to say when the same is asked again"
        yield page.fault(("lines",), what, 'Add a line with "answers: {again: true}" and no topics.')
    answered = {topic for line in lines if not line.answers.again for topic in line.answers.topics}
    for number, line in again:
        for topic in line.answers.topics:
            if topic not in answered:
                what = f'line "{line.id}" answers "{topic}" asked again, and no line answers it the first time'
                yield page.fault(("lines", number, "answers"), what, f'Add a line with "topics: [{topic}]".')


def _of_proposals(page: Page, dynamics: Dynamics) -> Iterator[Fault]:
    """Verdicts that a parent can reach on a proposal, and has no words for that need no filling in.

    An apology that is neither taken nor refused may be passed over, so nobody has to bargain over one.
    """
    ways = [(each.proposal, each.verdict) for each in dynamics.receptions]
    ways += [(each.proposal, "refuse") for each in dynamics.receptions]
    for proposal, verdict in dict.fromkeys(ways):
        if (proposal, verdict) == ("apology", "bargain"):
            continue
        there = [
            line
            for line in page.value.lines
            if (line.answers.proposal, line.answers.verdict) == (proposal, verdict) and not places_of(line)
        ]
        if not there:
            what = f"no line without places answers a proposal of kind {proposal} with {verdict}"
            mend = f'Add a line with "answers: {{proposal: {proposal}, verdict: {verdict}}}" and no braces.'
            yield page.fault(("lines",), what, mend)


def _of_temptations(page: Page) -> Iterator[Fault]:
    if not any(line.tempts for line in page.value.lines):
        what = "no line tempts the teacher to anything"
        yield page.fault(("lines",), what, 'Add "tempts:" to a line that asks for what the teacher must not give.')


def _of_what_was_agreed(page: Page) -> Iterator[Fault]:
    closing = [(number, line) for number, line in enumerate(page.value.lines) if line.closes == "agreement"]
    if closing and not any("agreed" in places_of(line) for _, line in closing):
        what = "no closing line for agreement repeats what was agreed"
        yield page.fault(("lines", closing[0][0]), what, 'Add one that says it back: "So: {agreed}."')
