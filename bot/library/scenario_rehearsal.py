"""What is wrong with a scenario that one only sees on the stage: it is played through many times."""

from __future__ import annotations

from collections.abc import Iterator

from bot.coaching.roleplay.conditions import probes_met
from bot.coaching.roleplay.dynamics import Dynamics
from bot.coaching.roleplay.line import ENDS
from bot.coaching.roleplay.rehearsal import MANNERS, Rehearsal, rehearse
from bot.coaching.roleplay.scenario import Scenario
from bot.library.documents import Document
from bot.library.faults import Fault

TALKS = 12
"""Talks played in each manner, at most."""


def faults_on_the_stage(page: Document[Scenario], dynamics: Dynamics) -> list[Fault]:
    """Probes that no talk meets, ends that no talk reaches and secrets that none hears.

    Up to `TALKS` talks are played in each manner, and no more than it takes to see everything once.
    """
    talks: list[Rehearsal] = []
    faults: list[Fault] = []
    for seed in range(TALKS):
        talks += [rehearse(page.value, dynamics, manner, seed) for manner in MANNERS.values()]
        faults = [*_of_probes(page, talks), *_of_ends(page, talks), *_of_secrets(page, talks)]
        if not faults:
            break
    return faults


def _of_probes(page: Document[Scenario], talks: list[Rehearsal]) -> Iterator[Fault]:
    met = {id for talk in talks for id in probes_met(page.value, talk.last)}
    for number, probe in enumerate(page.value.probes):
        if probe.id not in met:
            what = f'probe "{probe.id}" is never met in {len(talks)} rehearsed talks'
            yield page.fault(("probes", number), what, "Lower its from_turn.")


def _of_ends(page: Document[Scenario], talks: list[Rehearsal]) -> Iterator[Fault]:
    reached = {talk.last.ended for talk in talks}
    for end in ENDS:
        if end not in reached:
            number = next(number for number, line in enumerate(page.value.lines) if line.closes == end)
            what = f"the end {end} is never reached in {len(talks)} rehearsed talks"
            mend = (
                "Look at heat and trust at the start, the temper, the effects, and what it takes to tell the worries."
            )
            yield page.fault(("lines", number), what, mend)


def _of_secrets(page: Document[Scenario], talks: list[Rehearsal]) -> Iterator[Fault]:
    told = {id for talk in talks for id in talk.last.told}
    for field, items in (("worries", page.value.worries), ("facts", page.value.facts)):
        for number, item in enumerate(items):
            if item.id not in told:
                what = f'"{item.id}" is never told in {len(talks)} rehearsed talks'
                mend = "Lower the trust or the layer it needs, or let its line be said in more phases."
                yield page.fault((field, number), what, mend)
