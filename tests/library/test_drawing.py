"""The picture of a scenario shows every line, in its own place, and can be read by eye and by ear."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.roleplay.line import ENDS, PHASES
from bot.coaching.roleplay.scenario import Scenario
from bot.library import KNOWLEDGE
from bot.library.drawing.kinds import SIGNS, Kind, kind_of
from bot.library.drawing.layout import COLUMN, Box, bands_of, column_at, exits_of, strata_of
from bot.library.drawing.lettering import clipped, width_of, wrapped
from bot.library.drawing.picture import draw
from bot.library.scenarios import read_scenario, scenario_files

SVG = "{http://www.w3.org/2000/svg}"
FILES = [*scenario_files(KNOWLEDGE), KNOWLEDGE / "skeleton.yml"]


@pytest.fixture(params=FILES, ids=lambda file: file.stem, scope="module")
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return read_scenario(Path(request.param)).value


@pytest.fixture
def picture(scenario: Scenario) -> ElementTree.Element:
    return ElementTree.fromstring(draw(scenario))


def texts(element: ElementTree.Element) -> list[str]:
    return ["".join(text.itertext()) for text in element.iter(f"{SVG}text")]


def boxes(picture: ElementTree.Element, kind: str) -> list[Box]:
    found = [rect for rect in picture.iter(f"{SVG}rect") if rect.get("class") == kind]
    return [Box(*(float(rect.get(side, "nan")) for side in ("x", "y", "width", "height"))) for rect in found]


def apart(one: Box, other: Box) -> bool:
    return (
        one.x + one.width <= other.x + 0.2
        or other.x + other.width <= one.x + 0.2
        or one.bottom <= other.y + 0.2
        or other.bottom <= one.y + 0.2
    )


def test_every_line_has_its_card_with_all_its_words(scenario: Scenario, picture: ElementTree.Element) -> None:
    cards = {group.get("id"): group for group in picture.iter(f"{SVG}g") if group.get("id")}
    assert set(cards) == {f"{scenario.id}-{line.id}" for line in scenario.lines}
    for line in scenario.lines:
        card = cards[f"{scenario.id}-{line.id}"]
        tooltip = card.findtext(f"{SVG}title") or ""
        assert tooltip.startswith(f"{line.id} ({SIGNS[kind_of(line)].name.lower()}): {' '.join(line.says)}")
        assert texts(card)[0].rstrip("…") in line.id.replace("_", " ")


def test_no_card_lies_over_another_or_over_a_secret(picture: ElementTree.Element) -> None:
    for one, other in combinations([*boxes(picture, "card"), *boxes(picture, "secret")], 2):
        assert apart(one, other), (one, other)


def test_every_card_lies_within_the_columns_of_its_phases(scenario: Scenario) -> None:
    for band in bands_of(scenario, 0):
        for card in band.cards:
            columns = [PHASES.index(phase) for phase in card.line.phases] or [0]
            left, right = column_at(min(columns)), column_at(max(columns)) + COLUMN
            assert left <= card.box.x
            assert card.box.x + card.box.width <= right + 0.01
            assert band.y < card.box.y
            assert card.box.bottom <= band.bottom + 0.01


def test_worries_lie_in_their_layers_and_last_words_with_their_end(scenario: Scenario) -> None:
    strata = strata_of(scenario, 0)
    laid = {secret.item.id: stratum.layer for stratum in strata for secret in stratum.secrets}
    assert laid == {item.id: item.layer for item in (*scenario.worries, *scenario.facts)}
    assert [stratum.layer for stratum in strata] == sorted(set(laid.values()))
    assert [each.end for each in exits_of(scenario, 0)] == list(ENDS)
    for each in exits_of(scenario, 0):
        assert {card.line.closes for card in each.cards} == {each.end}


def test_no_words_run_out_of_their_card(scenario: Scenario, picture: ElementTree.Element) -> None:
    for group in picture.iter(f"{SVG}g"):
        if not group.get("id"):
            continue
        box = boxes(group, "card")[0]
        for text in group.iter(f"{SVG}text"):
            size, bold = {"id": (12, True), "says": (12.5, False), "occasion": (11, False)}[text.get("class", "")]
            width, x = width_of(text.text or "", size, bold), float(text.get("x", "nan"))
            left, right = (x - width, x) if text.get("text-anchor") == "end" else (x, x + width)
            assert box.x <= left
            assert right <= box.x + box.width
            assert box.y < float(text.get("y", "nan")) < box.bottom


def test_it_has_a_title_a_description_and_a_legend_and_fetches_nothing(
    scenario: Scenario, picture: ElementTree.Element
) -> None:
    assert picture.get("role") == "img"
    named = {element.get("id"): element.text for element in (*picture.iter(f"{SVG}title"), *picture.iter(f"{SVG}desc"))}
    labels = (picture.get("aria-labelledby") or "").split()
    assert scenario.title in (named[labels[0]] or "")
    assert scenario.parent.name in (named[labels[1]] or "")
    shown = texts(picture)
    for kind in get_args(Kind):
        assert any(text.startswith(f"{SIGNS[kind].name}: {SIGNS[kind].about}") for text in shown)
    assert {phase.capitalize() for phase in PHASES} <= set(shown)
    style = picture.findtext(f"{SVG}style") or ""
    assert "prefers-color-scheme: dark" in style
    assert "url(" not in style
    assert "@import" not in style
    assert not any(element.tag.rpartition("}")[2] in ("image", "script", "use") for element in picture.iter())


def test_every_kind_has_a_sign_of_its_own() -> None:
    assert set(SIGNS) == set(get_args(Kind))
    assert len({sign.path for sign in SIGNS.values()}) == len(SIGNS)


def test_the_same_scenario_gives_the_same_picture(scenario: Scenario) -> None:
    assert draw(scenario) == draw(scenario)


@given(st.text(alphabet="abc WIm.,", max_size=200), st.integers(30, 300), st.integers(1, 4))
def test_words_are_wrapped_into_the_room_there_is(text: str, room: int, lines: int) -> None:
    rows = wrapped(text, room, 12, lines)
    assert len(rows) <= lines
    assert all(width_of(row, 12) <= room for row in rows)
    assert "".join(" ".join(rows).split()).rstrip("….,") in "".join(text.split()) or any("…" in row for row in rows)


def test_what_fits_is_left_as_it_is() -> None:
    assert clipped("A short row", 200, 12) == "A short row"
    assert clipped("A row that is far too long for this", 100, 12).endswith("…")
