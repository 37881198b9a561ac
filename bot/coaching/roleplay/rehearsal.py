"""Made-up teachers who play a scenario through, to see what its author cannot see from the page.

Each manner gives scored replies rather than words, so a scenario can be tried without the scorer.
The same manner and seed give the same talk.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import get_args

from msgspec import Struct
from msgspec.structs import replace

from bot.coaching.codebook import FoundMove, Proposal, Reasons, ScoredReply, Scores, Weekday
from bot.coaching.roleplay.dynamics import Dynamics
from bot.coaching.roleplay.line import Line
from bot.coaching.roleplay.scenario import Difficulty, Scenario
from bot.coaching.roleplay.state import ParentState
from bot.coaching.roleplay.talk import answer, begin


class Moment(Struct, frozen=True):
    """What a made-up teacher goes by: the line to answer, the parent, and a throw of the dice."""

    line: Line
    state: ParentState
    dice: random.Random
    topics: Sequence[str]
    """Subjects there are to ask about."""

    @property
    def bounded(self) -> bool:
        """Whether the line calls for a boundary."""
        return "boundaries" in self.line.calls_for


Manner = Callable[[Moment], ScoredReply]
"""A way of replying."""


class Rehearsal(Struct, frozen=True):
    """A talk played through: the parent at the start and after each reply."""

    states: tuple[ParentState, ...]
    replies: tuple[ScoredReply, ...]

    @property
    def last(self) -> ParentState:
        """The parent at the end."""
        return self.states[-1]


def rehearse(scenario: Scenario, dynamics: Dynamics, manner: Manner, seed: int) -> Rehearsal:
    """Play a scenario from the first line to the last in one manner.

    The seed also decides what is chosen before the meeting, and how hard the parent is played.
    """
    topics = sorted({topic for line in scenario.lines for topic in line.answers.topics})
    dice = random.Random(f"{seed}/before")
    chosen = tuple(dice.choice(arrangement.options).id for arrangement in scenario.arrangements)
    difficulty: Difficulty = dice.choice(("usual", "usual", "hard"))
    states, replies = [begin(scenario, dynamics, seed, difficulty, chosen)], []
    while states[-1].ended is None:
        state = states[-1]
        dice = random.Random(f"{seed}/{state.turn}")
        reply = _put(manner(Moment(scenario.line(state.line), state, dice, topics)), dice)
        replies.append(reply)
        states.append(answer(scenario, dynamics, state, reply, "…")[0])
    return Rehearsal(tuple(states), tuple(replies))


def _put(reply: ScoredReply, dice: random.Random) -> ScoredReply:
    """The reply with what its moves put to the parent, and with what is remembered of such replies."""
    day: Weekday = dice.choice(get_args(Weekday))
    proposals, remarks = [], []
    if reply.has("new_appointment"):
        when = dice.choice([f"{day.capitalize()} at four", None])
        named = (when, day, 16 * 60) if when else (None, None, None)
        proposals.append(Proposal("meeting", "…", f"we talk again on {when}" if when else None, *named))
    if reply.has("agree_next_step", "share_decision", "offer_help", "offer_choice"):
        proposals.append(Proposal("step", "…", dice.choice(["you'll ring me", "we look at it together", None])))
    if reply.has("admit_mistake"):
        proposals.append(Proposal("apology", "…"))
    if reply.has("dismiss", "instruct") and dice.random() < 0.3:
        remarks.append("hushes")
    if reply.has("over_promise", "give_in") and dice.random() < 0.4:
        remarks.append("keeps_secret")
    if reply.has("keep_confidential", "child_first", "avoid") and dice.random() < 0.4:
        remarks.append("passes_it_on")
    if reply.has("state_possible", "appreciate") and dice.random() < 0.3:
        remarks.append("owns_not_knowing")
    return replace(reply, proposals=tuple(proposals), remarks=tuple(remarks))


def scored(
    two_way: int, empathy: int, boundaries: int | None, moves: Sequence[str] = (), topics: Sequence[str] = ()
) -> ScoredReply:
    """A scored reply that nobody wrote."""
    found = tuple(FoundMove(move, 0, 1, "…", f"{move}.rehearsed") for move in dict.fromkeys(moves))
    reasons = Reasons("", "", None if boundaries is None else "")
    return ScoredReply(Scores(two_way, empathy, boundaries), found, reasons, tuple(topics), tuple(topics))


def skilled(now: Moment) -> ScoredReply:
    """Lets off steam, names what is felt, asks, holds limits with care, settles things together; slips now and then."""
    dice = now.dice
    if dice.random() < 0.08:
        return scored(1, 1, 1 if now.bounded else None, ["unasked_advice"])
    empathy, two_way = dice.choice([2, 3, 3]), dice.choice([2, 3])
    boundaries = dice.choice([2, 3, 3]) if now.bounded else None
    limits = ["state_possible", "child_first", "set_limit", "keep_confidential", "raise_concern"]
    moves = [dice.choice(limits)] if now.bounded else []
    moves += [dice.choice(["name_feeling", "validate", "appreciate", "positive_about_child", "acknowledge_expertise"])]
    if now.state.heat >= 6:
        moves += dice.choice([["admit_mistake"], ["reflect_back"], ["open_question"]])
    elif now.state.phase in ("deciding", "closing"):
        moves += dice.choice([["share_decision"], ["agree_next_step"], ["ask_parent_ideas"], ["offer_help"]])
    else:
        asking = [["open_question"], ["ask_parent_ideas"], ["reflect_back", "open_question"], ["check_understanding"]]
        moves += dice.choice([*asking, ["offer_help"], ["offer_choice"]])
    return scored(two_way, empathy, boundaries, moves, _subjects(now, 0.7))


def decent(now: Moment) -> ScoredReply:
    """Kind and willing, seldom specific: the trainee on an ordinary day."""
    dice = now.dice
    empathy, two_way = dice.choice([1, 2, 2, 2, 3]), dice.choice([1, 2, 2, 2, 3])
    boundaries = dice.choice([1, 2, 2]) if now.bounded else None
    moves = ["appreciate"] if empathy == 2 else ["name_feeling"] if empathy == 3 else []
    moves += ["avoid"] if boundaries == 1 else []
    moves += ["open_question"] if two_way >= 2 else [dice.choice(["unasked_advice", "leading_question"])]
    if now.state.phase in ("deciding", "closing") and dice.random() < 0.6:
        moves += [dice.choice(["agree_next_step", "offer_help", "share_decision"])]
    return scored(two_way, empathy, boundaries, moves, _subjects(now, 0.5))


def blamer(now: Moment) -> ScoredReply:
    """Finds the fault with the parent, the home and the child."""
    moves = now.dice.choice([["blame"], ["blame", "instruct"], ["dismiss"], ["blame", "leading_question"]])
    return scored(now.dice.choice([0, 0, 1]), 0, now.dice.choice([1, 2]) if now.bounded else None, moves)


def defender(now: Moment) -> ScoredReply:
    """Explains why the school did nothing wrong."""
    moves = now.dice.choice([["defend"], ["defend", "lecture"], ["yes_but", "defend"], ["dismiss", "jargon"]])
    empathy = now.dice.choice([0, 0, 1])
    return scored(now.dice.choice([0, 1]), empathy, now.dice.choice([1, 2]) if now.bounded else None, moves)


def boundless(now: Moment) -> ScoredReply:
    """As warm as can be, and says yes to everything."""
    moves = [now.dice.choice(["name_feeling", "validate", "admit_mistake"]), "open_question"]
    if now.state.phase in ("deciding", "closing"):
        moves.append("agree_next_step")
    if now.bounded or now.dice.random() < 0.3:
        moves.append(now.dice.choice(["give_in", "over_promise", "disclose_other"]))
        return scored(2, now.dice.choice([2, 3]), 0, moves, _subjects(now, 0.5))
    return scored(now.dice.choice([2, 3]), now.dice.choice([2, 3]), None, moves, _subjects(now, 0.5))


def monosyllabic(now: Moment) -> ScoredReply:
    """Answers in one word."""
    return scored(0, 0 if now.state.heat >= 6 else 1, 1 if now.bounded else None)


def cold(now: Moment) -> ScoredReply:
    """Correct, informative, and not there."""
    dice = now.dice
    moves = dice.choice([["lecture"], ["jargon"], ["instruct"], ["unasked_advice"], []])
    return scored(dice.choice([0, 1, 1]), 1, dice.choice([1, 2]) if now.bounded else None, moves, _subjects(now, 0.3))


def improving(now: Moment) -> ScoredReply:
    """Begins cold and learns."""
    return cold(now) if now.state.turn < 4 else skilled(now)


def postponing(now: Moment) -> ScoredReply:
    """Skilled, and offers a calmer time while the parent is furious or the talk has come far enough."""
    if now.state.turn >= 4 and (now.state.heat >= 7 or now.state.phase == "deciding"):
        return scored(2, 2, 3 if now.bounded else None, ["set_limit", "new_appointment"])
    return blamer(now) if now.state.turn < 3 else decent(now)


def insulting(now: Moment) -> ScoredReply:
    """Gives as good as they get."""
    return scored(0, 0, 0, ["retaliate"]) if now.dice.random() < 0.5 else blamer(now)


def erratic(now: Moment) -> ScoredReply:
    """Anyone, from one reply to the next."""
    weights = {skilled: 5, decent: 5, cold: 2, defender: 1, blamer: 1, boundless: 1, postponing: 1}
    return now.dice.choices(list(weights), list(weights.values()))[0](now)


MANNERS: Mapping[str, Manner] = {
    manner.__name__: manner
    for manner in (
        skilled,
        decent,
        blamer,
        defender,
        boundless,
        monosyllabic,
        cold,
        improving,
        postponing,
        insulting,
        erratic,
    )
}
"""All manners by name."""


def _subjects(now: Moment, chance: float) -> list[str]:
    """What the reply asks about: mostly something, from the subjects there are."""
    return [now.dice.choice(now.topics)] if now.topics and now.dice.random() < chance else []
