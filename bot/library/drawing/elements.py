"""The parts of the picture as SVG: words, signs, cards, gauges."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from bot.coaching.roleplay.line import End, Level
from bot.coaching.roleplay.scenario import Scenario
from bot.library.drawing.kinds import SIGNS, Kind, occasion
from bot.library.drawing.layout import Box, Card
from bot.library.drawing.lettering import clipped, width_of, wrapped

END_SIGNS: dict[End, tuple[str, str, str]] = {
    "agreement": ("Agreement", "both know who does what", "M1.5 6.5l3 3.5 6-8"),
    "appointment": ("Appointment", "they will meet again", "M1 2.5h10V11H1zM1 5.5h10M3.5 1v3M8.5 1v3"),
    "stalled": ("Stalled", "nothing more is said", "M1.5 6h9"),
    "walkout": ("Walkout", "the parent leaves", "M2 2l8 8M10 2l-8 8"),
}
"""Name, meaning and sign of each end."""


def words(x: float, y: float, text: str, kind: str = "", **more: str) -> str:
    """A row of words that begins at (x, y)."""
    extra = "".join(f" {name.replace('_', '-')}={quoteattr(value)}" for name, value in more.items())
    return f'<text x="{x:.1f}" y="{y:.1f}"{_class(kind)}{extra}>{escape(text)}</text>'


def rectangle(box: Box, kind: str, corner: float = 0, style: str = "") -> str:
    """A rectangle of a class."""
    at = f'x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}"'
    return f"<rect {at} rx={quoteattr(f'{corner:g}')}{_class(kind)}{_style(style)}/>"


def sign(kind: Kind, x: float, y: float) -> str:
    """The sign of a kind, in its colour."""
    its, colour = SIGNS[kind], f"var(--{kind})"
    return glyph(its.path, x, y, colour, filled=its.filled)


def glyph(path: str, x: float, y: float, colour: str, *, filled: bool = False, scale: float = 1) -> str:
    """A drawn sign with its upper left corner at (x, y)."""
    style = f"stroke:{colour}" + (f";fill:{colour}" if filled else "")
    grow = f" scale({scale:g})" if scale != 1 else ""
    return f'<path class="sign" transform="translate({x:.1f} {y:.1f}){grow}" style="{style}" d="{path}"/>'


def card(of: Card, scenario: Scenario) -> str:
    """A line: its sign, its id, its first words, and what brings it about. The whole of it shows as a tooltip."""
    line, box, colour = of.line, of.box, f"var(--{of.kind})"
    room = box.width - 24
    said = " ".join(line.says)
    about = occasion(line, scenario)
    whole = f"{line.id} ({SIGNS[of.kind].name.lower()}): {said}"
    phases = f" Phases: {', '.join(line.phases)}." if line.phases else ""
    name_room = room - (34 if line.tempts and of.kind != "temptation" else 17)
    id = clipped(line.id.replace("_", " "), name_room, 12, True)
    beside = name_room - width_of(id, 12, True) - 10
    fits = width_of(about, 11) <= beside
    rows = wrapped(said, room, 12.5, 2 if fits else 1)
    parts = [
        f"<g id={quoteattr(f'{scenario.id}-{line.id}')}>",
        f"<title>{escape(whole)}{escape(phases)}{escape(f' [{about}]' if about else '')}</title>",
        rectangle(box, "card", 5),
        rectangle(Box(box.x, box.y + 5, 4, box.height - 10), "", 2, f"fill:{colour}"),
        sign(of.kind, box.x + 11, box.y + 5),
        words(box.x + 29, box.y + 15.5, id, "id"),
        *(words(box.x + 12, box.y + 32 + 15 * row, text, "says") for row, text in enumerate(rows)),
    ]
    right = box.x + box.width - 9
    if line.tempts and of.kind != "temptation":
        parts.append(sign("temptation", right - 11, box.y + 4))
        right -= 17
    if about and fits:
        parts.append(words(right, box.y + 15.5, about, "occasion", text_anchor="end"))
    elif about:
        parts.append(words(box.x + 12, box.y + 47, clipped(about, room, 11), "occasion"))
    return "\n".join([*parts, "</g>"])


def gauge(x: float, y: float, name: str, level: Level, hard: Level | None, colour: str) -> str:
    """Ten steps of heat or trust, filled up to a level; the level on a worse day is outlined."""
    parts = [words(x, y + 11, f"{name} {level}", "id")]
    for step in range(10):
        box = Box(x + 66 + step * 17, y, 14, 14)
        parts.append(rectangle(box, colour if step < level else "empty", 3))
        if hard is not None and step == max(hard - 1, 0) and hard != level:
            parts.append(rectangle(Box(box.x - 1.5, box.y - 1.5, 17, 17), "worse", 4))
    note = f"{level} of 10" + (f", {hard} on a worse day" if hard is not None and hard != level else "")
    return f"<g><title>{escape(f'{name} at the start: {note}')}</title>\n" + "\n".join(parts) + "\n</g>"


def legend(y: float, left: float, right: float, kinds: Iterable[Kind]) -> tuple[list[str], float]:
    """All signs with their names from `y` down, and where the legend ends."""
    parts: list[str] = []
    x = left
    for kind in kinds:
        its = SIGNS[kind]
        name, about = its.name, f": {its.about}"
        width = 18 + width_of(name, 12.5, True) + width_of(about, 12.5) + 22
        if x + width > right and x > left:
            x, y = left, y + 24
        parts.append(sign(kind, x, y))
        text = f'<tspan font-weight="700">{escape(name)}</tspan>{escape(about)}'
        parts.append(f'<text x="{x + 18:.1f}" y="{y + 10.5:.1f}">{text}</text>')
        x += width
    return parts, y + 24


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


def _style(style: str) -> str:
    return f' style="{style}"' if style else ""
