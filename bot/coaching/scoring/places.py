"""Whether a match stands where its rule wants it, and a guard where it looks."""

from __future__ import annotations

from typing import NamedTuple

from bot.coaching.scoring.clauses import Reading
from bot.coaching.scoring.language import Guard, Where
from bot.coaching.scoring.reader import Read


class Hit(NamedTuple):
    """A rule that fired: its id and the words, from `start` up to `end`."""

    rule: str
    start: int
    end: int


def holds(where: Where, hit: Hit, reply: Read) -> bool:
    """Whether a match stands where its rule wants it."""
    clause = reply.reading.at(hit.start)
    last = reply.reading.at(hit.end - 1)
    count = len(reply.words)
    return (
        (not where.kind or clause.kind in where.kind or last.kind in where.kind)
        and (not where.form or clause.form in where.form or last.form in where.form)
        and (not where.subject or clause.subject in where.subject)
        and (where.after_but is None or where.after_but == last.after_but)
        and (where.negated is None or where.negated == clause.negated)
        and (where.hypothetical is None or where.hypothetical == clause.hypothetical)
        and (where.words_at_most is None or count <= where.words_at_most)
        and (where.words_at_least is None or count >= where.words_at_least)
        and _in_place(where, hit, reply)
    )


def looks_beyond(where: Where) -> bool:
    """Whether a condition looks at more than the shape of a clause: at where it stands, or how long the reply is."""
    return any((where.starts, where.ends, where.words_at_most, where.words_at_least))


def _in_place(where: Where, hit: Hit, reply: Read) -> bool:
    reading = reply.reading
    if where.starts:
        first = {
            "clause": reading.at(hit.start).start,
            "sentence": reading.sentences[reading.at(hit.start).sentence][0],
            "reply": 0,
        }[where.starts]
        if any(word not in reply.grammar.fillers for word in reply.words[first : hit.start]):
            return False
    if where.ends:
        end = {
            "clause": reading.at(hit.end - 1).end,
            "sentence": reading.sentences[reading.at(hit.end - 1).sentence][1],
            "reply": len(reply.words),
        }[where.ends]
        if hit.end != end:
            return False
    return True


def near(guard: Guard, found: Hit, hit: Hit, reading: Reading) -> bool:
    """Whether a guard's words stand where the guard looks, seen from a match."""
    if guard.within == "reply":
        return True
    if guard.within == "match":
        return found.start < hit.end and hit.start < found.end
    if guard.within == "clause":
        first, last = reading.clause_of[hit.start], reading.clause_of[hit.end - 1]
        return first <= reading.clause_of[found.end - 1] and reading.clause_of[found.start] <= last
    if not reading.at(hit.start).sentence <= reading.at(found.start).sentence <= reading.at(hit.end - 1).sentence:
        return False
    if guard.within == "before":
        return found.end <= hit.start
    if guard.within == "after":
        return found.start >= hit.end
    return True
