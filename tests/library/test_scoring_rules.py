"""Rule authors are told of every fault, with its place and its remedy."""

import re
import shutil
from pathlib import Path

import pytest

import bot
from bot.coaching.scoring.detectors import LEXICONS as DETECTOR_LEXICONS
from bot.coaching.scoring.scorer import Scorer
from bot.coaching.scoring.vocabulary import LEXICONS as READING_LEXICONS
from bot.library.faults import Fault
from bot.library.scoring import check_scoring, read_scoring_rules

KNOWLEDGE = Path(bot.__file__).parent / "knowledge"


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    return Path(shutil.copytree(KNOWLEDGE, tmp_path / "knowledge"))


def change(file: Path, old: str, new: str) -> int:
    """Change the first place where `old` stands, and return its line."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_every_rule_guard_signal_and_topic_does_what_its_examples_say() -> None:
    assert check_scoring(KNOWLEDGE) == []


def test_all_moves_of_the_codebook_have_rules() -> None:
    moves = {pack.move for pack in read_scoring_rules(KNOWLEDGE).packs if not pack.sign}
    assert len(moves) == 34


def test_an_example_that_does_not_fire_is_reported_at_its_line(knowledge: Path) -> None:
    file = knowledge / "moves" / "yes_but.yml"
    line = change(file, '"I understand, but the rules are the rules."', '"The rules are the rules."')
    (fault,) = check_scoring(knowledge)
    assert (Path(fault.file).name, fault.line) == ("yes_but.yml", line)
    assert "does not fire" in fault.what
    assert fault.mend


def test_unknown_names_and_broken_phrases_are_reported_together(knowledge: Path) -> None:
    change(knowledge / "moves" / "jargon.yml", '"@jargon"', '"@jargn"')
    change(knowledge / "moves" / "jargon.yml", "unless: [explained]", "unless: [explaind]")
    change(knowledge / "moves" / "warm.yml", "love it", "(love it")
    faults = [str(fault) for fault in check_scoring(knowledge)]
    assert len(faults) == 3
    assert any('there is no lexicon "jargn"' in fault for fault in faults)
    assert any('Did you mean "explained"?' in fault for fault in faults)
    assert any("bracket that is not closed" in fault for fault in faults)


def test_a_misspelt_field_is_reported_with_the_one_that_was_meant(knowledge: Path) -> None:
    change(knowledge / "moves" / "appreciate.yml", "helps: true", "help: true")
    assert any('Did you mean "helps"?' in fault.mend for fault in check_scoring(knowledge))


LEXICON = """lexicons:
  - lexicon: months
    about: The months, once more.
    entries: [january, february]
"""

GUARD = """  - id: sarcastic
    about: Another guard of this name.
    within: reply
    phrases: [as if]
    found: [as if, "as if it were"]
    absent: [if, as]
"""

SIGNAL = """  - id: threatens
    about: Another signal of this name.
    phrases: [or else]
    found: [or else, "do it or else"]
    absent: [or, else]
"""


def append(file: Path, text: str) -> int:
    """Put a text at the end of a file, and return its first line."""
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    file.write_text(before + text, encoding="utf-8")
    return before.count("\n") + 1


def test_two_lexicons_of_one_name_are_reported_with_both_places(knowledge: Path) -> None:
    append(knowledge / "lexicons" / "zodiac.yml", LEXICON)
    (fault,) = check_scoring(knowledge)
    assert (Path(fault.file).name, fault.line) == ("zodiac.yml", 2)
    first = knowledge / "lexicons" / "arrangements.yml"
    line = first.read_text(encoding="utf-8").split("lexicon: months\n")[0].count("\n") + 1
    assert 'the lexicon "months" also stands in' in fault.what
    assert fault.what.endswith(f"arrangements.yml:{line}")
    assert fault.mend


@pytest.mark.parametrize(
    ("kind", "name", "text"), [("guard", "sarcastic", GUARD), ("signal", "threatens", SIGNAL)], ids=["guard", "signal"]
)
def test_two_guards_or_signals_of_one_name_are_reported(knowledge: Path, kind: str, name: str, text: str) -> None:
    line = append(knowledge / f"{kind}s.yml", text)
    (fault,) = check_scoring(knowledge)
    assert (Path(fault.file).name, fault.line) == (f"{kind}s.yml", line)
    assert f'the {kind} "{name}" also stands in' in fault.what


def test_two_packs_of_one_move_are_reported(knowledge: Path) -> None:
    shutil.copy(knowledge / "moves" / "jargon.yml", knowledge / "moves" / "jargon_again.yml")
    assert any('the move "jargon" also stands in' in fault.what for fault in check_scoring(knowledge))


def test_guards_signals_and_lexicons_that_nothing_uses_are_reported(knowledge: Path) -> None:
    append(knowledge / "lexicons" / "zodiac.yml", LEXICON.replace("months", "zodiac"))
    append(knowledge / "guards.yml", GUARD.replace("sarcastic", "as_if"))
    append(knowledge / "signals.yml", SIGNAL.replace("threatens", "or_else"))
    faults = check_scoring(knowledge)
    told = {(Path(fault.file).name, fault.what) for fault in faults}
    assert told == {
        ("zodiac.yml", 'nothing uses the lexicon "zodiac"'),
        ("guards.yml", 'nothing uses the guard "as_if"'),
        ("signals.yml", 'nothing uses the signal "or_else"'),
    }
    assert all("or delete it" in fault.mend for fault in faults)


def test_lexicons_that_the_scorer_itself_needs_are_missed_when_they_are_gone(knowledge: Path) -> None:
    needed = READING_LEXICONS | frozenset().union(*DETECTOR_LEXICONS.values())
    for file in (knowledge / "lexicons").glob("*.yml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(rf"lexicon: ({'|'.join(needed)})\n", r"lexicon: \1_gone\n", text), encoding="utf-8")
    told = " ".join(fault.what for fault in check_scoring(knowledge))
    assert {name for name in needed if f'"{name}"' not in told} == set()


PHRASE = """move: jargon
dimension: two_way
helps: false
about: A made-up pack.
source: L
rules:
  - id: jargon.made-up
    about: A made-up rule.
    phrases: ["PHRASE"]
    fires: [FIRES]
    silent: [SILENT]
"""


def faults_of_phrase(knowledge: Path, phrase: str, fires: str = "a, b", silent: str = "c, d") -> list[Fault]:
    file = knowledge / "moves" / "jargon.yml"
    text = PHRASE.replace("PHRASE", phrase).replace("FIRES", fires).replace("SILENT", silent)
    file.write_text(text, encoding="utf-8")
    return [fault for fault in check_scoring(knowledge) if Path(fault.file).name == file.name]


def test_a_choice_may_end_in_any_word_but_some(knowledge: Path) -> None:
    fires, silent = "Tom sent a parcel., Did she send a parcel?", "They sent a parcel., You send a parcel."
    assert faults_of_phrase(knowledge, "(she|!(they|you|@not_names)) ~send a parcel", fires, silent) == []


def test_words_after_a_barred_word_in_a_choice_are_reported_as_they_could_not_be_barred(knowledge: Path) -> None:
    (fault,) = faults_of_phrase(knowledge, "(he|!they|you) ~send a parcel")
    assert fault.line == 9
    assert '"!they" lets through what follows it' in fault.what
    assert "!(one|other)" in fault.what


def test_a_barred_word_that_is_read_as_two_is_reported(knowledge: Path) -> None:
    (fault,) = faults_of_phrase(knowledge, "we !cannot send")
    assert 'bars one word at a time, and "cannot" is read as several' in fault.what


@pytest.mark.parametrize(
    ("phrase", "read", "mend"),
    [
        ("your right", "you are right", '"(your right)"'),
        ("(so|~be your right) then", "you are right", '"(your right)"'),
        ("(is|that 's) fine", "that is", '"that is"'),
    ],
)
def test_words_that_are_read_otherwise_side_by_side_are_reported(
    knowledge: Path, phrase: str, read: str, mend: str
) -> None:
    (fault,) = faults_of_phrase(knowledge, phrase)
    assert f'is read as "{read}"' in fault.what
    assert mend in fault.mend


def test_a_short_form_without_its_word_is_reported(knowledge: Path) -> None:
    (fault,) = faults_of_phrase(knowledge, "i ('d|'ll) bring a ladder")
    assert "write that word" in fault.what


def test_entries_of_lexicons_are_read_as_they_are_typed(knowledge: Path) -> None:
    append(knowledge / "lexicons" / "zodiac.yml", LEXICON.replace("months", "zodiac").replace("january", "was ill"))
    assert faults_of_phrase(knowledge, "she @zodiac", "She was ill in May., she was ill", "She is., Ill.") == []


CUES = """move: jargon
dimension: two_way
helps: false
about: A made-up pack.
source: L
rules:
  - id: jargon.two-of-three
    about: Two weak signs in one clause.
    cues:
      - {phrases: [ladder]}
      - {phrases: [bucket]}
      - {phrases: [rope]}
    needed: NEEDED
    fires: ["a ladder with a bucket", "bucket on a rope"]
    silent: ["a ladder", "a rope. The bucket is empty."]
"""


def test_weak_cues_fire_only_where_enough_of_them_stand_together(knowledge: Path) -> None:
    file = knowledge / "moves" / "jargon.yml"
    file.write_text(CUES.replace("NEEDED", "2"), encoding="utf-8")
    assert [fault for fault in check_scoring(knowledge) if Path(fault.file).name == file.name] == []


POINTS = (
    CUES[: CUES.index("    cues:")]
    + """    cues:
      - {phrases: [ladder], points: 2}
      - {phrases: [bucket]}
      - {where: {kind: [question]}}
      - {phrases: [borrow], where: {subject: [you]}, points: -2}
    needed: 3
    together: reply
    fires: ["A ladder, and then? Take a bucket.", "Is that a ladder?", "They borrow a ladder. Or a bucket?"]
    silent: ["A ladder.", "A ladder. A ladder.", "A bucket? A bucket?", "Is that a ladder? You may borrow it."]
"""
)


def test_cues_count_by_their_points_each_once_and_some_speak_against(knowledge: Path) -> None:
    file = knowledge / "moves" / "jargon.yml"
    file.write_text(POINTS, encoding="utf-8")
    assert [fault for fault in check_scoring(knowledge) if Path(fault.file).name == file.name] == []


def test_the_words_shown_are_those_of_the_sentence_that_says_most(knowledge: Path) -> None:
    (knowledge / "moves" / "jargon.yml").write_text(POINTS, encoding="utf-8")
    scored = Scorer(read_scoring_rules(knowledge)).score("A bucket. Is that a ladder? Thanks.", "", ["two_way"])
    assert [move.text for move in scored.moves if move.move == "jargon"] == ["Is that a ladder"]


def test_a_cue_without_points_or_words_is_reported(knowledge: Path) -> None:
    text = POINTS.replace("points: 2}", "points: 0}").replace("{where: {kind: [question]}}", "{points: 2}")
    (knowledge / "moves" / "jargon.yml").write_text(text, encoding="utf-8")
    whats = [fault.what for fault in check_scoring(knowledge)]
    assert any("makes no points" in what for what in whats)
    assert any("has nothing to look for" in what for what in whats)


def test_a_rule_that_needs_more_points_than_its_cues_make_is_reported(knowledge: Path) -> None:
    (knowledge / "moves" / "jargon.yml").write_text(CUES.replace("NEEDED", "4"), encoding="utf-8")
    assert any("needs 4 points and its cues make 3" in fault.what for fault in check_scoring(knowledge))
