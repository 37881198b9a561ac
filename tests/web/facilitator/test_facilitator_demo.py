"""In the demo a newcomer finds something on every page of the facilitator's room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.commands.demo_group import rehearse
from bot.records import Records
from bot.records.demos import Demos
from bot.records.passwords import hash_of_password
from bot.settings import Settings

PASSWORD = "harbour violet ladder"


def test_every_page_has_something_to_show(records: Records, room: Settings, new_browser: Callable[..., Any]) -> None:
    rehearsed = rehearse(1)
    demo = Demos(room.database_url).write_demo(rehearsed.staged, hash_of_password(PASSWORD))
    browser = new_browser()
    assert browser.sign_in("demo", PASSWORD).status_code == 200
    path = f"/api/workshops/{demo.id}"

    (card,) = browser.get("/api/workshops").json()
    assert (card["id"], card["participants"]) == (demo.id, len(rehearsed.group))
    counts = browser.get(f"{path}/board").json()["counts"]
    assert all(counts[stage] > 0 for stage in ("joined", "briefing", "talking", "finished", "stuck"))

    moments = browser.get(f"{path}/wall/moments").json()
    assert len(moments) > 10
    wall = browser.get(f"{path}/wall", params={"scenario": "angry_parent", "probe": "where_were_you"}).json()
    assert len(wall["replies"]) >= 15
    assert not any(one.name in str(wall) for one in rehearsed.group)

    pictures = browser.get(f"{path}/group").json()
    assert pictures["participants"] >= 19
    assert all(table["rows"] for table in pictures["tables"])

    talks = browser.get(f"{path}/talks").json()
    assert talks
    agreement = browser.get(f"{path}/agreement").json()
    assert (len(agreement["coach"]), len(agreement["raters"])) == (2, 1)
    assert len(browser.get(f"{path}/corrections").text.splitlines()) >= 5
    for export in ("xlsx", "zip", "lines", "report"):
        assert browser.get(f"{path}/exports/{export}").status_code == 200
