"""Participants get names that nobody minds, each once."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from random import Random

import pytest

from bot.library import KNOWLEDGE
from bot.library.faults import KnowledgeError
from bot.library.pseudonyms import check_pseudonyms, read_pseudonyms


def test_a_full_room_gets_names_that_differ_in_an_order_that_chance_decides() -> None:
    words = read_pseudonyms(KNOWLEDGE)
    names = list(islice(words.drawn(Random(1)), 5000))
    assert len(set(names)) == 5000
    assert names == list(islice(words.drawn(Random(1)), 5000))
    assert names[:20] != list(islice(words.drawn(Random(2)), 20))
    assert all(len(name) <= 80 for name in names)


@pytest.mark.parametrize(
    ("first", "told"),
    [
        (["Amber"], "60"),
        ([f"Word{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(59)] + ["Wordaa"], '"Wordaa" is there twice'),
        ([f"Word{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(60)] + ["small words"], "[A-Z][a-z]"),
    ],
)
def test_what_is_wrong_with_the_words_is_told_with_its_line(tmp_path: Path, first: list[str], told: str) -> None:
    second = "\n".join(f"  - {word}" for word in read_pseudonyms(KNOWLEDGE).second)
    text = "first:\n" + "\n".join(f"  - {word}" for word in first) + f"\nsecond:\n{second}\n"
    (tmp_path / "pseudonyms.yml").write_text(text, encoding="utf-8")
    (fault,) = check_pseudonyms(tmp_path)
    assert told in f"{fault.what} {fault.mend}"
    with pytest.raises(KnowledgeError):
        read_pseudonyms(tmp_path)
