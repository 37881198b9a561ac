"""What the coach says around a role-play: the strict schema of `bot/knowledge/conversation.yml`.

Texts may hold places in braces, such as {parent}; `PLACES` says which.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct

from bot.coaching.roleplay.line import End, Words

Command = Literal[
    "begin",
    "hint",
    "feedback",
    "why",
    "pause",
    "resume",
    "retry",
    "finish",
    "start_over",
    "list_scenarios",
    "progress",
    "help",
    "goodbye",
]
"""What a trainee can ask of the coach by a button or by its name, in and outside a role-play."""

Coached = Literal["live", "request", "end"]
"""When the coach speaks about the replies: after each, whenever the trainee asks, or only at the end."""

PLACES: Mapping[str, tuple[str, ...]] = {
    "choose_again": ("named",),
    "listed": ("number", "title", "subject"),
    "briefing": ("title", "teacher", "role", "parent", "relation", "child", "age"),
    "arranged_one": ("asks", "option"),
    "ready": ("parent", "minutes"),
    "pause": ("parent",),
    "paused_already": ("parent",),
    "resume": ("parent",),
    "going_on": ("parent",),
    "retry": ("parent",),
    "nothing_to_retry": ("parent",),
    "no_retries": ("parent",),
    "no_reply_yet": ("parent",),
    "why": ("turn", "reply"),
    "why_not_scored": ("score", "parent"),
    "feedback": ("turn", "reply"),
    "tip_worked": ("worked",),
    "tip_next": ("try_next", "wording"),
    "tip_strategy": ("strategy", "citation"),
    "scores": ("two_way", "empathy", "boundaries"),
    "ended": ("parent", "child"),
    "finished": ("parent",),
    "nothing_yet": ("parent",),
    "over": ("parent",),
    "progress": ("replies", "parent", "two_way", "empathy", "boundaries"),
    "explain_unknown": ("known",),
    "help_in_role_play": ("parent",),
    "hard_heard": ("quote", "says"),
    "hard_named": ("quote",),
    "hard_strategy": ("strategy", "about", "citation", "example"),
    "hard_offered": ("title", "reason"),
    "hard_unclear": ("quote",),
    "hard_suggested": ("title", "subject"),
    "fallback_chosen": ("parent",),
    "lost": ("parent",),
    "buttons": ("parent",),
}
"""Which places each text may hold; texts that are not named hold none."""


class Says(Struct, frozen=True, forbid_unknown_fields=True):
    """One text for each occasion."""

    greeting: Words
    choose: Words
    """Before the list of scenarios."""
    no_retries: Words
    """When a workshop lets no reply be taken back."""
    coaching_settled: Words
    """When a workshop has settled when the coach speaks."""
    choose_again: Words
    """When the scenario that was named could not be found."""
    listed: Words
    """One entry of the list."""
    briefing: Words
    """Before what the teacher knows."""
    goals: Words
    """Before the goals."""
    arranged: Words
    """Before how the meeting is arranged."""
    arranged_one: Words
    """One of the arrangements."""
    ready: Words
    """After the goals, before the button to begin."""
    nobody_there: Words
    """A command of the role-play while none is on."""
    pause: Words
    paused_already: Words
    """A reply or a pause while paused."""
    resume: Words
    going_on: Words
    """Resuming while nothing is paused."""
    retry: Words
    nothing_to_retry: Words
    hint_more: Words
    """After a step of the hint that is not the last, where the steps come one at a time."""
    coached: Mapping[Coached, Words]
    """When a way of coaching was chosen."""
    coached_unsure: Words
    """When it could not be made out which."""
    kept_for_the_end: Words
    """Asked about a reply in a talk that is coached at the end."""
    no_reply_yet: Words
    """Asked about a reply before the first."""
    why: Words
    """Before the explanation of the scores of a reply."""
    why_not_scored: Words
    """Asked about a score that a reply does not have."""
    feedback: Words
    """Before the tip about a reply, when it was asked for."""
    tip_worked: Words
    tip_next: Words
    tip_strategy: Words
    scores: Words
    """One line with the scores, for the terminal."""
    ended: Mapping[End, Words]
    """How it ended."""
    finished: Words
    """Ended by the trainee before the parent made an end."""
    nothing_yet: Words
    """Finishing before the first reply."""
    over: Words
    """Anything for a parent who has left."""
    progress: Words
    progress_none: Words
    """Before the first reply."""
    explain_unknown: Words
    """A term that the coach does not know."""
    help: Words
    help_in_role_play: Words
    hard_heard: Words
    """Takes up what somebody finds hard."""
    hard_named: Words
    """The same, where only a conversation could be made out."""
    hard_strategy: Words
    """What helps with it, and who says so."""
    hard_rehearse: Words
    """Before the conversations in which it can be rehearsed."""
    hard_offered: Words
    """One of them."""
    hard_unclear: Words
    """Before a few suggestions, when it could not be made out what is hard."""
    hard_suggested: Words
    """One of those."""
    fallback_chosen: Words
    """For what was not understood when a scenario is chosen and not begun."""
    goodbye: Words
    trouble: Words
    """Something on the coach's side failed; nothing was lost and the same can be sent again."""
    lost: Words
    """The role-play is no longer on record."""


class Conversation(Struct, frozen=True, forbid_unknown_fields=True):
    """All of `conversation.yml`."""

    words: Mapping[Command, Annotated[tuple[Words, ...], Meta(min_length=1)]]
    """Exact words that are commands even within a role-play, where all else is said to the parent."""
    wishes: Words
    """Words that may stand around a conversation's name in a clear wish for it."""
    buttons: Mapping[Command, Words]
    """What stands on the buttons."""
    coaching_buttons: Mapping[Coached, Words]
    """What stands on the buttons for the ways of coaching."""
    says: Says
