"""What agreement can be had without understanding anything: the marks that the scorer has to pass.

Each baseline learns from readings; the scorer learns nothing. A baseline that learns from the very file it is
measured on is measured line by line: the replies to one parent's line are left out while it learns. What a baseline
guesses is cut into the scores 0 to 3 so that each is as frequent as in the readings, which gives it the best chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline, make_union
from sklearn.preprocessing import FunctionTransformer

from bot.coaching.codebook import DIMENSIONS
from bot.commands.agreement import score_agreement
from bot.commands.gold import GoldReply

_FOLDS = 5


def _lengths(replies: Sequence[str]) -> Any:
    """The number of words, its root and its square, so that a curve can be learnt."""
    words = np.array([[len(reply.split())] for reply in replies], dtype=float)
    return np.hstack([words, np.sqrt(words), words**2])


def _words_and_letters() -> Any:
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2)
    return make_pipeline(make_union(words, letters), Ridge(alpha=1.0))


LEARNERS: dict[str, Callable[[], Any]] = {
    "length only": lambda: make_pipeline(FunctionTransformer(_lengths), LinearRegression()),
    "TF-IDF and ridge": _words_and_letters,
}
"""A curve over the number of words, and word and character n-grams."""
COMMONEST = "always the commonest"


class Baseline(Struct):
    """How far a baseline agrees on one score: quadratic weighted kappa, and the share that is exactly right."""

    kappa: float
    exact: float


def baselines(gold: Sequence[GoldReply], train: Sequence[GoldReply]) -> dict[str, dict[str, Baseline]]:
    """The agreement of each baseline on each score of `gold`, learnt from the first readings of `train`.

    A score for which there is too little to learn from is left out.
    """
    found: dict[str, dict[str, Baseline]] = {COMMONEST: {}, **{name: {} for name in LEARNERS}}
    for dimension in DIMENSIONS:
        learnt = [(reply, score) for reply in train if (score := reply.readings[0].score(dimension)) is not None]
        asked = [reply for reply in gold if any(reading.score(dimension) is not None for reading in reply.readings)]
        if not asked or len({reply.parent for reply, _ in learnt}) < _FOLDS:
            continue
        commonest = Counter(score for _, score in learnt).most_common(1)[0][0]
        guesses: dict[str, list[int | None]] = {COMMONEST: [commonest] * len(asked)}
        guesses |= {name: _guess(make, learnt, asked) for name, make in LEARNERS.items()}
        for name, guessed in guesses.items():
            agreed = score_agreement(dimension, asked, guessed)
            found[name][dimension] = Baseline(agreed.kappa, agreed.exact)
    return found


def _guess(
    make: Callable[[], Any], learnt: Sequence[tuple[GoldReply, int]], asked: Sequence[GoldReply]
) -> list[int | None]:
    replies, scores = [reply.reply for reply, _ in learnt], [score for _, score in learnt]
    lines = [reply.parent for reply, _ in learnt]
    # Each reply judged by a model that has not seen the replies to the same line.
    apart = cross_val_predict(make(), replies, scores, cv=GroupKFold(_FOLDS), groups=lines)
    bounds = np.quantile(apart, [np.mean(np.array(scores) <= score) for score in (0, 1, 2)])
    known = {reply.id: guess for (reply, _), guess in zip(learnt, apart, strict=True)}
    if known.keys().isdisjoint(reply.id for reply in asked):
        guesses = make().fit(replies, scores).predict([reply.reply for reply in asked])
    else:
        guesses = [known.get(reply.id, 1.0) for reply in asked]
    return [int(np.searchsorted(bounds, guess)) for guess in guesses]
