"""What the coach says around a role-play is checked before anybody hears it."""

from __future__ import annotations

import shutil
from pathlib import Path

from bot.library.conversation import FILE, check_conversation
from bot.settings import ROOT

KNOWLEDGE = ROOT / "bot" / "knowledge"


def test_the_texts_are_in_order() -> None:
    assert check_conversation(KNOWLEDGE) == []


def test_faults_are_told_all_at_once_with_their_lines(tmp_path: Path) -> None:
    shutil.copy(KNOWLEDGE / FILE, tmp_path)
    file = tmp_path / FILE
    text = file.read_text(encoding="utf-8")
    text = text.replace("pause: [pause,", "pause: [hint,").replace(
        "resume: Back to {parent}", "resume: Back to {mother}"
    )
    file.write_text(text.replace("Nobody gives you a mark", "Nobody gives you a {mark"), encoding="utf-8")
    faults = check_conversation(tmp_path)
    assert [fault.what.split(":")[0] for fault in sorted(faults, key=lambda fault: fault.line)] == [
        '"hint" already stands for hint',
        "{mother} cannot be filled in here",
        "a brace is out of place",
    ]
    assert all(fault.mend for fault in faults)
