"""Choosing a scenario, reading what the teacher knows beforehand, and letting the parent in."""

from __future__ import annotations

import re

from msgspec.structs import replace

from bot.actions.choosing import chosen
from bot.actions.coach_action import CoachAction
from bot.actions.talk import Button, Talk
from bot.actions.what_helps import choose_button, say_unclear, say_what_helps
from bot.coaching.feedback.wording import called
from bot.coaching.roleplay.arranging import arranged
from bot.coaching.roleplay.scenario import Scenario


class ActionScenarios(CoachAction):
    """Show what can be rehearsed."""

    command = "scenarios"

    def speak(self, talk: Talk) -> None:
        """The list, a button for each; a few if the words tell of something that is hard."""
        if not say_what_helps(talk):
            say_scenarios(talk, talk.stage.conversation.says.choose)


class ActionStartOver(CoachAction):
    """Leave the role-play and choose again."""

    command = "start_over"

    def speak(self, talk: Talk) -> None:
        """What was said stays in the records."""
        if talk.role_play is None and say_what_helps(talk):
            return
        if talk.role_play is not None and talk.role_play.state is not None:
            talk.stage.records.end_session(talk.session)
        talk.role_play = None
        say_scenarios(talk, talk.stage.conversation.says.choose)


class ActionBrief(CoachAction):
    """Tell what the teacher knows beforehand, and offer to begin."""

    command = "brief"

    def speak(self, talk: Talk) -> None:
        """For the scenario that was named. If it could not be told which, what the words may mean instead."""
        scenario = scenario_named(talk)
        if talk.role_play is not None and talk.role_play.paused and not talk.pressed:
            # Words about a conversation, in the middle of one, are no reason to leave it.
            say_paused(talk)
            return
        if not _clearly_wished(talk, scenario) and say_what_helps(talk):
            return
        if scenario is None:
            if talk.pressed:
                say_scenarios(talk, talk.stage.conversation.says.choose)
            else:
                say_unclear(talk)
            return
        say_briefing(talk, scenario)


def say_briefing(talk: Talk, scenario: Scenario) -> None:
    """Choose the scenario, tell what the teacher knows beforehand, and offer to begin."""
    if talk.role_play is not None and talk.role_play.state is not None:
        talk.stage.records.end_session(talk.session)
    talk.role_play = chosen(talk, scenario)
    says = talk.stage.conversation.says
    parent, teacher = scenario.parent, scenario.teacher
    preface = says.briefing.format(
        title=scenario.title,
        teacher=teacher.name,
        role=teacher.role,
        parent=parent.name,
        relation=parent.relation,
        child=parent.child,
        age=parent.age,
    )
    notes = [scenario.content_note] if scenario.content_note else []
    goals = "\n".join([says.goals, *(f"- {goal}" for goal in scenario.goals)])
    arrangements = [
        says.arranged_one.format(asks=arrangement.asks, option=option.label)
        for arrangement, option in arranged(scenario, talk.role_play.chosen)
    ]
    meeting = ["\n".join([says.arranged, *arrangements])] if arrangements else []
    ready = says.ready.format(parent=called(parent.name), minutes=scenario.minutes)
    talk.coach(
        "briefing",
        "\n\n".join([preface, *notes, *scenario.briefing, *meeting, goals, ready]),
        talk.buttons("begin", "list_scenarios"),
        scenario=scenario.id,
    )


class ActionBegin(CoachAction):
    """Let the parent come in and say the first line."""

    command = "begin"

    def speak(self, talk: Talk) -> None:
        """The scenario that was named, else the one that was chosen or played last."""
        scenario = scenario_named(talk) if talk.entity("scenario") else None
        if scenario is None and talk.role_play is not None and talk.play is not None:
            scenario = talk.play.scenario
        if scenario is None and say_what_helps(talk):
            return
        if scenario is None:
            named = ", ".join(talk.entity("scenario"))
            says = talk.stage.conversation.says
            say_scenarios(talk, says.choose_again.format(named=named) if named else says.choose)
            return
        choice = chosen(talk, scenario)
        state = talk.stage.plays[scenario.id].open(choice.seed, choice.difficulty, choice.chosen)
        if talk.rules is not None:
            state = replace(state, probes=talk.rules.probes)
        talk.stage.records.begin(talk.session, scenario.id, choice.seed, choice.coaching, state)
        talk.role_play = replace(choice, state=state)
        talk.parent_says(scenario, state)


def say_scenarios(talk: Talk, before: str) -> None:
    """The scenarios, each with its number, subject and button."""
    listed = talk.stage.conversation.says.listed
    lines = [
        listed.format(number=number, title=scenario.title, subject=scenario.subject)
        for number, scenario in enumerate(talk.offered, start=1)
    ]
    talk.coach("scenarios", "\n".join([before, *lines]), scenario_buttons(talk))


def scenario_buttons(talk: Talk) -> list[Button]:
    """A button for every scenario."""
    return [choose_button(scenario) for scenario in talk.offered]


def say_paused(talk: Talk) -> None:
    """The answer to whatever is said while a parent waits outside."""
    text = talk.stage.conversation.says.paused_already.format(parent=talk.parent)
    talk.coach("pause", text, talk.buttons("resume", "hint", "finish"))


def say_nobody_there(talk: Talk) -> None:
    """The answer to a command of the role-play while none has begun, or to words that were taken for one."""
    if say_what_helps(talk):
        return
    says = talk.stage.conversation.says
    if talk.role_play is not None and talk.play is not None:
        talk.coach("notice", says.fallback_chosen.format(parent=talk.parent), talk.buttons("begin", "list_scenarios"))
    else:
        talk.coach("notice", says.nobody_there, scenario_buttons(talk))


def scenario_named(talk: Talk) -> Scenario | None:
    """The scenario that the message names by its id, its title or its number in the list."""
    offered = talk.offered
    for named in talk.entity("scenario"):
        for number, scenario in enumerate(offered, start=1):
            if named.casefold() in (scenario.id, scenario.title.casefold(), str(number)):
                return scenario
    return None


def _clearly_wished(talk: Talk, scenario: Scenario | None) -> bool:
    """Whether nothing stands around the scenario's name but words of a wish, or its button was pressed."""
    names = [*talk.entity("scenario"), talk.stage.conversation.wishes]
    if scenario is not None:
        names += [scenario.title, *scenario.called]
    return talk.pressed or set(_words(talk.reply)) <= {word for name in names for word in _words(name)}


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold().replace("’", "'").replace("'", ""))
