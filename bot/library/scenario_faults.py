"""What is wrong with a scenario that one can see on the page: names, gaps and contradictions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from bot.coaching.codebook import MOVES
from bot.coaching.feedback.strategy import Strategy
from bot.coaching.roleplay.filling import places_of
from bot.coaching.roleplay.line import ENDS, PHASES, Line, Phase, When
from bot.coaching.roleplay.scenario import Hidden, Scenario
from bot.library.documents import Document
from bot.library.faults import Fault, nearest
from bot.library.scenario_setting import faults_of_the_setting
from bot.library.scenario_wording import faults_of_wording
from bot.library.wording import Wording

LAST_WORDS = 2
"""Closing lines that each end needs, so that two talks need not end in the same words."""

Page = Document[Scenario]


def faults_on_the_page(
    page: Page,
    topics: Collection[str],
    strategies: Mapping[str, Strategy],
    themes: Collection[str],
    wording: Wording | None = None,
) -> list[Fault]:
    """Every fault that the text alone shows.

    `topics` and `themes` are the ids there are, `wording` names phrases to avoid.
    """
    return [
        *_of_its_name(page),
        *_of_its_theme(page, themes),
        *_of_repeated_ids(page),
        *_of_unknown_names(page, topics, strategies),
        *_of_each_line(page),
        *_of_proposals(page),
        *_of_conditions(page),
        *_of_unreachable_lines(page),
        *_of_gaps(page),
        *faults_of_the_setting(page, strategies),
        *faults_of_wording(page, wording),
    ]


def _of_its_name(page: Page) -> Iterator[Fault]:
    if page.value.id != page.file.stem:
        what = f'the id is "{page.value.id}" and the file is called "{page.file.name}"'
        yield page.fault(("id",), what, f'Call the file "{page.value.id}.yml", or change the id.')


def _of_its_theme(page: Page, themes: Collection[str]) -> Iterator[Fault]:
    if page.value.theme not in themes:
        what = f'theme "{page.value.theme}" is not in themes.yml'
        yield page.fault(("theme",), what, nearest(page.value.theme, themes, "themes"))


def _of_repeated_ids(page: Page) -> Iterator[Fault]:
    scenario = page.value
    kinds: list[tuple[str, list[tuple[tuple[str, int], str]]]] = [
        ("line", [(("lines", n), line.id) for n, line in enumerate(scenario.lines)]),
        ("probe", [(("probes", n), probe.id) for n, probe in enumerate(scenario.probes)]),
        (
            "worry or fact",
            [(("worries", n), item.id) for n, item in enumerate(scenario.worries)]
            + [(("facts", n), item.id) for n, item in enumerate(scenario.facts)],
        ),
    ]
    for kind, named in kinds:
        first: dict[str, tuple[str, int]] = {}
        for path, id in named:
            if id in first:
                what = f'{kind} "{id}" is there twice'
                yield page.fault((*path, "id"), what, f"It also stands in line {page.line_of(*first[id])}; rename one.")
            first.setdefault(id, path)


def _of_unknown_names(page: Page, topics: Collection[str], strategies: Collection[str]) -> Iterator[Fault]:
    scenario = page.value
    hidden = [item.id for item in (*scenario.worries, *scenario.facts)]
    lines, probes = [line.id for line in scenario.lines], [probe.id for probe in scenario.probes]
    for position, strategy in enumerate(scenario.strategies):
        yield from _unknown(page, ("strategies", position), [strategy], strategies, "strategies", "the scenario")
    for number, line in enumerate(scenario.lines):
        at, who = ("lines", number), f'line "{line.id}"'
        yield from _unknown(page, (*at, "tells"), line.tells, hidden, "worries and facts", who)
        yield from _unknown(page, (*at, "when", "told"), line.when.told, hidden, "worries and facts", who)
        yield from _unknown(page, (*at, "when", "not_told"), line.when.not_told, hidden, "worries and facts", who)
        yield from _unknown(page, (*at, "when", "said"), line.when.said, lines, "lines", who)
        yield from _unknown(page, (*at, "when", "any_said"), line.when.any_said, lines, "lines", who)
        yield from _unknown(page, (*at, "when", "not_said"), line.when.not_said, lines, "lines", who)
        yield from _unknown(page, (*at, "answers", "topics"), line.answers.topics, topics, "topics", who)
        yield from _unknown(page, (*at, "answers", "moves"), line.answers.moves, MOVES, "moves", who)
        yield from _unknown(page, (*at, "probe"), [line.probe] if line.probe else [], probes, "probes", who)
        for position, effect in enumerate(line.effects):
            yield from _unknown(page, (*at, "effects", position), effect.moves, MOVES, "moves", who)


def _unknown(
    page: Page, path: tuple[str | int, ...], names: Iterable[str], known: Collection[str], kind: str, who: str
) -> Iterator[Fault]:
    for name in names:
        if name not in known:
            yield page.fault(path, f'{who} names "{name}", which is not among the {kind}', nearest(name, known, kind))


def _of_each_line(page: Page) -> Iterator[Fault]:
    for number, line in enumerate(page.value.lines):
        at, who = ("lines", number), f'line "{line.id}"'
        if line.closes is None and not line.calls_for:
            yield page.fault(at, f"{who} calls for nothing", 'Add "calls_for:" with what a good reply to it needs.')
        if line.closes is None and not line.opens and not line.phases:
            yield page.fault(at, f"{who} belongs to no phase and can never be said", 'Add "phases:".')
        if line.closes is not None and (line.opens or line.phases or line.probe or line.tells):
            what = f"{who} closes the talk, so it cannot open it, belong to a phase, put a probe or tell anything"
            yield page.fault(at, what, 'Take those fields out, or take "closes" out.')
        if line.opens and (line.probe or line.when != When()):
            what = f"{who} opens the talk, so it can have no condition and put no probe"
            yield page.fault(at, what, 'Take "when" and "probe" out.')
        if line.probe and line.example is None:
            what = f"{who} puts a standard probe and has no example"
            yield page.fault(at, what, 'Add "example:" with a reply that a skilled teacher might give.')
        if line.tempts and line.example is None:
            what = f"{who} tempts to {line.tempts} and has no example"
            yield page.fault(at, what, 'Add "example:" with a reply that resists and stays warm.')
        if line.tempts and not line.effects:
            what = f"{who} tempts to {line.tempts}, and it makes no difference whether one falls for it"
            yield page.fault(at, what, 'Add "effects:" with what yielding costs, and what resisting earns.')


def _of_proposals(page: Page) -> Iterator[Fault]:
    """Answers to a proposal that say only half of what they answer, or answer something else besides."""
    for number, line in enumerate(page.value.lines):
        answers, at = line.answers, ("lines", number, "answers")
        if answers.proposal and not answers.verdict:
            what = f'line "{line.id}" answers a proposal, and not what the parent makes of it'
            yield page.fault(at, what, 'Add "verdict:" with accept, bargain or refuse.')
        if answers.verdict and not answers.proposal:
            what = f'line "{line.id}" has a verdict, and not on what'
            yield page.fault(at, what, 'Add "proposal:" with meeting, step or apology.')
        if answers.proposal and (answers.topics or answers.moves or answers.again):
            what = f'line "{line.id}" answers a proposal, so it can answer no topics, moves or the same again'
            yield page.fault(at, what, "Take those out, or write a second line for them.")


def _of_conditions(page: Page) -> Iterator[Fault]:
    for number, line in enumerate(page.value.lines):
        when, who = line.when, f'line "{line.id}" can never be said'
        path = ("lines", number, "when")
        for name, low, high in (
            ("heat", when.heat_at_least, when.heat_at_most),
            ("trust", when.trust_at_least, when.trust_at_most),
        ):
            if low is not None and high is not None and low > high:
                what = f"{who}: {name} at least {low} and at most {high}"
                yield page.fault(path, what, "Turn the two bounds around.")
        for yes, no, name in (
            (when.told, when.not_told, "told"),
            (when.said, when.not_said, "said"),
            (when.remembers, when.not_remembers, "remembered"),
        ):
            for both in sorted(set(yes) & set(no)):
                yield page.fault(path, f'{who}: "{both}" must be {name} and not {name}', "Take one of the two out.")


def _of_unreachable_lines(page: Page) -> Iterator[Fault]:
    """Lines that wait for a line or a disclosure that cannot come before them."""
    scenario = page.value
    known = {line.id for line in scenario.lines}
    hidden = {item.id for item in (*scenario.worries, *scenario.facts)}
    said: set[str] = set()
    told: set[str] = set()
    while True:
        new = [
            line for line in scenario.lines if line.id not in said and _within_reach(line, said, told, known, hidden)
        ]
        if not new:
            break
        said.update(line.id for line in new)
        told.update(id for line in new for id in line.tells)
    for number, line in enumerate(scenario.lines):
        if line.id not in said:
            awaits = (*line.when.said, *line.when.any_said, *line.when.told)
            awaited = [id for id in awaits if id not in said and id not in told]
            what = f'line "{line.id}" can never be said: it waits for {", ".join(awaited)}'
            yield page.fault(("lines", number, "when"), what, "Let that be said or told by another line first.")


def _within_reach(line: Line, said: set[str], told: set[str], known: set[str], hidden: set[str]) -> bool:
    """Whether all that a line waits for can have been said and told; unknown names are reported elsewhere."""
    one_of = known.intersection(line.when.any_said)
    return (
        said.issuperset(known.intersection(line.when.said))
        and told.issuperset(hidden.intersection(line.when.told))
        and (not one_of or not said.isdisjoint(one_of))
    )


def _of_gaps(page: Page) -> Iterator[Fault]:
    scenario = page.value
    if not any(line.opens for line in scenario.lines):
        yield page.fault(("lines",), "no line opens the talk", 'Add "opens: true" to a line that can be the first.')
    for end in ENDS:
        count = sum(line.closes == end for line in scenario.lines)
        if count < LAST_WORDS:
            what = f"there are {count} closing lines for {end}, and {LAST_WORDS} are needed"
            yield page.fault(("lines",), what, f'Add a line with "closes: {end}".')
        elif all(places_of(line) for line in scenario.lines if line.closes == end):
            what = f"every closing line for {end} has a place, and there may be nothing to fill it with"
            number = next(number for number, line in enumerate(scenario.lines) if line.closes == end)
            yield page.fault(("lines", number), what, f'Add a line with "closes: {end}" and no braces.')
    for kind, items in (("worry", scenario.worries), ("fact", scenario.facts)):
        yield from _of_the_untold(page, kind, items)
    for number, probe in enumerate(scenario.probes):
        if not any(line.probe == probe.id for line in scenario.lines):
            what = f'no line puts probe "{probe.id}"'
            yield page.fault(("probes", number), what, f'Add "probe: {probe.id}" to the line that puts it.')
    for phase in PHASES:
        cold = [heat for heat in range(11) if not any(_always_there(line, phase, heat) for line in scenario.lines)]
        if cold:
            what = f"in phase {phase} there may be nothing to say at heat {', '.join(map(str, cold))}"
            mend = f'Add a line with "phases: [{phase}]" that needs no answer, trust, line or disclosure before it.'
            yield page.fault(("lines",), what, mend)


def _of_the_untold(page: Page, kind: str, items: tuple[Hidden, ...]) -> Iterator[Fault]:
    field = "worries" if kind == "worry" else "facts"
    for number, item in enumerate(items):
        if not any(item.id in line.tells for line in page.value.lines):
            what = f'{kind} "{item.id}" is never told'
            yield page.fault((field, number), what, f'Add "tells: [{item.id}]" to the line that discloses it.')


def _always_there(line: Line, phase: Phase, heat: int) -> bool:
    """Whether a line can be said in a phase at some heat whatever went before."""
    when = line.when
    free = When(heat_at_least=when.heat_at_least, heat_at_most=when.heat_at_most)
    return (
        phase in line.phases
        and not (line.answers.topics or line.answers.moves or line.tells or line.probe)
        and when == free
        and (when.heat_at_least or 0) <= heat <= (10 if when.heat_at_most is None else when.heat_at_most)
    )
