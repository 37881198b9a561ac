from pathlib import Path

import pytest

import bot
from bot.coaching.scoring.scorer import Scorer
from bot.library.scoring import read_scoring_rules


@pytest.fixture(scope="session")
def scorer() -> Scorer:
    return Scorer(read_scoring_rules(Path(bot.__file__).parent / "knowledge"))
