"""What holds for every reply, tried on hundreds of them."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.coaching.codebook import Dimension
from bot.coaching.scoring.scorer import Scorer


class Typed(NamedTuple):
    """A reply and the parent's line that it answers."""

    reply: str
    parent: str
    calls_for: tuple[Dimension, ...]


GOLD = Path(__file__).parents[2] / "gold" / "dev.jsonl"
REPLIES = [
    Typed(line["reply"], line["parent"], tuple(line["calls_for"]))
    for line in map(json.loads, GOLD.read_text(encoding="utf-8").splitlines())
]
INSULTS = (
    "You're pathetic.",
    "Shut up.",
    "You're a liar.",
    "You are a terrible mother.",
    "You're being ridiculous, honestly.",
)
OPEN_QUESTIONS = (
    "What has he told you himself?",
    "How has she been at home since then?",
    "What do you think would help?",
    "Can you tell me more about what happened?",
    "how is he sleeping at the moment",
    "What worries you most?",
    "When did you first notice it?",
)
CHILDREN = "Callum|Mila|Luca|Daan|Finn|Dylan|Kayla|Reece|Olek|Ava|Maja|Lotte|Theo|Jaden|Wout|Orla|Noah|Tyler|Wiktoria"
OTHERS = ("Jasmin", "Priya", "Femke", "Tariq", "Oskar", "Amina", "Joris", "Yusuf", "Kwame", "Sienna")
NAME = re.compile(rf"\b({CHILDREN})\b", re.IGNORECASE)
NAMED = [typed for typed in REPLIES if NAME.search(typed.reply + typed.parent)]

replies = st.sampled_from(REPLIES)
shared = settings(
    max_examples=200, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def added(reply: str, sentence: str) -> str:
    """The reply and one more sentence."""
    ended = reply.rstrip().endswith((".", "!", "?", "…"))
    return f"{reply.rstrip()}{'' if ended else '.'} {sentence}"


@given(typed=replies, insult=st.sampled_from(INSULTS), first=st.booleans())
@shared
def test_an_insult_never_raises_empathy(scorer: Scorer, typed: Typed, insult: str, first: bool) -> None:
    rude = f"{insult} {typed.reply}" if first else added(typed.reply, insult)
    before = scorer.score(typed.reply, typed.parent, typed.calls_for).scores
    after = scorer.score(rude, typed.parent, typed.calls_for).scores
    assert after.empathy == 0 <= before.empathy
    assert after.boundaries == 0


@given(typed=replies, question=st.sampled_from(OPEN_QUESTIONS))
@shared
def test_a_genuine_open_question_never_lowers_two_way(scorer: Scorer, typed: Typed, question: str) -> None:
    before = scorer.score(typed.reply, typed.parent, typed.calls_for).scores
    after = scorer.score(added(typed.reply, question), typed.parent, typed.calls_for).scores
    assert after.two_way >= before.two_way


@given(typed=st.sampled_from(NAMED), other=st.sampled_from(OTHERS))
@shared
def test_another_name_changes_nothing(scorer: Scorer, typed: Typed, other: str) -> None:
    def renamed(text: str) -> str:
        return NAME.sub(lambda name: other if name.group()[0].isupper() else other.lower(), text)

    one = scorer.score(typed.reply, typed.parent, typed.calls_for)
    two = scorer.score(renamed(typed.reply), renamed(typed.parent), typed.calls_for)
    assert one.scores == two.scores
    assert [(move.move, move.rule) for move in one.moves] == [(move.move, move.rule) for move in two.moves]


@given(batch=st.lists(replies, min_size=2, max_size=6), data=st.data())
@settings(shared, max_examples=30)
def test_a_reply_is_scored_alike_in_any_company(scorer: Scorer, batch: list[Typed], data: st.DataObject) -> None:
    alone = {typed: scorer.score(*typed) for typed in batch}
    for typed in data.draw(st.permutations(batch)):
        assert scorer.score(*typed) == alone[typed]


@given(typed=replies, around=st.text(max_size=12))
@shared
def test_moves_quote_the_reply_as_it_was_typed(scorer: Scorer, typed: Typed, around: str) -> None:
    reply = around + typed.reply + around
    for move in scorer.score(reply, typed.parent, typed.calls_for).moves:
        assert 0 <= move.start < move.end <= len(reply)
        assert reply[move.start : move.end] == move.text
        assert move.text == move.text.strip()


@pytest.mark.parametrize(
    "change",
    [
        str.lower,
        str.upper,
        lambda text: text.replace("'", "").replace("’", ""),
        lambda text: text.rstrip(".!?…"),
        lambda text: text.replace(" ", "  "),
    ],
    ids=["lower case", "capitals", "no apostrophes", "no last mark", "double spaces"],
)
def test_how_a_reply_is_typed_hardly_changes_its_scores(scorer: Scorer, change: Callable[[str], str]) -> None:
    some = REPLIES[::4]
    same = sum(
        scorer.score(change(typed.reply), typed.parent, typed.calls_for).scores == scorer.score(*typed).scores
        for typed in some
    )
    assert same >= 0.97 * len(some)
