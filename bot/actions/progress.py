"""How it goes so far."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from bot.actions.asked_about import kept_for_the_end
from bot.actions.coach_action import CoachAction
from bot.actions.talk import Talk
from bot.actions.what_helps import say_what_helps


class ActionProgress(CoachAction):
    """Say how many replies there have been and how they scored on average."""

    command = "progress"

    def speak(self, talk: Talk) -> None:
        """Works at any moment, also after the end."""
        says = talk.stage.conversation.says
        turns = talk.stage.records.turns(talk.session) if talk.play is not None else []
        if not turns and talk.play is None and say_what_helps(talk):
            return
        if not turns:
            talk.coach("progress", says.progress_none, talk.buttons("list_scenarios") if talk.play is None else ())
            return
        if kept_for_the_end(talk):
            return
        scores = [turn.scored.scores for turn in turns]
        text = says.progress.format(
            parent=talk.parent,
            replies="once" if len(turns) == 1 else f"{len(turns)} times",
            two_way=_average([score.two_way for score in scores]),
            empathy=_average([score.empathy for score in scores]),
            boundaries=_average([score.boundaries for score in scores if score.boundaries is not None]),
        )
        paused = talk.role_play is not None and talk.role_play.paused
        talk.coach("progress", text, talk.buttons("resume", "finish") if paused else ())


def _average(scores: Sequence[int]) -> str:
    return f"{fmean(scores):.1f}" if scores else "–"
