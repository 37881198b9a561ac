"""The picture of a scenario as SVG: from the arrangements before the talk to its four ends."""

from __future__ import annotations

from typing import get_args
from xml.sax.saxutils import escape

from bot.coaching.roleplay.line import PHASES
from bot.coaching.roleplay.scenario import Arrangement, Option, Scenario
from bot.library.drawing.elements import END_SIGNS, card, gauge, glyph, legend, rectangle, words
from bot.library.drawing.kinds import Kind
from bot.library.drawing.layout import (
    COLUMN,
    GAP,
    HEAD,
    MARGIN,
    PAD,
    SPACE,
    WIDTH,
    Band,
    Box,
    Exit,
    Stratum,
    bands_of,
    column_at,
    exits_of,
    strata_of,
)
from bot.library.drawing.lettering import clipped, wrapped
from bot.library.drawing.style import STYLE

RIGHT = WIDTH - MARGIN
GAUGES = 260
"""Room for heat and trust at the upper right."""

PHASE_NOTES = {
    "opening": "the first words",
    "venting": "while anger runs high",
    "exploring": "what lies behind it",
    "deciding": "what happens next",
    "closing": "a step is settled",
}

LAYER_NOTES = {
    1: "comes first, with some trust",
    2: "once the first has been told",
    3: "only to a teacher who is trusted",
}


def draw(scenario: Scenario) -> str:
    """The picture as the text of an SVG file. The same scenario gives the same picture."""
    parts: list[str] = []
    y = _header(parts, scenario)
    y = _before_the_meeting(parts, scenario, y)
    y = _phases(parts, y)
    top = y
    bands = bands_of(scenario, y + 14)
    y = bands[-1].bottom + SPACE if bands else y
    parts += [rectangle(Box(column_at(n) - 3, top, COLUMN + 6, y - top - SPACE / 2), "ground", 0) for n in range(5)]
    for band in bands:
        _band(parts, band, scenario)
    y = _kept_back(parts, scenario, y)
    y = _ends(parts, exits_of(scenario, y + HEAD), scenario, y)
    return _sheet(scenario, parts, round(y + MARGIN))


def _sheet(scenario: Scenario, parts: list[str], height: int) -> str:
    parent = scenario.parent
    about = (
        f"{scenario.subject} The picture shows the {len(scenario.lines)} lines that {parent.name}, {parent.relation} "
        f"of {parent.child}, can say: by phase and by what calls them up, then what is kept back in layers, then the "
        "four ends. Each line has its whole text as a tooltip."
    )
    size = f'width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
    name = scenario.id
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="{name}-title {name}-desc">',
            f'<title id="{name}-title">{escape(f"Map of the scenario: {scenario.title}")}</title>',
            f'<desc id="{name}-desc">{escape(about)}</desc>',
            f"<style>{STYLE}</style>",
            rectangle(Box(0, 0, WIDTH, height), "paper"),
            *parts,
            "</svg>\n",
        ]
    )


def _header(parts: list[str], scenario: Scenario) -> float:
    """Who it is, how they walk in, and what the signs mean."""
    parent, hard = scenario.parent, scenario.hard
    room = RIGHT - MARGIN - GAUGES
    parts.append(words(MARGIN, 60, clipped(scenario.title, room, 30, True), "title"))
    y = 88.0
    for row in wrapped(scenario.subject, room, 15.5, 2):
        parts.append(words(MARGIN, y, row, "lead"))
        y += 21
    who = f"{parent.name}, {parent.relation} of {parent.child}, {parent.age}"
    if scenario.voices:
        who += " · also at the table: " + ", ".join(voice.name for voice in scenario.voices)
    counts = f"level {scenario.level} of 3 · about {scenario.minutes} minutes · {len(scenario.lines)} lines"
    parts.append(words(MARGIN, y + 4, clipped(f"{who} · {counts}", room, 13), "about"))
    x = RIGHT - GAUGES + 24
    parts.append(gauge(x, 46, "Heat", scenario.start.heat, hard.start.heat if hard else None, "warm"))
    parts.append(gauge(x, 70, "Trust", scenario.start.trust, hard.start.trust if hard else None, "cool"))
    note = "at the start; outlined: on a worse day" if hard else "at the start"
    parts.append(words(x, 103, note, "about"))
    y += 28
    signs, y = legend(y, MARGIN, RIGHT, get_args(Kind))
    parts += signs
    return y + 8


def _before_the_meeting(parts: list[str], scenario: Scenario, y: float) -> float:
    """The choices before the meeting side by side, and when the parent can come."""
    if not scenario.arrangements:
        return y
    count = len(scenario.arrangements)
    width = (WIDTH - 2 * MARGIN - (count - 1) * GAP) / count
    parts.append(words(MARGIN, y + 18, "Before the meeting", "heading"))
    parts.append(words(MARGIN + 200, y + 18, _diary(scenario), "about"))
    y += 32
    bottom = y
    blocks: list[str] = []
    for number, arrangement in enumerate(scenario.arrangements):
        x = MARGIN + number * (width + GAP)
        block, end = _arrangement(arrangement, x, y, width)
        blocks += block
        bottom = max(bottom, end)
    grounds = (Box(MARGIN + number * (width + GAP), y, width, bottom - y) for number in range(count))
    parts += [rectangle(ground, "ground", 8) for ground in grounds]
    parts += blocks
    return bottom + SPACE


def _arrangement(arrangement: Arrangement, x: float, y: float, width: float) -> tuple[list[str], float]:
    parts = [words(x + 14, y + 24, clipped(arrangement.asks, width - 28, 13, True), "", font_weight="700")]
    y += 44
    for number, option in enumerate(arrangement.options):
        room = width - 132
        for row, text in enumerate(wrapped(option.label, room, 12.5, 3)):
            if row == 0:
                kind = "chosen" if number else "default"
                parts.append(f'<circle cx="{x + 19:.1f}" cy="{y - 4:.1f}" r="3.2" class="{kind}"/>')
                parts.append(words(x + width - 14, y, _change(option), "soft", text_anchor="end"))
            parts.append(words(x + 30, y, text))
            y += 17
        y += 4
    return parts, y


def _change(option: Option) -> str:
    changes = [
        f"{name} {value:+d}".replace("-", "−")
        for name, value in (("heat", option.heat), ("trust", option.trust))
        if value
    ]
    return ", ".join(changes) or "no change"


def _diary(scenario: Scenario) -> str:
    if scenario.diary is None:
        return "any time is as good as another"
    days = ", ".join(day.capitalize() for day in scenario.diary.days)
    return f"can come or be rung {days}, {scenario.diary.earliest} to {scenario.diary.latest}"


def _phases(parts: list[str], y: float) -> float:
    """The path through the talk: five arrows, one to a phase."""
    for number, phase in enumerate(PHASES):
        x, right = column_at(number), column_at(number) + COLUMN
        tip = right + GAP - 2 if number < 4 else right
        right = min(right, tip - GAP + 2)
        notch = f"L{x + 14:.1f} {y + 27:.1f}" if number else ""
        shape = f"M{x:.1f} {y:.1f}H{right - 6:.1f}L{tip:.1f} {y + 27:.1f}L{right - 6:.1f} {y + 54:.1f}H{x:.1f}{notch}Z"
        parts.append(f'<path class="step" d="{shape}"/>')
        parts.append(words(x + 26, y + 24, phase.capitalize(), "phase"))
        parts.append(words(x + 26, y + 42, PHASE_NOTES[phase], "phase-about"))
    return y + 62


def _band(parts: list[str], band: Band, scenario: Scenario) -> None:
    parts.append(words(MARGIN + PAD, band.y + 19, band.heading, "heading"))
    parts.append(words(MARGIN + PAD, band.y + 37, band.about, "about"))
    parts += [rectangle(lane.box, "lane", 8) for lane in band.lanes]
    parts += [card(each, scenario) for each in band.cards]


def _kept_back(parts: list[str], scenario: Scenario, y: float) -> float:
    parts.append(words(MARGIN, y + 19, "Kept back", "heading"))
    parts.append(words(MARGIN, y + 37, "worries and facts in layers, over the lines that tell them", "about"))
    strata = strata_of(scenario, y + 48)
    for stratum in strata:
        _stratum(parts, stratum, scenario)
    return (strata[-1].box.bottom if strata else y) + SPACE


def _stratum(parts: list[str], stratum: Stratum, scenario: Scenario) -> None:
    parts.append(rectangle(stratum.box, f"stratum-{stratum.layer}"))
    label = f"Layer {stratum.layer}: {LAYER_NOTES[stratum.layer]}"
    parts.append(words(stratum.box.x + 12, stratum.box.y + 22, label, "", font_weight="700"))
    for secret in stratum.secrets:
        box = secret.box
        parts.append(rectangle(box, "secret", 5))
        heading = f"{'Worry' if secret.is_worry else 'Fact'}: {secret.item.id.replace('_', ' ')}"
        parts.append(words(box.x + 8, box.y + 18, clipped(heading, box.width - 16, 12, True), "id"))
        parts += [words(box.x + 8, box.y + 35 + 16 * row, text) for row, text in enumerate(secret.rows)]
    parts += [card(each, scenario) for each in stratum.cards]


def _ends(parts: list[str], exits: list[Exit], scenario: Scenario, y: float) -> float:
    parts.append(words(MARGIN, y + 19, "How it can end", "heading"))
    parts.append(words(MARGIN, y + 37, "each end is earned; its last words are picked by what was said", "about"))
    for each in exits:
        title, about, path = END_SIGNS[each.end]
        colour = f"var(--{each.end})"
        parts.append(rectangle(each.box, "ground", 8))
        parts.append(rectangle(Box(each.box.x, each.box.y, each.box.width, 5), "", 2, f"fill:{colour}"))
        parts.append(glyph(path, each.box.x + 12, each.box.y + 17, colour, scale=1.25))
        parts.append(words(each.box.x + 36, each.box.y + 24, title, "heading"))
        parts.append(words(each.box.x + 36, each.box.y + 39, about, "about"))
        parts += [card(one, scenario) for one in each.cards]
    return max(each.box.bottom for each in exits)
