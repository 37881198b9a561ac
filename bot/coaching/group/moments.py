"""What a group can look at side by side: the standard probes, and every other line that somebody answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from bot.coaching.group.talks import GroupTalk
from bot.coaching.roleplay.scenario import Scenario


class Moment(Struct, frozen=True, forbid_unknown_fields=True):
    """A standard probe of a scenario, or one line of its parent."""

    scenario: str
    probe: str | None = None
    line: str | None = None

    def __post_init__(self) -> None:
        if (self.probe is None) == (self.line is None):
            raise ValueError("a moment is either a probe or a line")


class MomentMet(Struct, frozen=True, forbid_unknown_fields=True):
    """A moment, and how many replies there are to it."""

    moment: Moment
    about: str | None
    """What a probe tests, in a few words; None for any other line."""
    says: tuple[str, ...]
    """The words of the line as its author wrote them, or of the lines that put the probe."""
    replies: int
    """Those that can be shown to the group."""
    withheld: int
    """Those whose authors did not agree to that."""


def moments_met(talks: Sequence[GroupTalk], scenarios: Mapping[str, Scenario]) -> tuple[MomentMet, ...]:
    """For each scenario that was played its probes, met or not, then the other lines, the most answered first."""
    shown: Counter[tuple[str, str | None, str]] = Counter()
    withheld: Counter[tuple[str, str | None, str]] = Counter()
    for talk in talks:
        count = shown if talk.consent.show else withheld
        count.update((talk.scenario, one.turn.probe, one.turn.line) for one in talk.turns if not one.taken_back)
    met: list[MomentMet] = []
    for scenario_id in dict.fromkeys(talk.scenario for talk in talks):
        answered = [key for key in shown | withheld if key[0] == scenario_id]
        scenario = scenarios.get(scenario_id)
        lines = {line.id: line for line in scenario.lines} if scenario else {}
        abouts = {probe.id: probe.about for probe in scenario.probes} if scenario else {}
        for probe in dict.fromkeys([*abouts, *sorted(key[1] for key in answered if key[1])]):
            keys = [key for key in answered if key[1] == probe]
            puts = [line for line in lines.values() if line.probe == probe]
            says = tuple("\n".join(line.says) for line in puts)
            moment = Moment(scenario_id, probe=probe)
            met.append(MomentMet(moment, abouts.get(probe), says, _sum(shown, keys), _sum(withheld, keys)))
        others = []
        for line in {key[2] for key in answered if key[1] is None}:
            keys = [key for key in answered if key[2] == line and key[1] is None]
            says = ("\n".join(lines[line].says),) if line in lines else ()
            moment = Moment(scenario_id, line=line)
            others.append(MomentMet(moment, None, says, _sum(shown, keys), _sum(withheld, keys)))
        met += sorted(others, key=lambda one: (-one.replies - one.withheld, one.moment.line or ""))
    return tuple(met)


def _sum(counts: Counter[tuple[str, str | None, str]], keys: Sequence[tuple[str, str | None, str]]) -> int:
    return sum(counts[key] for key in keys)
