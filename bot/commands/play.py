"""`alongside play`: talk to a parent in the terminal, or run a script of replies."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from bot.coaching.feedback.conversation import Coached
from bot.coaching.roleplay.scenario import Difficulty
from bot.commands.outcome import BadInput

if TYPE_CHECKING:
    from bot.coaching.feedback.coach import Coach
    from bot.coaching.play import Play
    from bot.coaching.turn import Turn


class Wishes(Struct, frozen=True):
    """How a talk is to be played."""

    seed: int = 0
    difficulty: Difficulty = "usual"
    chosen: tuple[str, ...] = ()
    """Ids of options of the choices before the meeting."""
    explain: bool = False
    """Whether to show after each turn why the parent answered as they did."""
    coaching: Coached = "live"
    """When the coach speaks to a person who talks: after every reply, when asked, or at the end."""


AS_USUAL = Wishes()


def play_script(scenario: str, replies: Path, wishes: Wishes = AS_USUAL) -> None:
    """Give the replies of a file, one a line, and print one JSON line a turn; stop where the talk ends.

    Raises BadInput for an unknown scenario or option, or a file that cannot be read, KnowledgeError if the
    knowledge has faults.
    """
    script = _read_script(replies)
    play, _ = _prepare(scenario, wishes)
    count = 0
    for turn in turns_of(play, script, wishes):
        sys.stdout.write(json.dumps(record_of(turn, play if wishes.explain else None), ensure_ascii=False) + "\n")
        sys.stdout.flush()
        count += 1
    if count < len(script):
        left = len(script) - count
        sys.stderr.write(f"alongside: the talk ended with reply {count}; {left} more in {replies.name} not given.\n")


def turns_of(play: Play, replies: Sequence[str], wishes: Wishes) -> Iterator[Turn]:
    """The turns of a talk with these replies, until it ends or the replies do."""
    state = play.open(wishes.seed, wishes.difficulty, wishes.chosen)
    for reply in replies:
        if state.ended is not None:
            return
        turn = play.answer(state, reply)
        yield turn
        state = turn.state


def record_of(turn: Turn, explained_by: Play | None = None) -> dict[str, Any]:
    """A turn as the script prints it: `parent` is the line that the reply answers, `state` the parent after it.

    With the play that it belongs to, `why` says why the parent answered as they did.
    """
    import msgspec

    record = {
        "turn": turn.number,
        "parent_line": turn.line,
        "parent": turn.parent,
        "reply": turn.reply,
        "scores": msgspec.to_builtins(turn.scored.scores),
        "moves": msgspec.to_builtins(turn.scored.moves),
        "state": {"heat": turn.state.heat, "trust": turn.state.trust, "phase": turn.state.phase},
        "ended": turn.state.ended,
    }
    if explained_by is not None:
        record["why"] = msgspec.to_builtins(explained_by.why(turn))
    return record


def play_in_terminal(scenario: str, wishes: Wishes = AS_USUAL) -> None:
    """Let a person talk to the parent: hint, retry, finish and quit are commands, all else is the reply.

    Raises BadInput for an unknown scenario or option, KnowledgeError if the knowledge has faults.
    """
    from bot.commands.play_terminal import Terminal

    play, coach = _prepare(scenario, wishes)
    Terminal(play, coach, wishes).run()


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


def _prepare(scenario: str, wishes: Wishes) -> tuple[Play, Coach]:
    """The play of a scenario, and the coach beside it."""
    from bot.coaching.roleplay.arranging import CannotBeChosen, chosen_in
    from bot.library.faults import nearest
    from bot.library.knowledge import read_knowledge

    knowledge = read_knowledge()
    if scenario not in knowledge.scenarios:
        raise BadInput(f'there is no scenario "{scenario}". {nearest(scenario, knowledge.scenarios, "scenarios")}')
    try:
        chosen_in(knowledge.scenarios[scenario], wishes.chosen, wishes.difficulty)
    except CannotBeChosen as error:
        raise BadInput(str(error)) from error
    return knowledge.plays()[scenario], knowledge.coach
