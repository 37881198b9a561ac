"""Typed text is read in sentences and clauses as a person reads it, with or without marks."""

import pytest

from bot.coaching.scoring.clauses import Clause
from bot.coaching.scoring.scorer import Scorer


def clauses(scorer: Scorer, text: str) -> list[tuple[str, Clause]]:
    read = scorer.reader.read(text)
    return [(" ".join(read.words[clause.start : clause.end]), clause) for clause in read.reading.clauses]


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("What does she tell you about it?", "wh"),
        ("how long has that been going on", "wh"),
        ("what worries you most", "wh"),
        ("Has he said anything?", "polar"),
        ("did Rosa mention the trip", "polar"),
        ("Any idea what set it off?", "polar"),
        ("Why would he hide?", "why"),
        ("Don't you think he is tired?", "negative"),
        ("Might she not have started it herself?", "negative"),
        ("A quiet corner?", "rising"),
    ],
)
def test_a_question_is_known_by_how_it_is_put(scorer: Scorer, question: str, form: str) -> None:
    ((_, clause),) = clauses(scorer, question)
    assert (clause.kind, clause.form) == ("question", form)


@pytest.mark.parametrize(
    "statement",
    [
        "I know what he did.",
        "What helps is a plan.",
        "He is the boy who was there.",
        "She told the one who sits next to her.",
        'He said "what do you want".',
    ],
)
def test_words_of_asking_in_a_statement_ask_nothing(scorer: Scorer, statement: str) -> None:
    assert all(clause.kind == "statement" for _, clause in clauses(scorer, statement))


def test_a_question_is_found_where_no_mark_shows_it(scorer: Scorer) -> None:
    parts = clauses(scorer, "im so sorry we didnt ring you what did he tell you")
    assert parts[-1][0] == "what did he tell you"
    assert parts[-1][1].form == "wh"
    assert parts[0][1].kind == "statement"


def test_a_tag_is_told_from_the_question_it_stands_behind(scorer: Scorer) -> None:
    parts = clauses(scorer, "It was simply never paid, was it?")
    assert [clause.form for _, clause in parts] == ["none", "tag"]
    parts = clauses(scorer, "Which would suit her best, do you think?")
    assert parts[0][1].form == "wh"


def test_an_order_joined_to_a_statement_is_no_order(scorer: Scorer) -> None:
    assert [clause.kind for _, clause in clauses(scorer, "I will type it up and sign it.")] == ["statement"] * 2
    assert [clause.kind for _, clause in clauses(scorer, "Print the form and sign it.")] == ["command"] * 2
    assert clauses(scorer, "Let us look at it.")[0][1].kind == "statement"
