"""Says hostile things to the whole running bot, and looks how it answers.

    make fuzz-replies                            20,000 replies, some two hours on a small machine
    make fuzz-replies ARGS="--replies 2000"      fewer
    make fuzz-replies ARGS="--begin 8000"        goes on where an earlier run was stopped

Whatever is said must be answered in words, or refused in words that say what to do; it must come back as it was typed;
and the talk must go on. The same numbers are the same replies, so what is found can be looked at again.
"""

from __future__ import annotations

import json
import random
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import httpx
import typer
from rich.console import Console

from benchmarks.running import alongside
from bot.library import KNOWLEDGE
from tests.fuzz.naughty import hostile_reply

TALK = 10
"""Replies in one conversation."""
SLOW = 1.0
"""Seconds that no answer should take."""
PATIENCE = 60.0
"""Seconds after which it is silence."""
LONGEST = 4_000
SCENARIOS = sorted(file.stem for file in (KNOWLEDGE / "scenarios").glob("*.yml"))

Verdict = Literal["answered", "refused in words", "5xx", "silent"]
VERDICTS: tuple[Verdict, ...] = ("answered", "refused in words", "5xx", "silent")


class Outcome(NamedTuple):
    """How one reply was answered."""

    number: int
    verdict: Verdict
    seconds: float
    wrong: str | None
    """What should not be, in words."""


def talk(web: httpx.Client, numbers: Iterable[int]) -> Iterator[Outcome]:
    """Say the replies of those numbers one after the other, in a conversation, or several if it ends early."""
    session: _Session | None = None
    for number in numbers:
        if session is None:
            session = _Session(web, number)
        outcome = session.say(number)
        if session.over:
            session = None
        yield outcome if outcome.wrong or session is None else outcome._replace(wrong=session.kept())


class _Session:
    def __init__(self, web: httpx.Client, number: int) -> None:
        chance = random.Random(f"talk {number}")
        # Now and then the words are for the coach: no role-play has begun.
        wishes = {"scenario": chance.choice(SCENARIOS), "seed": number} if chance.random() < 0.85 else {}
        wishes["coaching"] = chance.choice(("live", "live", "request", "end"))
        opened = web.post("/api/sessions", json=wishes)
        opened.raise_for_status()
        self._web, self._path = web, f"/api/sessions/{opened.json()['session']}"
        self._headers = {"Authorization": f"Bearer {opened.json()['token']}", "Content-Type": "application/json"}
        self._said: list[str] = []
        self._begun = opened.json()["playing"]
        self.over = False

    def say(self, number: int) -> Outcome:
        """Say it, as an escaped or a plain text, and judge the answer."""
        text = hostile_reply(number)
        escaped = number % 2 == 0
        body = json.dumps({"text": text, "client_id": f"number-{number}"}, ensure_ascii=escaped)
        began = time.perf_counter()
        try:
            content = body.encode("utf-8", "surrogatepass")
            response = self._web.post(f"{self._path}/replies", content=content, headers=self._headers)
        except httpx.HTTPError as error:
            self.over = True
            return Outcome(number, "silent", time.perf_counter() - began, f"no answer at all: {error!r}")
        verdict, wrong = self._judged(text, response)
        return Outcome(number, verdict, time.perf_counter() - began, wrong)

    def _judged(self, text: str, response: httpx.Response) -> tuple[Verdict, str | None]:
        if response.status_code >= 500:
            return "5xx", f"{response.status_code}: {response.text[:200]}"
        try:
            answer = response.json()
        except ValueError:
            return "silent", f"{response.status_code} without JSON: {response.text[:200]}"
        if response.status_code != 200:
            return _refused(text, response.status_code, answer)
        self._said.append(answer["reply"])
        # Words such as "finish" end it too.
        self.over = answer["ended"] is not None or (self._begun and not answer["playing"])
        if not answer["messages"] or not all(message["text"].strip() for message in answer["messages"]):
            return "silent", "an answer without words"
        return "answered", _not_as_typed(text, answer)

    def kept(self) -> str | None:
        """What is wrong with the conversation as a reloaded page gets it; a pause ends here."""
        shown = self._web.get(self._path, headers=self._headers)
        if shown.status_code != 200:
            return f"the conversation cannot be shown again: {shown.status_code}"
        own = [message["text"] for message in shown.json()["messages"] if message["speaker"] == "teacher"]
        own += [earlier["reply"] for earlier in shown.json()["earlier"]]  # Words such as "retry" take one back.
        if shown.json()["paused"]:
            self._web.post(f"{self._path}/resume", headers=self._headers).raise_for_status()
        return None if sorted(own) == sorted(self._said) else "what was typed is not what is shown again"


def as_taken(text: str) -> str:
    """What should come back: the same without control characters, and line breaks of one kind."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(mark for mark in lines if mark in "\n\t" or unicodedata.category(mark) not in ("Cc", "Cs"))


def _refused(text: str, status: int, answer: Any) -> tuple[Verdict, str | None]:
    words = answer.get("error", {}).get("message", "") if isinstance(answer, dict) else ""
    if len(words.split()) < 5:
        return "silent", f"{status} without words: {answer}"
    plain = as_taken(text)
    fits = any(mark.isalnum() for mark in plain) and len(plain) <= LONGEST and _is_text(text)
    return "refused in words", f"{status}, though there are words in it: {words}" if fits else None


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _not_as_typed(text: str, answer: Any) -> str | None:
    if answer["reply"] != as_taken(text):
        return "it does not come back as it was typed"
    for move in answer["moves"] or ():
        if answer["reply"][move["start"] : move["end"]] != move["text"]:
            return f"the move {move['move']} is not at its place"
    return None


def main(
    replies: Annotated[int, typer.Option(min=1, max=200_000, help="How many are said.")] = 20_000,
    begin: Annotated[int, typer.Option(min=0, help="The number of the first.")] = 0,
    people: Annotated[int, typer.Option(min=1, max=20, help="How many talk at once.")] = 3,
    minutes: Annotated[float, typer.Option(min=0.1, help="After so many it stops, and says where.")] = 240.0,
) -> None:
    """Say them, print counts, and exit with 1 if anything was not as it should be."""
    out = Console(width=140, highlight=False, markup=False)
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory() as data, alongside(Path(data)) as product:
        late = time.monotonic() + 60 * minutes
        try:
            for outcome in _all(product.address, range(begin, begin + replies), people, late):
                outcomes.append(outcome)
                if outcome.wrong:
                    out.print(f"{outcome.number}: {outcome.wrong}: {hostile_reply(outcome.number)[:100]!r}")
                if len(outcomes) % 500 == 0:
                    out.print(f"… {len(outcomes)}")
        except KeyboardInterrupt:
            out.print("Stopped.")
    for line in counted(outcomes):
        out.print(line)
    if len(outcomes) < replies:
        done = {outcome.number for outcome in outcomes}
        out.print(f'Go on with ARGS="--begin {next(n for n in range(begin, begin + replies) if n not in done)}"')
    raise typer.Exit(any(outcome.wrong for outcome in outcomes))


def _all(address: str, numbers: range, people: int, late: float) -> Iterator[Outcome]:
    talks = iter([numbers[first : first + TALK] for first in range(0, len(numbers), TALK)])
    with httpx.Client(base_url=address, timeout=PATIENCE) as web, ThreadPoolExecutor(people) as pool:

        def one(those: range) -> list[Outcome]:
            return list(talk(web, those))

        waiting: set[Future[list[Outcome]]] = {pool.submit(one, those) for those in islice(talks, people)}
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            if time.monotonic() < late:
                waiting |= {pool.submit(one, those) for those in islice(talks, len(done))}
            for each in done:
                yield from each.result()


def counted(outcomes: list[Outcome]) -> Iterator[str]:
    """The counts in lines."""
    verdicts = Counter(outcome.verdict for outcome in outcomes)
    yield f"{len(outcomes)} replies: " + ", ".join(f"{verdicts[verdict]} {verdict}" for verdict in VERDICTS)
    slow = sorted((outcome for outcome in outcomes if outcome.seconds > SLOW), key=lambda slow: -slow.seconds)
    yield f"{len(slow)} slower than {SLOW:g} s" + (":" if slow else "")
    for outcome in slow[:5]:
        yield f"  {outcome.seconds:.1f} s for {outcome.number}: {hostile_reply(outcome.number)[:80]!r}"
    yield f"{sum(outcome.wrong is not None for outcome in outcomes)} not as they should be"


if __name__ == "__main__":
    typer.run(main)
