"""A person who edits a knowledge file is told everything that is wrong with it, and where."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from bot.library.documents import read_document
from bot.library.faults import KnowledgeError


class Dish(Struct, forbid_unknown_fields=True):
    name: str
    spicy: bool = False


class Menu(Struct, forbid_unknown_fields=True):
    title: str
    dishes: tuple[Dish, ...]


def written(folder: Path, text: str) -> Path:
    file = folder / "menu.yml"
    file.write_text(text, encoding="utf-8")
    return file


def faults_of(folder: Path, text: str) -> list[str]:
    with pytest.raises(KnowledgeError) as caught:
        read_document(written(folder, text), Menu)
    return [f"{fault.line}: {fault.what}" for fault in caught.value.faults]


def test_a_good_file_gives_its_value_and_the_lines_of_its_parts(tmp_path: Path) -> None:
    menu = read_document(written(tmp_path, "title: Lunch\ndishes:\n  - name: Soup\n  - name: Pie\n"), Menu)
    assert [dish.name for dish in menu.value.dishes] == ["Soup", "Pie"]
    assert menu.line_of("dishes", 1, "name") == 4
    assert menu.fault(("dishes", 1), "too heavy").line == 4


def test_all_faults_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    text = "titel: Lunch\ndishes:\n  - name: no\n  - nam: Pie\n    spicy: 3\n"
    assert faults_of(tmp_path, text) == [
        '1: "titel" is not a field here',
        '1: "title" is missing',
        "3: words are expected here, and YAML reads False",
        '4: "nam" is not a field here',
        '4: "name" is missing',
        "5: expected `bool`, got `int`",
    ]


def test_a_misspelt_field_is_told_with_the_nearest_right_one(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r'Did you mean "title"\?'):
        read_document(written(tmp_path, "titel: Lunch\ndishes: []\n"), Menu)


def test_a_key_given_twice_is_a_fault_and_not_silently_the_last_one(tmp_path: Path) -> None:
    assert faults_of(tmp_path, "title: a\ntitle: b\ndishes: []\n") == ['2: "title" is given twice']


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85"])
def test_a_line_break_that_no_editor_shows_is_told_and_does_not_shift_the_lines(tmp_path: Path, sign: str) -> None:
    text = f"title: Our{sign}lunch\ndishes:\n  - nam: Pie\n"
    unseen = f"1: there is a line break that editors do not show (U+{ord(sign):04X})"
    assert faults_of(tmp_path, text) == [unseen, '3: "nam" is not a field here', '3: "name" is missing']
    assert faults_of(tmp_path, f"{text}  - name: [")[0] == unseen


@pytest.mark.parametrize("text", ["title: [", "title: 'a\n", "\t- x", "a: b: c"])
def test_broken_yaml_is_told_with_its_line(tmp_path: Path, text: str) -> None:
    assert len(faults_of(tmp_path, text)) == 1


def test_a_missing_file_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="cannot be read"):
        read_document(tmp_path / "nothing.yml", Menu)


texts = st.text(alphabet=st.characters(exclude_categories=("C", "Z"), include_characters=" \n"))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts | st.dates(),
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
    max_leaves=12,
)


def read_as(text: str, folder: Path) -> Any:
    return read_document(written(folder, text), Any).value


@given(value=st.dictionaries(texts | st.integers(), values))
def test_a_file_is_read_as_yaml_says(value: dict[Any, Any]) -> None:
    with TemporaryDirectory() as folder:
        text = yaml.safe_dump(value, allow_unicode=True)
        assert read_as(text, Path(folder)) == yaml.safe_load(text)


@pytest.mark.parametrize(
    "text",
    [
        "a: &one {x: 1}\nb: {<<: *one, y: 2}\n",
        "- &word hello\n- *word\n",
        "a: !!set {x, y}\nb: !!str 3\nc: 2020-01-01\n",
        "yes: 1\n2: two\nnull: nothing\n",
    ],
)
def test_references_tags_and_keys_that_are_no_words_are_read_as_yaml_says(tmp_path: Path, text: str) -> None:
    assert read_as(text, tmp_path) == yaml.safe_load(text)
