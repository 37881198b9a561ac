"""Whatever an author writes under `face:` is drawn, in every mood, without anything that could clash on the page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from bot.coaching.roleplay.face import AgeLines, Beard, Colour, Covering, Detail, Face, Hair, HairColour, Shape, Top
from bot.library import KNOWLEDGE
from bot.library.scenarios import read_scenarios

STATIC = Path(__file__).parents[2] / "bot" / "web" / "static"
DRAWING = (STATIC / "chat" / "face.js").read_text("utf-8")
COLOURS = (STATIC / "styles" / "face.css").read_text("utf-8")
MOODS = re.findall(
    r'return (?:trust >= \d \? )?"(\w+)"(?: : "(\w+)")?', (STATIC / "chat" / "mood.js").read_text("utf-8")
)


def table(name: str) -> set[str]:
    """The keys of a table of the drawing."""
    body = re.search(rf"^const {name} = {{(.*?)}};$", DRAWING, re.DOTALL | re.MULTILINE)
    assert body, name
    return set(re.findall(r"(?:^\s*|[{,] )(\w+): [\[{]", body[1], re.MULTILINE))


@pytest.mark.parametrize(
    ("name", "words"),
    [("SHAPES", Shape), ("HAIR", Hair), ("COVERINGS", Covering), ("TOPS", Top)],
)
def test_every_look_has_a_drawing(name: str, words: object) -> None:
    assert table(name) == set(get_args(words))


def test_every_detail_beard_and_age_is_drawn() -> None:
    assert table("DETAILS") | {"pencil"} == set(get_args(Detail))
    quoted = set(re.findall(r'"(\w+)"', DRAWING))
    assert set(get_args(Beard)) - {"stubble"} <= quoted
    assert ".face .stubble" in COLOURS
    assert set(get_args(AgeLines)) - {"young"} <= quoted, "a young face has no lines"


def test_every_mood_is_drawn() -> None:
    moods = {mood for pair in MOODS for mood in pair if mood}
    assert len(moods) == 10
    assert table("MOODS") == moods


def test_every_colour_of_skin_hair_and_clothes_is_there_once() -> None:
    named = re.findall(r"^\.(\w+-\w+) {", COLOURS, re.MULTILINE)
    assert sorted(named) == sorted(
        [f"skin-{tone}" for tone in range(1, 7)]
        + [f"hair-{colour}" for colour in get_args(HairColour)]
        + [f"{part}-{colour}" for part in ("top", "second") for colour in get_args(Colour)]
    )


def test_many_faces_can_stand_on_one_strict_page() -> None:
    assert not re.search(r"\b(id|style|href)\b[:=]", DRAWING), "no ids to clash, no styles that a strict page refuses"
    assert "http" not in DRAWING + COLOURS


def test_everybody_in_the_scenarios_was_given_a_face() -> None:
    plain = Face()
    for scenario in read_scenarios(KNOWLEDGE).values():
        assert scenario.parent.face != plain, scenario.parent.name
        assert all(voice.face != plain for voice in scenario.voices), scenario.id
