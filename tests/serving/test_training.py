"""A training that fails says why in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.serving.model import _reason

RULES = """\
Processed trackers: 100%|##########| 16/16 [00:00<00:00, 2060.51it/s]
2026-11-25 23:47:54 ERROR    rasa.engine.graph  - Error running graph component for node train_RulePolicy0.
\x1b[91mInvalidRule:\x20
Contradicting rules or stories found

- the prediction of the action 'action_greet' in rule 'Say hello' is contradicting with rule(s) 'broken'.\x1b[0m
"""
KNOWLEDGE = """\
Traceback (most recent call last):
  File "bot/training.py", line 38, in get_nlu_data
    scenarios = read_scenarios(KNOWLEDGE)
bot.library.faults.KnowledgeError: bot/knowledge/scenarios/poverty.yml:3: "title" is missing
"""


@pytest.mark.parametrize(
    ("log", "why"), [(RULES, "in rule 'Say hello'"), (KNOWLEDGE, '"title" is missing'), ("", "nothing")]
)
def test_the_reason_is_found_in_the_log(tmp_path: Path, log: str, why: str) -> None:
    file = tmp_path / "training.log"
    file.write_text(log, encoding="utf-8")
    told = _reason(file)
    assert why in told
    assert "\n" not in told
    assert "it/s" not in told
