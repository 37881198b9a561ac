"""What is wrong with the examples of a scenario: they are scored as a trainee's reply would be."""

from __future__ import annotations

from collections.abc import Iterator

from bot.coaching.codebook import Dimension
from bot.coaching.play import ReplyScorer
from bot.coaching.roleplay.line import Line
from bot.coaching.roleplay.scenario import Scenario
from bot.library.documents import Document
from bot.library.faults import Fault

GOOD = 2
"""The least that an example scores on what its line calls for: a trainee takes it for a model."""

NAMES: dict[Dimension, str] = {
    "two_way": "two-way communication",
    "empathy": "empathy",
    "boundaries": "keeping boundaries",
}

MENDS: dict[Dimension, str] = {
    "two_way": "Let it ask an open question, or build on what the parent said.",
    "empathy": "Let it name the feeling and the reason for it.",
    "boundaries": "Let it say what cannot be, and what can, kindly.",
}


def faults_of_examples(page: Document[Scenario], scorer: ReplyScorer) -> Iterator[Fault]:
    """Examples that do not show what their line calls for."""
    for number, line in enumerate(page.value.lines):
        if line.example is None:
            continue
        for dimension, score in _low_scores(line, line.example, scorer):
            what = f'the example of line "{line.id}" scores {score} on {NAMES[dimension]}, which the line calls for'
            mend = f'{MENDS[dimension]} "alongside explain" shows how it was read.'
            yield page.fault(("lines", number, "example"), what, mend)


def _low_scores(line: Line, example: str, scorer: ReplyScorer) -> Iterator[tuple[Dimension, int]]:
    scores = scorer.score(example, "\n".join(line.says), line.calls_for).scores
    for dimension in line.calls_for:
        score = scores.of(dimension)
        if score is not None and score < GOOD:
            yield dimension, score
