"""The step itself, with the words, rules and scenarios as shipped: a typed reply in, a whole turn out."""

from __future__ import annotations

import random
from functools import cache

import msgspec
import pytest

from bot.coaching.play import Play, TalkEnded
from bot.coaching.roleplay.state import ParentState
from bot.coaching.turn import Turn
from bot.library.knowledge import read_knowledge


@cache
def plays() -> dict[str, Play]:
    return read_knowledge().plays()


SCENARIOS = ("angry_parent", "neglect_concerns", "poverty", "special_care")
every_scenario = pytest.mark.parametrize("scenario", SCENARIOS)

LISTENING = (
    "That sounds so hard, and I can see how worried you are. What has it been like at home?",
    "Thank you for telling me that. You know your child best. What do you think is behind it?",
    "So you have been carrying this on your own, and you're worn out. No wonder. How are the nights?",
    "I'm sorry. We should have rung you the same day and we didn't. What did you hear about it?",
    "It makes sense that you feel let down. What would you like us to do first?",
    "You have done so much already. What has helped before?",
    "I can hear how frightened you are. Has something like this happened before?",
    "That must have been awful. What matters most to you today?",
)
HOLDING = (
    "I can't talk about another family with you, and I won't talk about yours with them. What I can do is ring you on "
    "Thursday and tell you what we have changed. Would that help?",
    "I can't promise that, because it isn't in my hands. I know that's hard to hear. What I can do is see to it that "
    "there is somebody with your child at break, and ring you on Friday. How does that sound?",
    "I'm worried, because I see a tired and hungry child in the mornings, and I'd rather say so to you than keep it to "
    "myself. How do you see it?",
)
SETTLING = (
    "Thank you. How can we tackle this together? What would be a first small step for you?",
    "I know what this costs you. Shall we agree that I ring you on Friday at four, and we look at the week together?",
    "I'll speak to the head tomorrow and ring you on Thursday, and you tell me how it was at home. Does that suit you?",
)
BLAMING = (
    "Maybe if you were stricter at home this wouldn't happen.",
    "Calm down, it's not that bad.",
    "Well, you should have told us sooner.",
    "That's not my fault. I have thirty children in my class.",
    "Honestly, you're overreacting.",
)
PROMISING = (
    "You're right. I'll move the other child tomorrow, and I promise it will never happen again.",
    "Of course, whatever you want. I'll do it. How are you feeling?",
    "I promise I won't tell anybody, this stays between us. What else can I do for you?",
    "I guarantee that everything will be fine from now on.",
)


def talk(scenario: str, manner: str, seed: int) -> list[Turn]:
    play, dice = plays()[scenario], random.Random(f"{manner}/{seed}")
    state, turns = play.open(seed), []
    while state.ended is None:
        turns.append(play.answer(state, dice.choice(_words(play, state, manner))))
        state = turns[-1].state
    return turns


def _words(play: Play, state: ParentState, manner: str) -> tuple[str, ...]:
    if manner == "blaming":
        return BLAMING
    if manner == "promising":
        return PROMISING
    if "boundaries" in play.line(state).calls_for:
        return HOLDING
    return SETTLING if state.phase in ("deciding", "closing") else LISTENING


@every_scenario
def test_whoever_listens_and_settles_things_together_gets_somewhere(scenario: str) -> None:
    talks = [talk(scenario, "listening", seed) for seed in range(8)]
    ends = [turns[-1].state.ended for turns in talks]
    assert sum(end in ("agreement", "appointment") for end in ends) >= 7, ends
    assert sum(end == "agreement" for end in ends) >= 4, ends
    assert all(8 <= len(turns) <= 25 for turns in talks)


@every_scenario
def test_whoever_blames_is_left_alone(scenario: str) -> None:
    ends = [talk(scenario, "blaming", seed)[-1].state.ended for seed in range(8)]
    assert set(ends) <= {"walkout", "stalled"}


@every_scenario
def test_whoever_promises_everything_gets_no_agreement(scenario: str) -> None:
    ends = [talk(scenario, "promising", seed)[-1].state.ended for seed in range(8)]
    assert "agreement" not in ends


@every_scenario
@pytest.mark.parametrize("sentence", [HOLDING[0], SETTLING[1]], ids=["limit", "plan"])
def test_one_good_sentence_said_again_and_again_gets_no_agreement(scenario: str, sentence: str) -> None:
    play = plays()[scenario]
    for seed in range(4):
        state = play.open(seed)
        while state.ended is None:
            state = play.answer(state, sentence).state
        assert state.ended != "agreement"


def test_words_that_come_again_cost_trust_however_they_are_typed_but_a_few_words_may_return() -> None:
    play = plays()["poverty"]
    first = play.answer(play.open(seed=1), "How are things at home these days?").state
    assert play.answer(first, "how are things at home these days").state.trust < first.trust
    short = play.answer(play.open(seed=1), "Tell me more.").state
    assert play.answer(short, "Tell me more.").state.trust >= short.trust


@every_scenario
def test_a_parent_who_hears_a_mistake_admitted_cools_down(scenario: str) -> None:
    play = plays()[scenario]
    furious = msgspec.structs.replace(play.open(seed=3), heat=8)
    turn = play.answer(furious, "You're right, we should have rung you that same hour. I'm sorry.")
    assert turn.state.heat < 8


@every_scenario
@pytest.mark.parametrize(
    "reply",
    [
        "",
        "   ",
        "?",
        "🙂🙃😡",
        "Es tut mir sehr leid.",
        "<b>sorry</b><script>alert(1)</script>",
        "\x00\x1b[31m",
        "/restart",
        "I am so sorry. " * 700,
        "a" * 10_000,
    ],
    ids=["empty", "blank", "mark", "emoji", "German", "HTML", "control", "slash", "long", "one-word"],
)
def test_anything_that_can_be_typed_gets_an_answer(scenario: str, reply: str) -> None:
    play = plays()[scenario]
    turn = play.answer(play.open(seed=1), reply)
    assert turn.reply == reply
    assert all(bubble.strip() for bubble in turn.answer)
    assert turn.answer
    assert turn.advice.try_next
    assert all(reply[move.start : move.end] == move.text for move in turn.scored.moves)


@every_scenario
def test_a_turn_tells_what_was_answered_and_what_came_of_it(scenario: str) -> None:
    play = plays()[scenario]
    start = play.open(seed=1)
    turn = play.answer(start, "How are things at home?")
    assert (turn.number, turn.line, turn.before) == (1, start.line, start)
    assert turn.parent == "\n".join(play.line(start).says)
    assert turn.calls_for == play.line(start).calls_for
    assert turn.answer == play.line(turn.state).says
    assert turn.state.turn == 1


def test_a_reply_can_be_taken_back() -> None:
    play = plays()["angry_parent"]
    first = play.answer(play.open(seed=1), "Calm down.")
    again = play.answer(first.before, "I'm so sorry. Nobody rang you, and we should have.")
    assert again.number == first.number
    assert again.state.heat < first.state.heat


def test_the_same_state_and_reply_give_the_same_turn_after_it_was_stored() -> None:
    play = plays()["poverty"]
    for turn in talk("poverty", "listening", seed=5):
        stored = msgspec.json.decode(msgspec.json.encode(turn), type=Turn)
        assert stored == turn
        assert play.answer(stored.before, stored.reply) == turn


def test_nothing_is_answered_after_the_end() -> None:
    last = talk("angry_parent", "blaming", seed=1)[-1]
    with pytest.raises(TalkEnded, match="has ended"):
        plays()["angry_parent"].answer(last.state, "Please come back.")
