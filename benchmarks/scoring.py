"""Measures what the scorer promises: that typing does not change scores, that it is fast, small and hard to upset.

    make bench-scoring                          prints a table and writes var/bench-scoring.json
    .venv/bin/python benchmarks/scoring.py tests/gold/dev.jsonl --json FILE

Times are processor times of one core, so that a busy machine does not spoil them; replies are those of a gold file.
"""

from __future__ import annotations

import json
import random
import statistics
import string
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import typer  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from bot.coaching.scoring.scorer import Scorer  # noqa: E402
from bot.commands.gold import GoldReply, read_gold  # noqa: E402
from bot.library import KNOWLEDGE  # noqa: E402
from bot.library.scoring import read_scoring_rules  # noqa: E402

ROUNDS = 3
"""Every reply gets so many different slips of the fingers."""
HOSTILE = 100_000
"""Characters of a hostile reply."""
KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


class Figure(NamedTuple):
    """One measured figure, and whether it has to be at least or at most its target."""

    what: str
    value: float
    target: float
    at_least: bool
    unit: str

    @property
    def met(self) -> bool:
        """Whether the target is met."""
        return self.value >= self.target if self.at_least else self.value <= self.target


Change = Callable[[str, random.Random], str]

TYPED: dict[str, Change] = {
    "all in lower case": lambda text, _: text.lower(),
    "all in capitals": lambda text, _: text.upper(),
    "apostrophes lost": lambda text, _: text.replace("'", "").replace("’", ""),
    "last mark lost": lambda text, _: text.rstrip().rstrip(".!?…"),
    "spaces doubled": lambda text, _: text.replace(" ", "  "),
}


def slipped(text: str, dice: random.Random) -> str:
    """The text with one typing error in every ten words, in any word that has letters."""
    words = text.split(" ")
    for first in range(0, len(words), 10):
        ten = range(first, min(first + 10, len(words)))
        typed = [place for place in ten if any(letter.isalpha() for letter in words[place])]
        if typed and dice.random() < len(ten) / 10:
            place = dice.choice(typed)
            words[place] = _with_slip(words[place], dice)
    return " ".join(words)


def _with_slip(word: str, dice: random.Random) -> str:
    """A word with a letter left out, doubled, swapped with the next or replaced by its neighbour on the keyboard."""
    place = dice.choice([number for number, letter in enumerate(word) if letter.isalpha()])
    kind = dice.choice(("left out", "doubled", "swapped", "neighbour"))
    before, letter, after = word[:place], word[place], word[place + 1 :]
    if kind == "left out":
        return before + after
    if kind == "doubled":
        return before + letter + letter + after
    if kind == "swapped":
        return before + after[:1] + letter + after[1:]
    return before + _neighbour(letter, dice) + after


def _neighbour(letter: str, dice: random.Random) -> str:
    for row in KEYBOARD:
        place = row.find(letter.lower())
        if place >= 0:
            return dice.choice(row[max(place - 1, 0) : place] + row[place + 1 : place + 2])
    return letter


def stability(scorer: Scorer, gold: Sequence[GoldReply]) -> Iterator[Figure]:
    """How many replies keep all three scores when they are typed differently."""
    scored = {reply.id: scorer.score(reply.reply, reply.parent, reply.calls_for).scores for reply in gold}

    def same(change: Change, rounds: int) -> float:
        kept = 0
        for number in range(rounds):
            for reply in gold:
                typed = change(reply.reply, random.Random(f"{number} {reply.id}"))
                kept += scorer.score(typed, reply.parent, reply.calls_for).scores == scored[reply.id]
        return 100 * kept / (rounds * len(gold))

    for name, change in TYPED.items():
        yield Figure(f"same scores, {name}", same(change, 1), 97, True, "%")
    yield Figure("same scores, a slip in every tenth word", same(slipped, ROUNDS), 88, True, "%")


def speed(scorer: Scorer, gold: Sequence[GoldReply]) -> Iterator[Figure]:
    """Time for one reply of about thirty words, and replies a second."""
    times = []
    started = time.process_time()
    for reply in gold:
        before = time.process_time()
        scorer.score(reply.reply, reply.parent, reply.calls_for)
        if 25 <= len(reply.reply.split()) <= 35:
            times.append(time.process_time() - before)
    whole = time.process_time() - started
    yield Figure(
        "median time of a 30-word reply", 1000 * statistics.median(times or [whole / len(gold)]), 3, False, "ms"
    )
    yield Figure("replies in bulk", len(gold) / whole, 400, True, "a second")


def start_and_memory(gold: Path) -> Iterator[Figure]:
    """Start in a fresh process, and the most memory that a process takes to score all replies."""
    first = (
        "import time; from bot.coaching.scoring.scorer import Scorer; from bot.library import KNOWLEDGE; "
        "from bot.library.scoring import read_scoring_rules; "
        'Scorer(read_scoring_rules(KNOWLEDGE)).score("How is he now?", "", ["two_way"]); print(time.process_time())'
    )
    starts = [float(_fresh(first)) for _ in range(3)]
    yield Figure("start until the first score, fresh process", min(starts), 1.5, False, "s")
    rest = (
        "; import json, resource, sys; scorer = Scorer(read_scoring_rules(KNOWLEDGE)); "
        '[scorer.score(r["reply"], r["parent"], r["calls_for"]) for r in map(json.loads, open(sys.argv[1]))]; '
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    alone = first.split("Scorer(read")[0].rstrip("; ")
    yield Figure("most memory while scoring", float(_fresh(alone + rest, str(gold))), 200, False, "MB")
    server = "import bot.actions.server; " + alone
    yield Figure("most memory, inside the action server", float(_fresh(server + rest, str(gold))), 200, False, "MB")


def _fresh(code: str, *arguments: str) -> str:
    run = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )  # fmt: skip
    return run.stdout.splitlines()[-1]


def hostile(scorer: Scorer) -> Iterator[Figure]:
    """The longest time for a very long reply of each kind."""
    dice = random.Random(0)
    texts = {
        "one word again and again": "sorry " * HOSTILE,
        "words of many rules": "do you or should we have what if not but i understand that you " * HOSTILE,
        "words of rules at random": " ".join(dice.choices(sorted(scorer.book.words), k=HOSTILE // 4)),
        "one word without end": "a" * HOSTILE,
        "nested brackets": "(" * (HOSTILE // 2) + ")" * (HOSTILE // 2),
        "marks only": "?!.,;:-'\"" * HOSTILE,
        "apostrophes": "n't's'd'" * HOSTILE,
        "letters at random": "".join(dice.choice(string.ascii_lowercase + " ") for _ in range(HOSTILE)),
        "any Unicode": "".join(
            chr(dice.choice((dice.randrange(32, 0xD800), dice.randrange(0xE000, 0x11000)))) for _ in range(HOSTILE)
        ),
        "accents on accents": "e\u0301\u0327" * HOSTILE,
        "emoji": "🙏👨‍👩‍👧 " * HOSTILE,
        "lines": "ok\n" * HOSTILE,
    }
    parent = "Not one of you rang me! I want the name, today."
    for name, text in texts.items():
        for typed, line in ((text[:HOSTILE], parent), ("I'm sorry.", text[:HOSTILE])):
            started = time.process_time()
            scorer.score(typed, line, ["two_way", "empathy", "boundaries"])
            who = "reply" if typed is not line and line == parent else "line"
            yield Figure(f"100,000 characters as a {who}: {name}", time.process_time() - started, 1, False, "s")


def main(
    gold: Annotated[Path, typer.Argument(help="A gold file; only its replies are used.")] = ROOT
    / "tests/gold/dev.jsonl",
    report: Annotated[Path, typer.Option("--json", help="Where the figures go.")] = ROOT / "var/bench-scoring.json",
) -> None:
    """Measure, print a table, and write the figures as JSON."""
    replies = read_gold(gold)
    scorer = Scorer(read_scoring_rules(KNOWLEDGE))
    figures = [
        *speed(scorer, replies),
        *start_and_memory(gold.resolve()),
        *stability(scorer, replies),
        *_worst(hostile(scorer)),
    ]
    table = Table("what", "measured", "target", "", title=f"Scoring, {len(replies)} replies")
    for figure in figures:
        sign = "≥" if figure.at_least else "≤"
        shown = f"{figure.value:.2f} {figure.unit}"
        table.add_row(
            figure.what, shown, f"{sign} {figure.target:g} {figure.unit}", "ok" if figure.met else "[bold red]missed"
        )
    Console().print(table)
    report.parent.mkdir(parents=True, exist_ok=True)
    written = [{**figure._asdict(), "met": figure.met} for figure in figures]
    report.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")


def _worst(figures: Iterator[Figure]) -> list[Figure]:
    """The three slowest of the hostile texts, or all that miss their target."""
    ranked = sorted(figures, key=lambda figure: -figure.value)
    return [figure for place, figure in enumerate(ranked) if place < 3 or not figure.met]


if __name__ == "__main__":
    typer.run(main)
