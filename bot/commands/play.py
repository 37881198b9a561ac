"""`alongside play`: talk to a parent in the terminal, or run a script of replies."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.commands.outcome import BadInput

if TYPE_CHECKING:
    from bot.coaching.feedback.coach import Coach
    from bot.coaching.play import Play
    from bot.coaching.turn import Turn


def play_script(scenario: str, replies: Path, seed: int = 0) -> None:
    """Give the replies of a file, one a line, and print one JSON line a turn; stop where the talk ends.

    Raises BadInput for an unknown scenario or a file that cannot be read, KnowledgeError if the
    knowledge has faults.
    """
    script = _read_script(replies)
    play, _ = _prepare(scenario)
    count = 0
    for turn in turns_of(play, script, seed):
        sys.stdout.write(json.dumps(record_of(turn), ensure_ascii=False) + "\n")
        sys.stdout.flush()
        count += 1
    if count < len(script):
        left = len(script) - count
        sys.stderr.write(f"alongside: the talk ended with reply {count}; {left} more in {replies.name} not given.\n")


def turns_of(play: Play, replies: Sequence[str], seed: int) -> Iterator[Turn]:
    """The turns of a talk with these replies, until it ends or the replies do."""
    state = play.open(seed)
    for reply in replies:
        if state.ended is not None:
            return
        turn = play.answer(state, reply)
        yield turn
        state = turn.state


def record_of(turn: Turn) -> dict[str, Any]:
    """A turn as the script prints it: `parent` is the line that the reply answers, `state` the parent after it."""
    import msgspec

    return {
        "turn": turn.number,
        "parent_line": turn.line,
        "parent": turn.parent,
        "reply": turn.reply,
        "scores": msgspec.to_builtins(turn.scored.scores),
        "moves": msgspec.to_builtins(turn.scored.moves),
        "state": {"heat": turn.state.heat, "trust": turn.state.trust, "phase": turn.state.phase},
        "ended": turn.state.ended,
    }


def play_in_terminal(scenario: str, seed: int = 0) -> None:
    """Let a person talk to the parent: hint, retry, finish and quit are commands, all else is the reply.

    Raises BadInput for an unknown scenario, KnowledgeError if the knowledge has faults.
    """
    from bot.commands.play_terminal import Terminal

    play, coach = _prepare(scenario)
    Terminal(play, coach, seed).run()


def _read_script(file: Path) -> list[str]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput(f'the replies in "{file}" cannot be read: {error.strerror}') from error
    except UnicodeDecodeError as error:
        raise BadInput(f'the replies in "{file}" are not UTF-8 text') from error
    replies = [line.rstrip("\r") for line in text.split("\n")]
    if replies and replies[-1] == "":
        replies.pop()
    return replies


def _prepare(scenario: str) -> tuple[Play, Coach]:
    """The play of a scenario, and the coach beside it."""
    from bot.library.faults import nearest
    from bot.library.knowledge import read_knowledge

    knowledge = read_knowledge()
    if scenario not in knowledge.scenarios:
        raise BadInput(f'there is no scenario "{scenario}". {nearest(scenario, knowledge.scenarios, "scenarios")}')
    return knowledge.plays()[scenario], knowledge.coach
