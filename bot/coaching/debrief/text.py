"""The report as plain text: for a chat, for a terminal, and as a document to keep."""

from __future__ import annotations

import textwrap
from datetime import date

from bot.coaching.debrief.report import Report
from bot.coaching.debrief.sections import sections_of

WIDTH = 78
"""Characters on a line of the document: what fits a plain text editor and a sheet of paper."""


def as_text(report: Report, *, transcript: bool = False, width: int | None = None) -> str:
    """The report in words, section by section; the whole conversation with its comments at the end if asked for.

    Lines are as long as what they say, unless there is a `width` to keep to, in characters.
    """
    sections = sections_of(report, transcript=transcript)
    return "\n\n".join(
        "\n".join([section.title.upper(), *(wrapped(line, width) for line in section.lines)]) for section in sections
    )


def as_document(report: Report, on: date | None = None) -> str:
    """The whole report with the conversation, as a text to keep; `on` is the day of the talk, if it should be told."""
    day = f" on {on.day} {on:%B %Y}" if on else ""
    about = (
        f"A talk with {report.parent} about {report.child}, practised{day}. "
        f"{report.parent} and {report.child} are made up."
    )
    title = [report.title, "=" * len(report.title), "", wrapped(about, WIDTH)]
    return "\n".join([*title, "", as_text(report, transcript=True, width=WIDTH), ""])


def wrapped(line: str, width: int | None) -> str:
    """The line on as many lines as it needs, each beginning under its first word; a longer word stands alone."""
    if width is None or not line.strip():
        return line
    text = line.lstrip(" ")
    indent = " " * (len(line) - len(text))
    hanging = indent + ("  " if text.startswith("- ") else "")
    return textwrap.fill(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
