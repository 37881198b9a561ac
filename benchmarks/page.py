"""Measures how long a trainee waits: for the parent's first words, and for the answer to each reply.

    make bench-page                                   starts the product, measures, prints a table
    .venv/bin/python benchmarks/page.py --visits 15   more visits

Everything runs on this machine at once: the product, Rasa, the browser. Each visit is a new browser with nothing
cached. The time that a parent spends typing is left out, as for somebody who asked for less movement. Beside each time
of the page stands that of the same request without a page, and their ratio: what the page adds.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parents[1]

import typer  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

FIRST_WORDS = 1_000.0
"""Milliseconds from the page's request to the parent's first line, at most, at the median."""
ANSWER = 150.0
"""Milliseconds from sending to the parent's answer, at most, at the median."""
SCENARIO = "angry_parent"
REPLIES = (
    "I'm so sorry that nobody rang you. That must have been a shock. What happened when Joey came home?",
    "You're right, we should have rung you that same hour.",
    "How has he been since?",
    "What worries you most about it?",
    "I can't talk about another child with you. What I can do is tell you by Thursday what we changed.",
)

WATCH = """() => {
  const find = (root, selector, found = []) => {
    found.push(...root.querySelectorAll(selector));
    for (const node of root.querySelectorAll('*')) if (node.shadowRoot) find(node.shadowRoot, selector, found);
    return found;
  };
  window.until = (selector, count) => new Promise((resolve, reject) => {
    const late = performance.now() + 30000;
    const look = () => {
      const found = find(document, selector);
      if (found.length >= count) resolve({node: found[count - 1], at: performance.now()});
      else if (performance.now() > late) reject(new Error(`${selector} never came`));
      else setTimeout(look, 4);
    };
    look();
  });
}"""

OPEN = """async () => {
  const {node} = await until('form button[type=submit]:not(.send)', 1);
  node.click();
  return (await until('.entry.parent .bubble', 1)).at;
}"""

SEND = """async ([text, count]) => {
  const {node: box} = await until('textarea', 1);
  await until('.send:not([aria-disabled=true])', 1);
  box.value = text;
  const began = performance.now();
  box.form.requestSubmit();
  return (await until('.entry.parent', count)).at - began;
}"""


@contextmanager
def served() -> Iterator[str]:
    """The product, started for this; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as data:
        environment = os.environ | {"ALONGSIDE_DATA_DIR": data, "ALONGSIDE_PORT": str(port)}
        serve = subprocess.Popen(
            [sys.executable, "-c", "from bot.cli import main; main()", "serve"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert serve.stdout is not None
            if not any("Ready: " in line for line in serve.stdout):
                raise SystemExit("The product did not start; the lines above say why.")
            yield f"http://127.0.0.1:{port}"
        finally:
            serve.send_signal(signal.SIGINT)
            serve.wait(60)


def asked(address: str, path: str, body: dict[str, Any], token: str | None = None) -> tuple[dict[str, Any], float]:
    """The answer to a request without a page, and how long it took in milliseconds."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    request = Request(f"{address}/api{path}", json.dumps(body).encode(), headers)
    began = time.perf_counter()
    with urlopen(request) as answer:
        content = json.load(answer)
    return content, (time.perf_counter() - began) * 1000


def without_page(address: str) -> tuple[float, list[float]]:
    """Opening a session, and each of its replies, without a page."""
    opened, first = asked(address, "/sessions", {"scenario": SCENARIO})
    path = f"/sessions/{opened['session']}/replies"
    return first, [asked(address, path, {"text": text}, opened["token"])[1] for text in REPLIES]


def with_page(browser: Browser, address: str) -> tuple[float, list[float]]:
    """The same in a browser that has never been here."""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.add_init_script(f"({WATCH})()")
    page.goto(f"{address}/#/briefing/{SCENARIO}", wait_until="commit")
    first = float(page.evaluate(OPEN))
    answers = [float(page.evaluate(SEND, [text, number])) for number, text in enumerate(REPLIES, start=2)]
    context.close()
    return first, answers


def spread(values: Sequence[float]) -> str:
    """The middle half of the values."""
    low, _, high = statistics.quantiles(values, n=4)
    return f"{low:.0f}–{high:.0f}"


def main(visits: Annotated[int, typer.Option(min=2, help="So many visits, and talks without a page.")] = 8) -> None:
    """Measure, print, and exit with 1 if a target is missed."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("There is no Chromium here: install Debian's package chromium.")
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with_page(browser, address)  # the first visit ever warms the server up
        seen, bare = [], []
        for _ in range(visits):  # by turns, so that a busy moment of the machine meets both
            seen.append(with_page(browser, address))
            bare.append(without_page(address))
        browser.close()
    table = Table("", "with the page, ms", "middle half", "without, ms", "ratio", "target, ms")
    missed = False
    for what, target, page, alone in (
        ("the parent's first words", FIRST_WORDS, [one for one, _ in seen], [one for one, _ in bare]),
        (
            "the answer to a reply",
            ANSWER,
            [one for _, all in seen for one in all],
            [one for _, all in bare for one in all],
        ),
    ):
        median, beside = statistics.median(page), statistics.median(alone)
        missed |= median > target
        table.add_row(what, f"{median:.0f}", spread(page), f"{beside:.0f}", f"{median / beside:.2f}", f"≤ {target:.0f}")
    Console().print(table)
    raise SystemExit(1 if missed else 0)


if __name__ == "__main__":
    typer.run(main)
