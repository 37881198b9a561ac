"""The practice room in a page of somebody else, on another origin, under that page's own rules."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from bot.settings import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.rasa]

DESK = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=375, height=740)
ANSWERED = 20_000

ADDRESS = "https://alongside.college.example"
EXAMPLE = (ROOT / "docs/widget/example.html").read_text(encoding="utf-8")
KIND = "I am so sorry, we should have rung you at once. How is he now?"

RUDE = """
  html { font-size: 40px; direction: rtl; }
  * { font-family: monospace; color: yellow; text-transform: uppercase; letter-spacing: 5px; }
  body * { position: static; z-index: 0; opacity: 0.4; }
  button, a, p, div, section, main { background: red; border: 9px solid lime; font-size: 50px; padding: 30px; }
  dialog, alongside-widget { display: none; }
"""


class _Pages(BaseHTTPRequestHandler):
    """Serves pages from a dictionary: path to (content, Content-Security-Policy or None)."""

    def __init__(self, pages: dict[str, tuple[str, str | None]], *args: object) -> None:
        self.pages = pages
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        content, policy = self.pages.get(self.path, ("", None))
        self.send_response(200 if content else 204)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if policy:
            self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(content.encode())

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


class College:
    """A web site of a college, on an origin of its own."""

    def __init__(self, product: str) -> None:
        self.product = product
        self._pages: dict[str, tuple[str, str | None]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Pages, self._pages))
        self.address = f"http://localhost:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    def page(self, content: str, policy: str | None = None) -> str:
        """Put a page on the site, with the product's address in it; its address."""
        path = f"/{len(self._pages) + 1}"
        self._pages[path] = (content.replace(ADDRESS, self.product), policy and policy.replace(ADDRESS, self.product))
        return self.address + path

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def college(served: str) -> Iterator[College]:
    site = College(served)
    yield site
    site.close()


@pytest.fixture
def look_at(browser: Browser, college: College) -> Iterator[Callable[..., Page]]:
    """Open a page of the college. Afterwards: nothing asked of third parties, and no complaint but what is expected."""
    contexts = []
    asked: list[str] = []
    complaints: list[str] = []

    def look(address: str, size: ViewportSize = DESK, *, faults: bool = False, **options: str) -> Page:
        context = browser.new_context(viewport=size, reduced_motion="reduce", locale="en-GB", **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(ANSWERED)
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if not faults:
            page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.goto(address)
        return page

    yield look
    for context in contexts:
        context.close()
    known = {urlsplit(college.address).netloc, urlsplit(college.product).netloc}
    assert {urlsplit(url).netloc for url in asked} <= known, "a third party was asked for something"
    assert complaints == []


def open_panel(page: Page) -> None:
    page.get_by_role("button", name="Practise with a parent").click()
    expect(page.get_by_role("dialog", name="Alongside")).to_be_visible()
    expect(page.get_by_role("heading", level=1, name="An angry parent")).to_be_visible()


def talk(page: Page) -> None:
    page.get_by_role("button", name="Start the conversation").click()
    expect(page.locator(".entry.parent").first).to_be_visible(timeout=ANSWERED)
    page.get_by_role("textbox").fill(KIND)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".entry.parent")).to_have_count(2, timeout=ANSWERED)


STRICT = f"default-src 'none'; script-src {ADDRESS}; connect-src {ADDRESS}"


@pytest.mark.parametrize("size", [pytest.param(DESK, id="desk"), pytest.param(PHONE, id="phone")])
def test_a_trainee_practises_in_a_page_with_the_strictest_policy(
    college: College, look_at: Callable[..., Page], accessible: Callable[[Page], None], size: ViewportSize
) -> None:
    page = look_at(college.page(EXAMPLE, STRICT), size)
    accessible(page)
    open_panel(page)
    accessible(page)
    talk(page)
    accessible(page)
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("dialog").get_by_role("button", name="Finish").last.click()
    expect(page.get_by_role("heading", name="The whole conversation")).to_be_visible()
    accessible(page)
    assert page.url.startswith(college.address), "the page around stays where it was"


def test_nothing_is_fetched_before_somebody_turns_to_the_button(college: College, look_at: Callable[..., Page]) -> None:
    page = look_at(college.page(EXAMPLE))
    expect(page.get_by_role("button", name="Practise with a parent")).to_be_visible()
    page.wait_for_load_state("networkidle")

    def fetched() -> list[str]:
        urls = page.evaluate("() => performance.getEntriesByType('resource').map((entry) => entry.name)")
        return [urlsplit(url).path for url in urls if url.startswith(college.product)]

    assert fetched() == ["/widget.js"]
    open_panel(page)
    assert any("alongside-chat.js" in path for path in fetched())


def test_the_keyboard_opens_and_leaves_the_panel_and_comes_back_to_the_button(
    college: College, look_at: Callable[..., Page]
) -> None:
    page = look_at(college.page(EXAMPLE))
    focused = "() => document.activeElement.shadowRoot?.activeElement?.className"
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate(focused) == "launcher"
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="Alongside")
    expect(panel).to_be_visible()
    assert panel.evaluate("(panel) => panel.matches(':focus-within, :focus')")
    expect(page.get_by_role("heading", level=1, name="An angry parent")).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert page.evaluate(focused) == "launcher"
    expect(page.get_by_role("button", name="Practise with a parent")).to_have_attribute("aria-expanded", "false")


def test_a_question_in_the_panel_is_left_with_escape_and_the_panel_stays(
    college: College, look_at: Callable[..., Page]
) -> None:
    page = look_at(college.page(EXAMPLE))
    open_panel(page)
    talk(page)
    page.get_by_role("button", name="Finish").click()
    question = page.locator("alongside-chat dialog[open]")
    expect(question).to_be_visible()
    page.keyboard.press("Escape")
    expect(question).to_have_count(0)
    expect(page.get_by_role("dialog", name="Alongside")).to_be_visible()


def test_on_a_phone_the_panel_takes_the_screen_and_the_page_behind_is_out_of_reach(
    college: College, look_at: Callable[..., Page]
) -> None:
    page = look_at(college.page(EXAMPLE), PHONE)
    open_panel(page)
    box = page.get_by_role("dialog", name="Alongside").bounding_box()
    assert box == {"x": 0, "y": 0, "width": PHONE["width"], "height": PHONE["height"]}
    for _ in range(40):
        page.keyboard.press("Tab")
        assert not page.evaluate("() => document.querySelector('main').contains(document.activeElement)")
    page.get_by_role("button", name="Close", exact=True).click()
    page.get_by_role("link", name="Reader").click()


def test_the_panel_can_be_made_larger_for_reading(college: College, look_at: Callable[..., Page]) -> None:
    page = look_at(college.page(EXAMPLE))
    open_panel(page)
    panel = page.get_by_role("dialog", name="Alongside")
    small = panel.bounding_box()
    page.get_by_role("button", name="Larger").click()
    large = panel.bounding_box()
    assert small is not None
    assert large is not None
    assert small["width"] < 500 < 1000 < large["width"]
    page.get_by_role("button", name="Smaller").click()
    assert panel.bounding_box() == small
    expect(page.get_by_role("heading", level=1, name="An angry parent")).to_be_visible()


def test_the_page_s_styles_stay_outside_and_the_widget_s_inside(college: College, look_at: Callable[..., Page]) -> None:
    rude = EXAMPLE.replace("</head>", f"<style>{RUDE}</style></head>").replace('lang="en-GB"', 'lang="en-GB" dir="rtl"')
    looks = """() => {
      const seen = [];
      const look = (root) => root.querySelectorAll('*').forEach((node) => {
        const style = getComputedStyle(node), box = node.getBoundingClientRect();
        if (box.width) seen.push([node.tagName, node.className.baseVal ?? node.className, style.color, style.fontFamily,
          style.fontSize, style.backgroundColor, style.textTransform, style.letterSpacing, style.direction,
          Math.round(box.left), Math.round(box.width), Math.round(box.height)].join(' '));
        if (node.shadowRoot) look(node.shadowRoot);
      });
      look(document.querySelector('alongside-widget').shadowRoot);
      return seen;
    }"""
    own = "() => [...document.querySelectorAll('main *')].map((node) => getComputedStyle(node).cssText)"
    seen = {}
    for name, content in (("plain", EXAMPLE), ("rude", rude)):
        page = look_at(college.page(content))
        before = page.evaluate(own)
        open_panel(page)
        page.locator("alongside-chat .content:not([aria-busy])").wait_for()
        assert page.evaluate(own) == before, "the page looks as it did"
        seen[name] = page.evaluate(looks)
        page.close()
    assert len(seen["plain"]) > 50
    assert seen["rude"] == seen["plain"]


def test_the_page_gets_one_name_and_a_second_script_does_no_harm(
    college: College, look_at: Callable[..., Page]
) -> None:
    names = "() => Object.getOwnPropertyNames(window)"
    without = set(look_at(college.page(re.sub(r"<script.*</script>", "", EXAMPLE))).evaluate(names))
    twice = look_at(college.page(EXAMPLE.replace("</body>", f'<script src="{ADDRESS}/widget.js"></script></body>')))
    expect(twice.locator("alongside-widget")).to_have_count(1)
    open_panel(twice)
    # Numbers are frames; the rest is what the browser itself adds in time.
    assert {name for name in set(twice.evaluate(names)) - without if not name.isdigit()} == {"Alongside"}
    twice.evaluate("() => Alongside.close()")
    expect(twice.get_by_role("dialog")).to_be_hidden()
    twice.evaluate("() => Alongside.open()")
    expect(twice.get_by_role("dialog", name="Alongside")).to_be_visible()


def test_the_options_are_heard(college: College, look_at: Callable[..., Page]) -> None:
    options = (
        'data-scenario="poverty" data-language="nl" data-accent="#ffcc00" data-position="left" data-scheme="dark" '
        'data-label="Even oefenen" data-open'
    )
    page = look_at(college.page(EXAMPLE.replace('data-scenario="angry_parent"', options)))
    button = page.get_by_role("button", name="Even oefenen")
    expect(button).to_have_css("background-color", "rgb(255, 204, 0)")
    expect(button).to_have_css("color", "rgb(0, 0, 0)")
    box = button.bounding_box()
    assert box is not None
    assert box["x"] < 100
    assert box["height"] >= 44
    expect(page.get_by_role("dialog", name="Alongside: oefen")).to_be_visible()
    expect(page.locator("alongside-chat .journey")).to_have_attribute("lang", "nl")
    assert page.evaluate("() => document.activeElement === document.body"), "what opens by itself takes no focus"
    page.get_by_role("button", name="Sluiten", exact=True).first.click()
    page.reload()
    expect(button).to_be_visible()
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_the_documentation_tells_every_option_and_no_other() -> None:
    script = (ROOT / "bot/web/static/widget.js").read_text(encoding="utf-8")
    read = re.search(r"const \{([^}]+)\} = script\.dataset;", script)
    assert read is not None
    told = re.findall(r"^\| `data-(\w+)`", (ROOT / "docs/widget.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert {name.strip() for name in read[1].split(",")} == set(told)


@pytest.mark.parametrize(
    "policy",
    [
        pytest.param(f"default-src 'none'; script-src {ADDRESS}/widget.js; connect-src {ADDRESS}", id="scripts"),
        pytest.param(f"default-src 'none'; script-src {ADDRESS}; connect-src 'none'", id="interface"),
    ],
)
def test_a_policy_that_forbids_it_is_explained_to_whoever_builds_the_page(
    college: College, look_at: Callable[..., Page], policy: str
) -> None:
    page = look_at(college.page(EXAMPLE, policy), faults=True)
    told: list[str] = []
    page.on("console", lambda said: told.append(said.text))
    page.get_by_role("button", name="Practise with a parent").click()
    expect(page.get_by_role("alert")).to_contain_text("could not be loaded")
    expect(page.get_by_role("link", name="Open it in a page of its own")).to_have_attribute(
        "href", f"{college.product}/"
    )
    assert any("ALONGSIDE_EMBED_ORIGINS" in text and "connect-src" in text for text in told)


def test_the_element_stands_in_a_page_by_itself(college: College, look_at: Callable[..., Page]) -> None:
    page = look_at(
        college.page(
            '<!doctype html><html lang="en"><title>Practice</title><h1>Practice</h1>'
            f'<script type="module" src="{ADDRESS}/static/alongside-chat.js"></script>'
            '<alongside-chat scenario="angry_parent"></alongside-chat></html>'
        )
    )
    expect(page.get_by_role("heading", name="An angry parent")).to_be_visible()
    talk(page)
