"""The course of a conversation begins where the parent stood when they walked in."""

from __future__ import annotations

from typing import Any

from bot.coaching.debrief.transcript import Beginning


def test_the_report_tells_how_the_parent_walked_in(talk: Any) -> None:
    talk.reply("We should have rung you. I'm sorry.", (1, 3, None), 6, 4, "admit_mistake")
    talk.reply("How is he now?", (3, 1, None), 5, 5, "open_question")
    assert talk.report().began == Beginning(heat=8, trust=3)


def test_before_the_first_reply_there_is_no_course_to_begin(talk: Any) -> None:
    assert talk.report().began is None
