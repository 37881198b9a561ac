"""What a reply puts to the parent: a time to meet, a first step, an apology for something concrete."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from bot.coaching.codebook import Proposal, ProposalKind
from bot.coaching.scoring.clock import day_in, minute_in
from bot.coaching.scoring.finders import PhraseFinder
from bot.coaching.scoring.language import ProposalRules
from bot.coaching.scoring.lexicon import Lexicons
from bot.coaching.scoring.moves import Found
from bot.coaching.scoring.patterns import compile_phrase
from bot.coaching.scoring.reader import Read
from bot.coaching.scoring.retold import Reteller

_Stretch = tuple[int, int]
"""Words of a reply, from the first up to the last."""

_FEW = 3
"""Words that may stand between two times to choose from."""


class ProposalFinder:
    """Finds what a reply proposes in the moves that were found in it."""

    def __init__(self, rules: ProposalRules, lexicons: Lexicons, spell: Callable[[str], tuple[str, ...]]) -> None:
        self._rules = rules
        self._kinds: dict[str, ProposalKind] = {
            **dict.fromkeys(rules.meeting, "meeting"),
            **dict.fromkeys(rules.step, "step"),
            **dict.fromkeys(rules.apology, "apology"),
        }
        patterns = [pattern for phrase in rules.times for pattern in compile_phrase(phrase, lexicons, spell)]
        self._times = PhraseFinder([("time", patterns)])
        meets = [pattern for phrase in rules.meets for pattern in compile_phrase(phrase, lexicons, spell)]
        self._meets = PhraseFinder([("meets", meets)])
        self._reteller = Reteller(rules, lexicons, spell)

    def sentences(self, read: Read, found: Iterable[Found]) -> frozenset[int]:
        """The numbers of the sentences that put a meeting or a step to the parent."""
        kinds = (each for each in found if self._kinds.get(each.move) in ("meeting", "step"))
        return frozenset(read.reading.at(each.start).sentence for each in kinds if each.start < each.end)

    def find(self, read: Read, found: Iterable[Found]) -> tuple[Proposal, ...]:
        """The proposals of a reply, in the order of their words, each stretch of words once."""
        held = sorted({(each.start, each.end, self._kinds[each.move]) for each in found if each.move in self._kinds})
        if not held:
            return ()
        times = self._stretches(read)
        of_times = frozenset(place for start, end in times for place in range(start, end))
        steps = list(self._reteller.steps(read, of_times)) if any(kind != "apology" for *_, kind in held) else []
        proposals: dict[tuple[int, ProposalKind, int], Proposal] = {}
        for start, end, kind in held:
            for place, ways in self._of(read, kind, (start, end), times, steps):
                for number, proposal in enumerate(ways):
                    proposals.setdefault((place, proposal.kind, number), proposal)
        return tuple(proposals[key] for key in sorted(proposals))

    def _of(
        self, read: Read, kind: ProposalKind, move: _Stretch, times: list[_Stretch], steps: list[tuple[int, int, str]]
    ) -> Iterator[tuple[int, Iterable[Proposal]]]:
        """What one move proposes: the steps within its words, or its words as they are; each with its alternatives."""
        within = [step for step in steps if kind != "apology" and step[0] < move[1] and move[0] < step[1]]
        for start, end, retold in within:
            yield start, self._ways(read, kind, (start, end), times, retold)
        if not within and (kind == "apology" or read.reading.at(move[0]).form not in ("wh", "why")):
            yield move[0], self._ways(read, kind, move, times, None)

    def _ways(
        self, read: Read, kind: ProposalKind, words: _Stretch, times: list[_Stretch], retold: str | None
    ) -> Iterator[Proposal]:
        """One proposal; for a meeting at one time or another, one for each time."""
        near = [time for time in times if words[0] < time[1] and time[0] < words[1]] if kind != "apology" else []
        named = max(near, key=lambda time: time[1] - time[0], default=None)
        spoken = read.words[slice(*named)] if named else ()
        if named and kind == "step" and any(words[0] <= hit.start < words[1] for hit in self._meets.find(read)):
            kind = "meeting" if day_in(spoken) or minute_in(spoken) is not None else kind
        when = self._when(read, named) if named else None
        typed = _typed(read, words)
        yield Proposal(kind, typed, retold, when, day_in(spoken), minute_in(spoken))
        if named and when and kind == "meeting":
            for time in self._instead_of(read, named, times):
                other, spoken = self._when(read, time), read.words[slice(*time)]
                said = retold.replace(when, other) if retold and when in retold else None
                yield Proposal(kind, typed, said, other, day_in(spoken), minute_in(spoken))

    def _when(self, read: Read, time: _Stretch) -> str:
        return self._reteller.as_meant(read, *_without_preposition(read, time))

    def _instead_of(self, read: Read, named: _Stretch, times: list[_Stretch]) -> list[_Stretch]:
        """The other times in a row from which the parent may choose: "Monday at three or Tuesday"."""
        row = [named]
        for earlier in reversed([time for time in times if time < named]):
            if not self._or_between(read, earlier, row[0]):
                break
            row.insert(0, earlier)
        for later in (time for time in times if time > named):
            if not self._or_between(read, row[-1], later):
                break
            row.append(later)
        return [time for time in row if time != named]

    def _or_between(self, read: Read, first: _Stretch, second: _Stretch) -> bool:
        """Whether nothing but "or" and small words stands between two times: "or on", "or would"."""
        between = read.words[first[1] : second[0]]
        small = (*self._rules.joined_by, *self._rules.chosen_by)
        return "or" in between and len(between) <= _FEW and all(word in small for word in between)

    def _stretches(self, read: Read) -> list[_Stretch]:
        """The times that a reply names; parts that only small words stand between are one time."""
        joined: list[_Stretch] = []
        for start, end in sorted({(hit.start, hit.end) for hit in self._times.find(read)}):
            if joined and self._joined(read, joined[-1][1], start):
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return joined

    def _joined(self, read: Read, end: int, start: int) -> bool:
        """Whether what stands between two times makes them one, within one sentence and without a choice."""
        between = read.words[end:start]
        same = start <= end or read.reading.at(end - 1).sentence == read.reading.at(start).sentence
        return same and len(between) <= 2 and all(word in self._rules.joined_by for word in between)


def _typed(read: Read, words: _Stretch) -> str:
    """Words of a reply as they were typed."""
    if words[0] >= words[1] or not read.text.words:
        return read.text.original
    return read.text.original[read.text.words[words[0]].start : read.text.words[words[1] - 1].end]


def _without_preposition(read: Read, time: _Stretch) -> _Stretch:
    """ "Thursday" of "on Thursday": the parent puts their own word before it."""
    start, end = time
    while start < end - 1 and read.words[start] in ("on", "at", "by", "from", "around", "about"):
        start += 1
    return start, end
