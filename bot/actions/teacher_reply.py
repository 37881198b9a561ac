"""The role-play loop: what the trainee types is said to the parent, except for the few commands."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from bot.actions.coach_action import CoachAction
from bot.actions.coaching import ActionCoaching
from bot.actions.feedback import ActionFeedback
from bot.actions.finish import ActionFinish, ending_of, say_over, say_report
from bot.actions.greeting import ActionGoodbye, ActionHelp
from bot.actions.hint import ActionHint
from bot.actions.pause import ActionPause, ActionResume
from bot.actions.progress import ActionProgress
from bot.actions.retry import ActionRetry
from bot.actions.role_play import RolePlay
from bot.actions.scenarios import ActionBegin, ActionBrief, ActionScenarios, ActionStartOver
from bot.actions.talk import Talk, as_recorded, messages_of
from bot.actions.tip import say_scores, tip_for
from bot.actions.why import ActionWhy
from bot.coaching.play import Play
from bot.coaching.turn import Turn
from bot.records import KeptTurn, Message, TurnConflict, UnknownSession
from bot.watching.metrics import PARENTS_ENDS, TURN_SECONDS

COMMANDS: dict[str, Callable[[], CoachAction]] = {
    "begin": ActionBegin,
    "choose_coaching": ActionCoaching,
    "choose_scenario": ActionBrief,
    "feedback": ActionFeedback,
    "finish": ActionFinish,
    "goodbye": ActionGoodbye,
    "help": ActionHelp,
    "hint": ActionHint,
    "list_scenarios": ActionScenarios,
    "pause": ActionPause,
    "progress": ActionProgress,
    "resume": ActionResume,
    "retry": ActionRetry,
    "start_over": ActionStartOver,
    "why": ActionWhy,
}
"""What is for the coach even within the role-play, by intent."""


ATTEMPTS = 3
"""How often a turn is worked out anew when another request was faster."""


class ActionTeacherReply(CoachAction):
    """Score the trainee's reply and let the parent answer."""

    command = "teacher_reply"

    def speak(self, talk: Talk) -> None:
        """One turn, unless the message is a command."""
        command = command_in(talk)
        if command is not None:
            COMMANDS[command]().speak(talk)
            return
        with TURN_SECONDS.labels("action").time():
            kept = _turn(talk)
        if kept is None:
            say_over(talk)
            return
        if talk.in_terminal and talk.role_play and talk.role_play.coaching == "live":
            say_scores(talk, kept.turn)
        talk.messages.extend(kept.messages)
        if kept.turn.state.ended is not None and talk.in_terminal:
            say_report(talk)


def command_in(talk: Talk) -> str | None:
    """The command that the message is: a button's payload, or one of the exact words."""
    if talk.pressed and talk.intent in COMMANDS:
        return talk.intent
    typed = " ".join(talk.reply.casefold().strip(" .!?").split())
    for command, words in talk.stage.conversation.words.items():
        if typed in words:
            return command
    return None


def _turn(talk: Talk) -> KeptTurn | None:
    """The turn for this message as recorded, now or when the message was first sent; None if the parent has left."""
    records = talk.stage.records
    known = records.turn_of(talk.session, talk.client_id) if talk.client_id else None
    if known is not None:
        talk.role_play = as_recorded(talk)
        return known
    for _ in range(ATTEMPTS):
        role_play, play = talk.role_play, talk.play
        if role_play is None or role_play.state is None or play is None:
            break
        if role_play.over:
            return None
        turn = play.answer(role_play.state, talk.reply)
        messages = _messages(talk, role_play, play, turn)
        try:
            with TURN_SECONDS.labels("records").time():
                kept = records.keep_turn(talk.session, turn, messages, talk.client_id)
        except TurnConflict:
            # Rasa fell behind the records, for instance when it was stopped in the middle of a turn.
            talk.role_play = as_recorded(talk)
        else:
            talk.role_play = replace(role_play, state=turn.state, hinted=0) if kept.new else as_recorded(talk)
            if kept.new and turn.state.ended is not None:
                PARENTS_ENDS.labels(role_play.scenario, turn.state.ended).inc()
            return kept
    raise UnknownSession(talk.session)


def _messages(talk: Talk, role_play: RolePlay, play: Play, turn: Turn) -> list[Message]:
    messages = [tip_for(talk, turn)] if role_play.coaching == "live" else []
    messages.extend(messages_of(play.scenario, turn.state.line, turn.answer))
    if turn.state.ended is not None:
        messages.append(ending_of(talk, turn.state.ended))
    return messages
