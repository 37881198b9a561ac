"""What is wrong with what surrounds the talk: sources, choices before the meeting, the diary, others at the table."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence

from bot.coaching.feedback.strategy import Strategy
from bot.coaching.roleplay.scenario import Scenario
from bot.library.documents import Document
from bot.library.faults import Fault, nearest

Page = Document[Scenario]
Path = tuple[str | int, ...]

_NAME_BEFORE = re.compile(r"(?P<name>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2}):\s")


def faults_of_the_setting(page: Page, strategies: Mapping[str, Strategy]) -> list[Fault]:
    """Every fault of the setting of one scenario."""
    return [
        *_of_sources(page, strategies),
        *_of_choices(page),
        *_of_chosen_options(page),
        *_of_the_diary(page),
        *_of_voices(page),
    ]


def called_alike(pages: Sequence[Page]) -> Iterator[Fault]:
    """Words by which two scenarios would answer, told of the later one."""
    first: dict[str, Page] = {}
    for page in pages:
        for number, word in enumerate(page.value.called):
            earlier = first.setdefault(word.lower(), page)
            if earlier is not page:
                what = f'"{word}" also calls the scenario "{earlier.value.id}"'
                yield page.fault(("called", number), what, "Let it call one of the two, and find another word here.")


def _of_sources(page: Page, strategies: Mapping[str, Strategy]) -> Iterator[Fault]:
    named = page.value.sources
    rests: list[tuple[Path, str, str]] = [
        (("strategies", number), f'strategy "{id}"', strategies[id].source)
        for number, id in enumerate(page.value.strategies)
        if id in strategies
    ]
    rests += [
        (("arrangements", number, "source"), f'the choice "{each.id}"', each.source)
        for number, each in enumerate(page.value.arrangements)
    ]
    for path, what, source in rests:
        if source not in named:
            what = f'{what} rests on source "{source}", which is not among the sources of the scenario'
            yield page.fault(path, what, f'Add {source} to "sources:".')


def _of_choices(page: Page) -> Iterator[Fault]:
    first: dict[str, Path] = {}
    for number, arrangement in enumerate(page.value.arrangements):
        at: Path = ("arrangements", number)
        ids = [(("arrangement", arrangement.id), (*at, "id"))]
        ids += [(("option", each.id), (*at, "options", index, "id")) for index, each in enumerate(arrangement.options)]
        for (kind, id), path in ids:
            if f"{kind} {id}" in first:
                mend = f"It also stands in line {page.line_of(*first[f'{kind} {id}'])}; rename one."
                yield page.fault(path, f'{kind} "{id}" is there twice', mend)
            first.setdefault(f"{kind} {id}", path)
        default = arrangement.options[0]
        if default.heat or default.trust:
            what = f'option "{default.id}" is what happens when nothing is chosen, and it changes heat or trust'
            mend = 'Take "heat" and "trust" out of the first option, or put another option first.'
            yield page.fault((*at, "options", 0), what, mend)


def _of_chosen_options(page: Page) -> Iterator[Fault]:
    options = [each.id for arrangement in page.value.arrangements for each in arrangement.options]
    for number, line in enumerate(page.value.lines):
        for id in line.when.chosen:
            if id not in options:
                what = f'line "{line.id}" names "{id}", which is not among the options before the meeting'
                yield page.fault(("lines", number, "when", "chosen"), what, nearest(id, options, "options"))


def _of_the_diary(page: Page) -> Iterator[Fault]:
    diary = page.value.diary
    if diary and diary.earliest >= diary.latest:
        what = f"the parent can come from {diary.earliest} until {diary.latest}, which is no time at all"
        yield page.fault(("diary",), what, "Turn the two times around.")


def _of_voices(page: Page) -> Iterator[Fault]:
    scenario = page.value
    names = [voice.name for voice in scenario.voices]
    heard = set()
    for number, line in enumerate(scenario.lines):
        for bubble, words in enumerate(line.says):
            found = _NAME_BEFORE.match(words)
            if found is None:
                continue
            heard.add(found["name"])
            if found["name"] not in names and _sounds_like_somebody(found["name"], scenario):
                what = f'a bubble of line "{line.id}" begins with "{found["name"]}:", who is no voice at the table'
                mend = nearest(found["name"], names, "voices") if names else 'Name them under "voices:".'
                yield page.fault(("lines", number, "says", bubble), what, mend)
    for number, name in enumerate(names):
        if name not in heard:
            what = f'"{name}" is at the table and never speaks'
            yield page.fault(("voices", number), what, f'Begin a bubble with "{name}: ", or take the voice out.')


def _sounds_like_somebody(name: str, scenario: Scenario) -> bool:
    """Whether a word before a colon is a person's name here, and not a "So:"."""
    people = [scenario.parent.name, *scenario.parent.name.split(), scenario.parent.child, scenario.teacher.name]
    voices = [voice.name for voice in scenario.voices]
    return name in people or bool(difflib.get_close_matches(name, voices, n=1, cutoff=0.7))
