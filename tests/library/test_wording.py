"""Words that no scenario uses, and how old one has to be to read a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.library import KNOWLEDGE
from bot.library.reading_age import reading_age
from bot.library.wording import check_wording, read_wording


def test_the_list_that_comes_with_it_has_no_faults() -> None:
    assert check_wording(KNOWLEDGE) == []


@pytest.mark.parametrize(
    "text",
    [
        "At the end of the day, I'm his mum.",
        "They're chavs, that lot.",
        "She is wheelchair-bound.",
        "I’m at my wits’ end.",
    ],
)
def test_a_phrase_is_found_however_it_is_typed(text: str) -> None:
    assert list(read_wording(KNOWLEDGE).found_in(text)), text


@pytest.mark.parametrize(
    "text",
    [
        "The poor dab only wanted her tea.",
        "We saw the psychologist on Monday.",
        "He slagged it off, and then he sat down.",
        "By the end of the day he was hungry.",
        "She has epilepsy, and she is in a wheelchair.",
    ],
)
def test_what_only_looks_like_it_is_let_pass(text: str) -> None:
    assert not list(read_wording(KNOWLEDGE).found_in(text))


def test_a_phrase_that_can_match_nothing_or_is_there_twice_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "wording.yml").write_text(
        "avoid:\n  - {about: a slur, mend: Leave it out., phrases: [Chav, scrounger, scrounger]}\n", "utf-8"
    )
    faults = [fault.what for fault in check_wording(tmp_path)]
    assert faults == ['"Chav" would match nothing as it is written', '"scrounger" is there twice']


def test_plain_talk_is_for_the_young_and_office_talk_is_not() -> None:
    plain = "He came home. He did not say a word. I put his tea on the table and he looked at it."
    office = "Individualised provision necessitates comprehensive documentation of parental participation."
    assert reading_age(plain) < 9
    assert reading_age(office) > 18
    assert reading_age("") == reading_age("(looks at the floor)") == 0


def test_the_reading_age_is_the_published_formula_plus_five() -> None:
    """10 words, 1 sentence, 14 syllables: grade 0.39 * 10 + 11.8 * 1.4 - 15.59 = 4.83."""
    assert reading_age("The yellow cat sat under the table with seven mice.") == pytest.approx(9.83)
