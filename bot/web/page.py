"""The page and the widget's script as they are sent: with the addresses of today's files, all of them named at once.

The scripts import each other several steps deep. A browser that finds each only in the one before waits for the network
at every step, so the page, and the widget, name them all beforehand.
"""

from __future__ import annotations

import json
import re

from bot.web.static_files import PAGES, StaticFiles

_SCRIPT = re.compile(r'<script type="module" src="/static/([^"]+)"></script>')


_WIDGET = "widget.js"
_SCRIPTS = re.compile(r'const SCRIPTS = \["/static/([^"]+)"\];')


def page_text(static: StaticFiles) -> str:
    """The text of the page."""
    text = (PAGES / "index.html").read_text(encoding="utf-8")
    entry = _SCRIPT.search(text)
    assert entry is not None, "the page has one script"
    links = [f'<link rel="modulepreload" href="/static/{name}">' for name in static.scripts_of(entry[1])[1:]]
    before, after = text[: entry.end()], text[entry.end() :]
    return static.versioned("\n    ".join([before, *links]) + after)


def widget_text(static: StaticFiles) -> str:
    """The text of the widget's script."""
    file = static.get(_WIDGET)
    assert file is not None, "the script of the widget belongs to the product"
    text = file.content.decode()
    entry = _SCRIPTS.search(text)
    assert entry is not None, "the script of the widget names the script of the conversation"
    scripts = [f"/static/{name}" for name in static.scripts_of(entry[1])]
    return static.versioned(text[: entry.start()] + f"const SCRIPTS = {json.dumps(scripts)};" + text[entry.end() :])
