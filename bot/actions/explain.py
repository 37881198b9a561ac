"""What a score, a move or a strategy means."""

from __future__ import annotations

from bot.actions.coach_action import CoachAction
from bot.actions.scenarios import ActionBrief, scenario_named
from bot.actions.talk import Talk
from bot.actions.what_helps import say_what_helps


class ActionExplain(CoachAction):
    """Explain a word of this work."""

    command = "explain"

    def speak(self, talk: Talk) -> None:
        """The coach finds the word in the question; if it is none of its own, what is hard, or what can be asked."""
        coach, says = talk.stage.coach, talk.stage.conversation.says
        explained = coach.explain(next(iter(talk.entity("term")), talk.reply))
        waiting = talk.role_play is not None and talk.role_play.paused
        buttons = talk.buttons("resume") if waiting else ()
        if explained is not None:
            talk.coach("explanation", explained.as_text(), buttons)
        elif not waiting and scenario_named(talk) is not None:
            ActionBrief().speak(talk)
        elif not say_what_helps(talk):
            names = [score.name for score in coach.texts.scores.values()]
            names += [strategy.name for strategy in coach.strategies.values()]
            text = says.explain_unknown.format(known="; ".join(names))
            talk.coach("explanation", text, buttons or talk.buttons("list_scenarios", "help"))
