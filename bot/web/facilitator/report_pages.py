"""Reports as pages that are printed: on a group in figures, and for one participant with what the debrief says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby

from bot.coaching.codebook import DIMENSIONS
from bot.coaching.debrief.report import debrief
from bot.coaching.debrief.sections import sections_of
from bot.coaching.feedback.coach import Coach
from bot.coaching.group.pictures import pictures_of
from bot.coaching.group.table import Cell, Table
from bot.coaching.group.talk_tables import outcome_of
from bot.coaching.group.talks import GroupTalk, with_a_reply
from bot.coaching.roleplay.scenario import Scenario
from bot.records import Participant, Workshop
from bot.web.facilitator.export_sheets import Exported
from bot.web.static_files import StaticFiles

STYLE = "styles/paper.css"

WORDS: Mapping[str, str] = {
    "two_way": "Two-way communication",
    "empathy": "Empathy",
    "boundaries": "Keeping boundaries",
    "agreement": "An agreement",
    "appointment": "A new appointment",
    "stalled": "Went quiet",
    "walkout": "Walked out",
    "stopped": "Stopped by the teacher",
    "going_on": "Still going on",
}
"""Ids as people read them."""

Scenarios = Mapping[str, Scenario]


def group_page(workshop: Workshop, exported: Exported, scenarios: Scenarios, coach: Coach, static: StaticFiles) -> str:
    """The group in figures: nobody's words or name."""
    talks = with_a_reply(exported.talks)
    people = len({talk.participant for talk in talks})
    replies = sum(len(talk.counting) for talk in talks)
    about = (
        f"{_many(people, 'person', 'people')} of {len(exported.participants)} who joined, "
        f"{_many(len(talks), 'talk')}, {_many(replies, 'reply', 'replies')}. "
        "The parents and children are made up. Nobody’s words or name stands here."
    )
    tables = pictures_of(exported.talks, scenarios, coach) if talks else ()
    parts = [_table(table, scenarios) for table in tables if table.rows]
    if not talks:
        parts = ["<p>Nobody has replied yet. Open this page again when the first talks are under way.</p>"]
    return _page(workshop.title, about, parts, static)


def participant_page(
    workshop: Workshop,
    who: Participant,
    called: str,
    talks: Sequence[GroupTalk],
    scenarios: Scenarios,
    coach: Coach,
    static: StaticFiles,
) -> str:
    """What a participant's debriefs say; figures alone for somebody who keeps their words to themselves."""
    own = with_a_reply(talk for talk in talks if talk.participant == str(who.id))
    about = f"{workshop.title}. For {called}."
    if not who.consent.read:
        about += " Their words are their own: they have not agreed that anybody reads them. Here are figures alone."
    parts = []
    for talk in own:
        scenario = scenarios.get(talk.scenario)
        heading = scenario.title if scenario else talk.scenario
        day = f" on {talk.began_at.day} {talk.began_at:%B %Y}" if talk.began_at else ""
        parts.append(f"<h2>{escape(heading)}</h2>")
        if scenario is not None and who.consent.read:
            parts.append(f"<p>A talk with {escape(scenario.parent.name)}{day}.</p>")
            parts += _debrief(talk, scenario, coach)
        else:
            parts.append(_figures(talk, day))
    if not own:
        parts.append("<p>There is no talk with a reply yet.</p>")
    return _page(f"Looking back: {called}", about, parts, static)


def problem_page(message: str, static: StaticFiles) -> str:
    """Why there is no report, and the way on."""
    way = '<p><a href="/facilitator">To the workshops</a></p>'
    return _page("There is no report here", message, [way], static)


def _debrief(talk: GroupTalk, scenario: Scenario, coach: Coach) -> Iterator[str]:
    report = debrief(
        scenario, talk.counting, coach, reveal=talk.over, confidence=talk.confidence, earlier=talk.taken_back
    )
    for section in sections_of(report, transcript=True):
        yield f"<section><h3>{escape(section.title)}</h3>{''.join(_lines(section.lines))}</section>"


def _lines(lines: Iterable[str]) -> Iterator[str]:
    """Lines as they stand: those with a dash as a list, the others as paragraphs."""
    for listed, run in groupby(lines, key=lambda line: line.startswith("- ")):
        if listed:
            yield f"<ul>{''.join(f'<li>{escape(line[2:])}</li>' for line in run)}</ul>"
        else:
            for line in run:
                inner = " class=inner" if line.startswith(" ") else ""
                yield f"<p{inner}>{escape(line.strip())}</p>" if line.strip() else ""


def _figures(talk: GroupTalk, day: str) -> str:
    heads = ("Reply", *(WORDS[dimension] for dimension in DIMENSIONS), "Heat", "Trust")
    rows = [
        (turn.number, *(turn.scored.scores.of(one) for one in DIMENSIONS), turn.state.heat, turn.state.trust)
        for turn in talk.counting
    ]
    caption = f"The scores (0 to 3) of each reply{day}, and the parent after it (0 to 10)"
    end = f"<p>How it ended: {escape(WORDS[outcome_of(talk)])}.</p>"
    return f"{_grid(caption, heads, rows, {})}{end}"


def _table(table: Table, scenarios: Scenarios) -> str:
    titles = {id: scenario.title for id, scenario in scenarios.items()}
    grid = _grid(None, [column.label for column in table.columns], table.rows, titles)
    return f"<section><h2>{escape(table.title)}</h2><p>{escape(table.about)}</p>{grid}</section>"


def _grid(caption: str | None, heads: Sequence[str], rows: Iterable[Sequence[Cell]], titles: Mapping[str, str]) -> str:
    told = f"<caption>{escape(caption)}</caption>" if caption else ""
    head = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    body = "".join(f"<tr>{''.join(_cell(cell, titles) for cell in row)}</tr>" for row in rows)
    return f"<table>{told}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(cell: Cell, titles: Mapping[str, str]) -> str:
    if cell is None:
        return "<td>–</td>"
    if isinstance(cell, bool):
        return f"<td>{'yes' if cell else 'no'}</td>"
    if isinstance(cell, str):
        plain = cell.replace("_", " ") if cell.isidentifier() else cell
        return f"<td>{escape(titles.get(cell) or WORDS.get(cell) or plain)}</td>"
    return f"<td class=number>{cell:g}</td>"


def _page(title: str, about: str, parts: Iterable[str], static: StaticFiles) -> str:
    static.refresh()
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="{static.address(STYLE)}"></head>'
        f"<body><main><h1>{escape(title)}</h1><p>{escape(about)}</p>"
        f"{''.join(parts)}</main></body></html>"
    )


def _many(number: int, one: str, more: str = "") -> str:
    return f"{number:,} {one if number == 1 else more or one + 's'}"
