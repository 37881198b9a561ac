"""What is wrong with how a scenario is worded: places, names before a bubble, phrases to avoid, reading age, echoes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from bot.coaching.roleplay.filling import PLACES
from bot.coaching.roleplay.line import Line
from bot.coaching.roleplay.scenario import Scenario
from bot.library.documents import Document
from bot.library.faults import Fault, shown
from bot.library.places import wrong_places
from bot.library.reading_age import reading_age
from bot.library.wording import Wording

READING_AGE = 14
"""On average, all lines, all of the briefing and all goals can be read with ease at this age."""

FAR_ABOVE = 17
"""No single line or paragraph of the briefing needs more."""

ECHO = 5
"""Words of a sentence that stays in the ear; shorter ones may well come twice."""

UNREAD = frozenset({"id", "theme", "voice", "face", "sources", "source"})
"""Fields that nobody reads or hears in a talk."""

Page = Document[Scenario]
Path = tuple[str | int, ...]


def faults_of_wording(page: Page, wording: Wording | None = None) -> list[Fault]:
    """Every fault of the words of one scenario; phrases to avoid only where `wording` names them."""
    return [
        *_of_places(page),
        *_of_echoes(page),
        *_of_reading_age(page),
        *(_of_avoided_phrases(page, wording) if wording else ()),
    ]


def echoes_between(pages: Sequence[Page]) -> Iterator[Fault]:
    """Sentences that parents of two scenarios share, told of the later one."""
    first: dict[str, tuple[Page, Path]] = {}
    for page in pages:
        for path, sentence in _sentences_said(page.value):
            earlier, at = first.setdefault(sentence, (page, path))
            if earlier is not page:
                what = f'"{sentence}" is also said in {shown(earlier.file)}:{earlier.line_of(*at)}'
                yield page.fault(path, what, "Word one of the two as only this parent would.")


def _of_places(page: Page) -> Iterator[Fault]:
    for number, line in enumerate(page.value.lines):
        for bubble, words in enumerate(line.says):
            path: Path = ("lines", number, "says", bubble)
            yield from wrong_places(page, path, words, PLACES)
            for place in PLACES:
                if f"{{{place}}}" in words:
                    yield from _of_place(page, path, line, place)
    for where, text in _texts(page.value):
        if "says" not in where and re.search(r"[{}]", text):
            yield page.fault(where, "nothing is filled in here", "Write the words themselves, without braces.")


def _of_place(page: Page, path: Path, line: Line, place: str) -> Iterator[Fault]:
    if line.opens:
        what = f'line "{line.id}" opens the talk, so there is nothing yet to fill {{{place}}} with'
        yield page.fault(path, what, "Write the words themselves.")
    elif place == "agreed" and line.closes != "agreement":
        what = f'line "{line.id}" repeats what was agreed, and is no closing line for agreement'
        yield page.fault(path, what, 'Add "closes: agreement", or take {agreed} out.')


def _of_echoes(page: Page) -> Iterator[Fault]:
    first: dict[str, Path] = {}
    for path, sentence in _sentences_said(page.value):
        if sentence in first and first[sentence] != path:
            mend = f"The parent also says it in line {page.line_of(*first[sentence])}; word one differently."
            yield page.fault(path, f'"{sentence}" is said twice', mend)
        first.setdefault(sentence, path)


def _sentences_said(scenario: Scenario) -> Iterator[tuple[Path, str]]:
    """Every sentence that stays in the ear, where it is said, without gestures."""
    for number, line in enumerate(scenario.lines):
        for bubble, words in enumerate(line.says):
            spoken = re.sub(r"\([^()]*\)", " ", words)
            for part in re.split(r"[.!?…]+", spoken):
                sentence = " ".join(part.split()).lower()
                if len(sentence.split()) >= ECHO:
                    yield ("lines", number, "says", bubble), sentence


def _of_reading_age(page: Page) -> Iterator[Fault]:
    scenario = page.value
    lines = [(("lines", number), " ".join(line.says)) for number, line in enumerate(scenario.lines)]
    paragraphs = [(("briefing", number), text) for number, text in enumerate(scenario.briefing)]
    wholes: list[tuple[str, str, Iterable[str]]] = [
        ("lines", "what the parent says", (text for _, text in lines)),
        ("briefing", "the briefing", scenario.briefing),
        ("goals", "what one learns here", scenario.goals),
    ]
    mend = "Use shorter sentences and everyday words."
    for field, name, texts in wholes:
        age = reading_age(" ".join(texts))
        if age > READING_AGE:
            what = f"{name} needs a reading age of {age:.0f}, and {READING_AGE} is enough"
            yield page.fault((field,), what, mend)
    for path, text in (*lines, *paragraphs):
        age = reading_age(text)
        if age > FAR_ABOVE:
            yield page.fault(path, f"this needs a reading age of {age:.0f}, far above {READING_AGE}", mend)


def _of_avoided_phrases(page: Page, wording: Wording) -> Iterator[Fault]:
    for path, text in _texts(page.value):
        for phrase, avoided in wording.found_in(text):
            yield page.fault(path, f'"{phrase}" is {avoided.about}', avoided.mend)


def _texts(scenario: Scenario) -> Iterator[tuple[Path, str]]:
    """Everything that a trainee reads or a parent says, with the way to it."""
    return _within(msgspec.to_builtins(scenario), ())


def _within(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in UNREAD:
                yield from _within(inner, (*path, key))
    elif isinstance(value, (list, tuple)):
        for position, inner in enumerate(value):
            yield from _within(inner, (*path, position))
