"""The coach's answer to what somebody finds hard: what helps with it, and what they could rehearse."""

from __future__ import annotations

from bot.actions.choosing import chosen
from bot.actions.role_play import seed_for
from bot.actions.talk import Button, Talk
from bot.coaching.feedback.coach import NOBODY
from bot.coaching.feedback.difficulties import Heard, varied
from bot.coaching.feedback.wording import fill, in_brackets, opening_words
from bot.coaching.roleplay.scenario import Scenario


def say_what_helps(talk: Talk) -> bool:
    """Take up what is hard, if the words tell of something that is; whether they did, and the coach has answered.

    While a parent waits outside, nothing else is offered to rehearse.
    """
    if talk.pressed:
        return False
    waiting = talk.role_play is not None and talk.role_play.paused
    heard = talk.stage.finder.hear(talk.reply, () if waiting else [scenario.id for scenario in talk.offered])
    if not heard.difficulties and not heard.offers:
        return False
    paragraphs = [*_taken_up(talk, heard), *_offered(talk, heard)]
    buttons = [choose_button(talk.stage.plays[offer.scenario].scenario) for offer in heard.offers]
    buttons += talk.buttons("resume", "hint", "finish") if waiting else talk.buttons("list_scenarios")
    talk.coach("difficulty", "\n\n".join(paragraphs), buttons)
    if heard.offers and (talk.role_play is None or talk.role_play.state is None):
        # Whoever just says "start" now means the first of them.
        talk.role_play = chosen(talk, talk.stage.plays[heard.offers[0].scenario].scenario)
    return True


def say_unclear(talk: Talk) -> None:
    """Say that it was not understood what is hard, and suggest a few conversations that are quite different."""
    says = talk.stage.conversation.says
    suggested = varied(talk.offered, seed_for(talk.session))
    lines = [says.hard_suggested.format(title=one.title, subject=one.subject) for one in suggested]
    text = "\n".join([says.hard_unclear.format(quote=opening_words(talk.reply)), *lines])
    talk.coach("difficulty", text, [*map(choose_button, suggested), *talk.buttons("list_scenarios", "help")])


def choose_button(scenario: Scenario) -> Button:
    """The button that leads to a scenario's briefing."""
    return {"title": scenario.title, "payload": f'/choose_scenario{{"scenario": "{scenario.id}"}}'}


def _taken_up(talk: Talk, heard: Heard) -> list[str]:
    """The trainee's own words, a warm answer, and one documented way with its source."""
    says, coach, quote = talk.stage.conversation.says, talk.stage.coach, opening_words(talk.reply)
    if not heard.difficulties:
        return [says.hard_named.format(quote=quote)]
    difficulty = talk.stage.finder.difficulties[heard.difficulties[0]]
    note = coach.strategy(difficulty.strategies[0])
    strategy = says.hard_strategy.format(
        strategy=note.name,
        about=note.about,
        citation=in_brackets(note.citation),
        example=fill(coach.strategies[note.id].example, NOBODY),
    )
    return [says.hard_heard.format(quote=quote, says=difficulty.says), strategy]


def _offered(talk: Talk, heard: Heard) -> list[str]:
    says = talk.stage.conversation.says
    if not heard.offers:
        return []
    lines = [
        says.hard_offered.format(title=talk.stage.plays[offer.scenario].scenario.title, reason=offer.reason)
        for offer in heard.offers
    ]
    return ["\n".join([says.hard_rehearse, *lines])]
