"""Reads `dynamics.yml`: how parents in general respond."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.coaching.codebook import MOVES
from bot.coaching.roleplay.conditions import Condition
from bot.coaching.roleplay.dynamics import Dynamics, Rule
from bot.coaching.roleplay.line import PHASES
from bot.library.documents import Document, read_document
from bot.library.faults import Fault, KnowledgeError, nearest

FILE = "dynamics.yml"


def read_dynamics(knowledge: Path) -> Dynamics:
    """The dynamics under a knowledge folder. Raises KnowledgeError with every fault of the file."""
    return read_document(knowledge / FILE, Dynamics).value


def check_dynamics(knowledge: Path) -> list[Fault]:
    """Every fault of the dynamics."""
    try:
        document = read_document(knowledge / FILE, Dynamics)
    except KnowledgeError as error:
        return list(error.faults)
    return [*_of_rules(document), *_of_choice(document), *_of_the_whole(document)]


def _rules(dynamics: Dynamics) -> list[tuple[tuple[str | int, ...], Rule]]:
    lists: dict[str, Sequence[Rule]] = {
        name: getattr(dynamics, name)
        for name in ("reactions", "memory", "settling", "passages", "endings", "out_of_time")
    }
    listed: list[tuple[tuple[str | int, ...], Rule]] = [
        ((name, position), rule) for name, rules in lists.items() for position, rule in enumerate(rules)
    ]
    return [*listed, (("forgiveness",), dynamics.forgiveness), (("disclosure",), dynamics.disclosure)]


def _of_rules(document: Document[Dynamics]) -> list[Fault]:
    faults, seen = [], set()
    for path, rule in _rules(document.value):
        if rule.id in seen:
            faults.append(document.fault((*path, "id"), f'"{rule.id}" is the id of two rules', "Give one another id."))
        seen.add(rule.id)
        for field in ("moves", "without"):
            for move in getattr(rule.when, field):
                if move not in MOVES:
                    what = f'rule "{rule.id}" waits for move "{move}", which does not exist'
                    faults.append(document.fault((*path, "when", field), what, nearest(move, MOVES, "moves")))
        for name in ("two_way", "empathy", "boundaries", "heat", "trust", "insults", "dismissals", "lapses"):
            low, high = getattr(rule.when, f"{name}_at_least"), getattr(rule.when, f"{name}_at_most")
            if low is not None and high is not None and low > high:
                what = f'rule "{rule.id}" can never hold: {name} at least {low} and at most {high}'
                faults.append(document.fault((*path, "when"), what, "Turn the two bounds around."))
    for position, rule in enumerate(document.value.settling):
        for move in rule.keeps:
            if move not in MOVES:
                what = f'rule "{rule.id}" keeps the words of move "{move}", which does not exist'
                mend = nearest(move, MOVES, "moves")
                faults.append(document.fault(("settling", position, "keeps"), what, mend))
    return faults


def _of_choice(document: Document[Dynamics]) -> list[Fault]:
    choice = document.value.choice
    return [
        document.fault(("choice", field), f'move "{move}" under {field} does not exist', nearest(move, MOVES, "moves"))
        for field, moves in (("strong", choice.strong), ("asking", choice.asking), ("stepping", choice.stepping))
        for move in moves
        if move not in MOVES
    ]


def _of_the_whole(document: Document[Dynamics]) -> list[Fault]:
    dynamics, faults = document.value, []
    if not dynamics.out_of_time or dynamics.out_of_time[-1].when != Condition():
        what = "a conversation may run out of time with no end that holds"
        mend = 'Leave out "when" in the last rule of out_of_time.'
        faults.append(document.fault(("out_of_time",), what, mend))
    for layer in (1, 2, 3):
        if layer not in [depth.layer for depth in dynamics.disclosure.depths]:
            what = f"nothing says what layer {layer} of hidden things needs"
            faults.append(document.fault(("disclosure", "depths"), what, f"Add a depth with layer: {layer}."))
    for phase in PHASES:
        if phase not in dynamics.choice.neighbours:
            what = f"phase {phase} has no neighbours to borrow a line from"
            faults.append(document.fault(("choice", "neighbours"), what, f"Add {phase} with the nearest phases."))
    return faults
