"""Taking the last reply back."""

from __future__ import annotations

from msgspec.structs import replace

from bot.actions.coach_action import CoachAction
from bot.actions.finish import say_over
from bot.actions.scenarios import say_nobody_there
from bot.actions.talk import Talk, as_recorded


class ActionRetry(CoachAction):
    """Undo the last reply, and let the parent say again what it answered."""

    command = "retry"

    def speak(self, talk: Talk) -> None:
        """Also after the end: the conversation then goes on from before its last reply."""
        role_play, play, says = talk.role_play, talk.play, talk.stage.conversation.says
        if role_play is None or role_play.state is None or play is None:
            say_nobody_there(talk)
            return
        if talk.rules is not None and not talk.rules.retries:
            talk.coach("notice", says.no_retries.format(parent=talk.parent))
            return
        state, text = role_play.state, says.retry
        taken_back = talk.stage.records.supersede_last(talk.session, number=state.turn)
        if taken_back is not None:
            state = taken_back.before
        elif state.turn:
            # Rasa fell behind the records, so there the reply has been taken back already.
            recorded = as_recorded(talk)
            state = recorded.state if recorded and recorded.state else state
        elif role_play.over:
            say_over(talk)
            return
        else:
            text = says.nothing_to_retry
        talk.role_play = replace(role_play, state=state, paused=False, finished=False, hinted=0)
        talk.coach("retry", text.format(parent=talk.parent))
        talk.parent_says(play.scenario, state)
