"""The page on any screen, in any light, on paper, and with its words complete."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from bot.coaching.codebook import HELPING, MOVES
from bot.coaching.roleplay.line import ENDS, PHASES

pytestmark = [pytest.mark.browser, pytest.mark.rasa]

KIND = "I am so sorry, we should have rung you at once. How is he now?"

NARROW = ViewportSize(width=320, height=640)
ZOOMED = ViewportSize(width=320, height=256)
"""A desktop of 1280 × 1024 at 400 %."""


@pytest.mark.parametrize("size", [pytest.param(NARROW, id="narrow"), pytest.param(ZOOMED, id="zoomed")])
def test_nothing_needs_sideways_scrolling(
    visit: Callable[..., Page],
    begin: Callable[..., None],
    reply: Callable[[Page, str], None],
    size: ViewportSize,
) -> None:
    page = visit(size)

    def fits() -> bool:
        return bool(page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"))

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert fits()
    begin(page)
    reply(page, KIND)
    assert fits()
    page.get_by_role("textbox").scroll_into_view_if_needed()
    expect(page.get_by_role("textbox")).to_be_in_viewport()
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("dialog").get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", name="Who did the talking")).to_be_visible()
    assert fits()


def test_the_dark_page_is_as_readable(
    visit: Callable[..., Page],
    begin: Callable[..., None],
    reply: Callable[[Page, str], None],
    accessible: Callable[[Page], None],
) -> None:
    page = visit(dark=True)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    accessible(page)
    begin(page)
    reply(page, KIND)
    reply(page, "Calm down, you need to let us handle this.")
    accessible(page)
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("dialog").get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", name="Who did the talking")).to_be_visible()
    accessible(page)


def test_targets_are_large_enough_to_hit(visit: Callable[..., Page], begin: Callable[..., None]) -> None:
    page = visit(ViewportSize(width=375, height=812))
    begin(page)
    for control in page.locator("button:visible, summary:visible, a:visible").all():
        box = control.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24, control.inner_text()


def test_the_parent_takes_a_moment_but_not_with_reduced_motion(
    visit: Callable[..., Page], begin: Callable[..., None]
) -> None:
    lively = visit(still=False)
    begin(lively)
    lively.get_by_role("textbox").fill(KIND)
    lively.keyboard.press("Enter")
    expect(lively.get_by_text("is about to answer")).to_be_visible()
    still = visit(still=True)
    begin(still)
    still.evaluate(
        """() => {
          const shown = document.querySelector('alongside-chat').shadowRoot.querySelector('.thinking');
          window.thought = false;
          new MutationObserver(() => { window.thought ||= shown.textContent.includes('about to answer'); })
            .observe(shown, {childList: true, subtree: true, attributes: true});
        }"""
    )
    still.get_by_role("textbox").fill(KIND)
    still.keyboard.press("Enter")
    expect(still.locator(".entry.parent")).to_have_count(2)
    assert still.evaluate("() => window.thought") is False


def test_on_paper_everything_is_open_and_nothing_is_to_be_clicked(
    visit: Callable[..., Page], begin: Callable[..., None], reply: Callable[[Page, str], None]
) -> None:
    page = visit(ViewportSize(width=375, height=812))
    begin(page)
    reply(page, KIND)
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("dialog").get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", name="The whole conversation")).to_be_visible()
    folded = page.locator(".report details:not([open])")
    before = folded.count()
    page.evaluate(
        """() => {
          const shadow = document.querySelector('alongside-chat').shadowRoot;
          window.addEventListener('beforeprint', () => {
            window.foldedOnPaper = shadow.querySelectorAll('.report details:not([open])').length;
          });
        }"""
    )
    printed = page.pdf(format="A4")
    assert printed.startswith(b"%PDF")
    assert printed.count(b"/Type /Page\n") >= 3
    assert page.evaluate("() => window.foldedOnPaper") == 0
    expect(folded).to_have_count(before)

    page.emulate_media(media="print")
    assert [button for button in page.get_by_role("button").all() if button.is_visible()] == []
    for shown in ("table", ".transcript .said", ".transcript .comment", ".averages", ".course-picture"):
        expect(page.locator(f".report {shown}").first).to_be_visible()
    for left_out in (".top-bar", ".contents", ".keeping", ".sure-form"):
        expect(page.locator(left_out)).to_be_hidden()


def test_in_forced_colours_the_picture_keeps_its_lines_and_marks(
    visit: Callable[..., Page], begin: Callable[..., None], reply: Callable[[Page, str], None]
) -> None:
    page = visit()
    page.emulate_media(forced_colors="active")
    begin(page)
    reply(page, KIND)
    reply(page, "Calm down, you need to let us handle this.")
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("dialog").get_by_role("button", name="Finish").click()
    expect(page.locator(".course-picture")).to_be_visible()

    def colour(selector: str, of: str) -> str:
        asked = "(node, of) => getComputedStyle(node)[of]"
        return str(page.locator(f".course-picture {selector}").first.evaluate(asked, of))

    paper = colour(".stack .pip:not(.full)", "backgroundColor")
    for selector, of in ((".curve", "stroke"), (".plot > .dot", "backgroundColor"), (".pip.full", "backgroundColor")):
        assert colour(selector, of) not in (paper, "rgba(0, 0, 0, 0)", "none"), selector


def test_the_page_has_a_word_for_everything_the_coach_can_find(visit: Callable[..., Page]) -> None:
    page = visit()
    known = page.evaluate(
        """async () => {
          const { texts } = await import('/static/texts/en.js');
          const { helps } = await import('/static/chat/moves.js');
          const moves = Object.keys(texts.moves);
          const [ends, phases] = [Object.keys(texts.ends), Object.keys(texts.report.phases)];
          return {moves, helping: moves.filter(helps), ends, phases};
        }"""
    )
    assert set(known["moves"]) == set(MOVES)
    assert set(known["helping"]) == set(HELPING)
    assert set(ENDS) <= set(known["ends"])
    assert set(known["phases"]) == set(PHASES)


def test_marked_words_are_right_behind_an_emoji(visit: Callable[..., Page]) -> None:
    """The server counts characters, the browser counts otherwise; both must mean the same words."""
    page = visit()
    marked = page.evaluate(
        """async () => {
          const home = document.querySelector('script[type=module]').src;
          const { speak } = await import(new URL('texts.js', home));
          const { highlighted } = await import(new URL('chat/highlight.js', home));
          await speak('en');
          const text = '\\u{1f642}\\u{1f642} How is he?';
          const place = document.createElement('p');
          place.append(...highlighted(text, [{move: 'open_question', start: 3, end: 13, text: 'How is he?'}]));
          return [...place.querySelectorAll('mark')].map((mark) => mark.textContent);
        }"""
    )
    assert marked == ["How is he?"]
