"""Where everything stands in the picture of a scenario.

Phases are columns. A line is a card; cards of the same kind and phases lie together in a lane that spans the columns
of these phases, and lanes are let down one by one until they rest on the one below.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from bot.coaching.roleplay.line import ENDS, PHASES, End, Line
from bot.coaching.roleplay.scenario import Hidden, Scenario
from bot.library.drawing.kinds import Kind, kind_of
from bot.library.drawing.lettering import wrapped

WIDTH = 1400
MARGIN = 36
GAP = 12
COLUMN = (WIDTH - 2 * MARGIN - 4 * GAP) / 5
QUARTER = (WIDTH - 2 * MARGIN - 3 * GAP) / 4
CARD = 55
PAD = 5
HEAD = 46
"""Height of a band's heading."""
LABEL = 34
"""Height of a layer's name."""
SPACE = 26
"""Between two bands."""


class Box(Struct, frozen=True):
    """A rectangle, in pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


class Card(Struct, frozen=True):
    """A line and its place."""

    line: Line
    kind: Kind
    box: Box


class Lane(Struct, frozen=True):
    """The ground under cards that belong to the same phases."""

    box: Box


class Band(Struct, frozen=True):
    """A heading with lanes and cards under it."""

    heading: str
    about: str
    y: float
    lanes: tuple[Lane, ...]
    cards: tuple[Card, ...]
    bottom: float


class Secret(Struct, frozen=True):
    """Something kept back, with its words in rows; the lines that tell it hang below."""

    item: Hidden
    is_worry: bool
    rows: tuple[str, ...]
    box: Box


class Stratum(Struct, frozen=True):
    """One layer of what is kept back."""

    layer: int
    box: Box
    secrets: tuple[Secret, ...]
    cards: tuple[Card, ...]


class Exit(Struct, frozen=True):
    """One end of the talk, with the last words that belong to it."""

    end: End
    box: Box
    cards: tuple[Card, ...]


BANDS: tuple[tuple[str, str, tuple[Kind, ...]], ...] = (
    ("Of their own accord", "the first words, and what comes when nothing else is called for", ("opening", "any_time")),
    (
        "Put to the test",
        "standard probes, which everybody meets, and temptations to do wrong",
        ("probe", "temptation"),
    ),
    ("Asked about something", "every subject has an answer, and another when it is asked again", ("answer", "again")),
    ("Offered something", "a meeting, a first step, an apology: accepted, bargained over or refused", ("proposal",)),
    ("Spoken to in a certain way", "what the teacher's manner calls up", ("reaction",)),
)
"""Heading, explanation and kinds of the bands between the phases and the secrets."""


def column_at(number: int) -> float:
    """The left edge of a phase's column."""
    return MARGIN + number * (COLUMN + GAP)


def bands_of(scenario: Scenario, y: float) -> list[Band]:
    """The bands of the talk, one under the other from `y`."""
    bands: list[Band] = []
    for heading, about, kinds in BANDS:
        lines = [line for line in scenario.lines if kind_of(line) in kinds]
        if lines:
            bands.append(_band(heading, about, y, sorted(lines, key=lambda line: kinds.index(kind_of(line)))))
            y = bands[-1].bottom + SPACE
    return bands


def _band(heading: str, about: str, y: float, lines: Sequence[Line]) -> Band:
    spans: dict[Span, list[Line]] = {}
    for line in lines:
        spans.setdefault(_span(line), []).append(line)
    orders = [sorted(spans, key=key) for key in _ORDERS]
    orders += [_snugly(spans, wider_first=wider_first) for wider_first in (True, False)]
    opening = [_span(line) for line in lines if line.opens][:1]
    orders = [[*opening, *(span for span in order if span not in opening)] for order in orders]
    ways = [_let_down(y + HEAD, spans, order) for order in orders]
    lanes, cards, bottom = min(ways, key=lambda way: (way[2], [lane.box.y for lane in way[0]]))
    return Band(heading, about, y, tuple(lanes), tuple(cards), bottom)


Span = tuple[int, int]
"""The first and the last column of a line."""

_ORDERS: tuple[Callable[[Span], tuple[int, ...]], ...] = (
    lambda span: span,
    lambda span: (span[0] - span[1], *span),
    lambda span: (span[1], span[0]),
    lambda span: (-span[1], span[0]),
    lambda span: (span[1] - span[0], *span),
)
"""Orders in which lanes can be let down; the one that takes the least room is taken."""


def _snugly(spans: Mapping[Span, Sequence[Line]], *, wider_first: bool) -> list[Span]:
    """An order in which each lane leaves as little room unused above it as can be."""
    free, order, left = [0] * len(PHASES), [], sorted(spans)
    while left:

        def unused(span: Span) -> tuple[int, int, int]:
            under = free[span[0] : span[1] + 1]
            width = span[1] - span[0]
            return sum(max(under) - each for each in under), -width if wider_first else width, span[0]

        first, last = min(left, key=unused)
        rows = -(-len(spans[first, last]) // (last - first + 1))
        free[first : last + 1] = [max(free[first : last + 1]) + rows] * (last - first + 1)
        left.remove((first, last))
        order.append((first, last))
    return order


def _let_down(
    y: float, spans: Mapping[Span, Sequence[Line]], order: Sequence[Span]
) -> tuple[list[Lane], list[Card], float]:
    """The lanes and cards from `y` down, each lane resting on those before it, and the lower edge of the lowest."""
    free = [y] * len(PHASES)
    lanes: list[Lane] = []
    cards: list[Card] = []
    for first, last in order:
        members = spans[first, last]
        across = last - first + 1
        top = max(free[first : last + 1])
        rows = -(-len(members) // across)
        height = rows * CARD + (rows + 1) * PAD
        lanes.append(Lane(Box(column_at(first), top, across * (COLUMN + GAP) - GAP, height)))
        cards += _grid(members, column_at(first), top, across)
        free[first : last + 1] = [top + height + PAD] * across
    return lanes, cards, max(free) - PAD


def _span(line: Line) -> Span:
    columns = [PHASES.index(phase) for phase in line.phases] or [0]
    return min(columns), max(columns)


def _grid(lines: Sequence[Line], x: float, y: float, across: int) -> list[Card]:
    """Cards in rows of as many as there are columns; those of the last row share its whole width."""
    cards = []
    for start in range(0, len(lines), across):
        row = lines[start : start + across]
        width = (across * (COLUMN + GAP) - GAP - 2 * PAD - (len(row) - 1) * (GAP + 2 * PAD)) / len(row)
        for number, line in enumerate(row):
            left = x + PAD + number * (width + GAP + 2 * PAD)
            cards.append(Card(line, kind_of(line), Box(left, y + PAD + start // across * (CARD + PAD), width, CARD)))
    return cards


def strata_of(scenario: Scenario, y: float) -> list[Stratum]:
    """What is kept back, layer under layer from `y`, each secret over the lines that tell it."""
    hidden = [(item, True) for item in scenario.worries] + [(item, False) for item in scenario.facts]
    strata: list[Stratum] = []
    for layer in (1, 2, 3):
        items = [(item, is_worry) for item, is_worry in hidden if item.layer == layer]
        if items:
            strata.append(_stratum(scenario, layer, items, y))
            y = strata[-1].box.bottom
    return strata


def _stratum(scenario: Scenario, layer: int, items: Sequence[tuple[Hidden, bool]], y: float) -> Stratum:
    secrets: list[Secret] = []
    cards: list[Card] = []
    top = y + LABEL
    for start in range(0, len(items), len(PHASES)):
        row = items[start : start + len(PHASES)]
        width = (WIDTH - 2 * MARGIN - (len(row) + 1) * GAP) / len(row)
        lowest = top
        for number, (item, is_worry) in enumerate(row):
            words = wrapped(item.about, width - 20, 12.5, 5)
            box = Box(MARGIN + GAP + number * (width + GAP), top, width, 27 + 16 * len(words))
            secrets.append(Secret(item, is_worry, tuple(words), box))
            telling = [line for line in scenario.lines if line.tells[:1] == (item.id,)]
            below = _hung(telling, box)
            cards += below
            lowest = max(lowest, *(card.box.bottom for card in below), box.bottom)
        top = lowest + GAP
    return Stratum(layer, Box(MARGIN, y, WIDTH - 2 * MARGIN, top - y), tuple(secrets), tuple(cards))


def _hung(lines: Sequence[Line], box: Box) -> list[Card]:
    """The lines that tell a secret, below its box and as many side by side as there is room for."""
    across = max(1, int((box.width + PAD) // (COLUMN - 2 * PAD)))
    cards = []
    for start in range(0, len(lines), across):
        row = lines[start : start + across]
        width = (box.width - (len(row) - 1) * PAD) / len(row)
        y = box.bottom + PAD + start // across * (CARD + PAD)
        places = (Box(box.x + number * (width + PAD), y, width, CARD) for number in range(len(row)))
        cards += [Card(line, "telling", place) for line, place in zip(row, places, strict=True)]
    return cards


def exits_of(scenario: Scenario, y: float) -> list[Exit]:
    """The four ends side by side at `y`."""
    exits = []
    for number, end in enumerate(ENDS):
        lines = [line for line in scenario.lines if line.closes == end]
        x = MARGIN + number * (QUARTER + GAP)
        cards = tuple(
            Card(line, "last_words", Box(x + PAD, y + HEAD + row * (CARD + PAD), QUARTER - 2 * PAD, CARD))
            for row, line in enumerate(lines)
        )
        exits.append(Exit(end, Box(x, y, QUARTER, HEAD + len(lines) * (CARD + PAD)), cards))
    return exits
