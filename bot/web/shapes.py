"""What goes in and out of the JSON interface. Each class is a schema of the OpenAPI document."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from bot.coaching.codebook import FoundMove, Reasons, Scores
from bot.coaching.debrief.confidence import Confidence, ConfidenceCourse
from bot.coaching.debrief.report import Report
from bot.coaching.feedback.advice import Advice
from bot.coaching.feedback.help import Hint
from bot.coaching.feedback.scores_explained import ScoresExplained
from bot.coaching.roleplay.line import End, Level, Phase
from bot.coaching.roleplay.scenario import Difficulty
from bot.records import Coaching
from bot.web.intents import PAYLOAD

LONGEST_REPLY = 4_000
"""Characters in a reply: some eight minutes of talking, more than any parent sits through."""
LONGEST_CLIENT_ID = 64
CLIENT_ID = "^[A-Za-z0-9_-]+$"
LONGEST_PAYLOAD = 300
LONGEST_ID = 40
LARGEST_SEED = 2**31 - 1
MOST_CHOSEN = 20
"""Options in one request: more than any scenario asks for."""

# Its limits are checked in `words.py`, which says in words what is wrong, and documented in `document.py`.
Text = Annotated[
    str, Meta(description="What the trainee says, as typed. Control characters are left out; HTML is just text.")
]
ClientId = Annotated[str, Meta(min_length=1, max_length=LONGEST_CLIENT_ID, pattern=CLIENT_ID)]
_CLIENT_ID = (
    "The sender's own name for this reply. Sent again under the same name, it gets the same answer and stays one turn."
)
WorkshopId = Annotated[int, Meta(ge=1, le=2**31 - 1)]
_UNTIL = "When the time for the talk is over, in a workshop with a time limit."
Seed = Annotated[int, Meta(ge=0, le=LARGEST_SEED, description="Decides between lines that fit equally well.")]


class OpenSession(Struct, forbid_unknown_fields=True):
    """What to practise."""

    scenario: Annotated[
        Annotated[str, Meta(max_length=LONGEST_ID)] | None,
        Meta(description="Id of a scenario; null to talk to the coach first."),
    ] = None
    coaching: Annotated[
        Coaching,
        Meta(description="When the coach speaks about a reply: after every one, only when asked, or only at the end."),
    ] = "live"
    seed: Annotated[Seed | None, Meta(description="The same seed and the same replies give the same talk.")] = None
    difficulty: Annotated[
        Difficulty, Meta(description="How hard the parent is played: hard only where the scenario has a harder way.")
    ] = "usual"
    chosen: Annotated[
        list[Annotated[str, Meta(max_length=LONGEST_ID)]],
        Meta(
            max_length=MOST_CHOSEN,
            description="Ids of options of the scenario's arrangements, at most one of each. "
            "Where none is named, the first holds.",
        ),
    ] = []
    goal: Annotated[
        Annotated[str, Meta(max_length=LONGEST_ID)] | None,
        Meta(description="Id of the one strategy that the trainee sets out to practise: one of the scenario's."),
    ] = None
    confidence: Annotated[
        Confidence | None, Meta(description="How sure the trainee feels beforehand: 1 not at all, 5 very.")
    ] = None
    workshop: Annotated[
        WorkshopId | None,
        Meta(description="Id of a workshop that the practice takes part in, whose rules hold then. Needs its code."),
    ] = None


class Reply(Struct, forbid_unknown_fields=True):
    """Something the trainee says."""

    text: Text
    client_id: Annotated[ClientId | None, Meta(description=_CLIENT_ID)] = None
    payload: Annotated[
        Annotated[str, Meta(max_length=LONGEST_PAYLOAD, pattern=PAYLOAD)] | None,
        Meta(description="The payload of a button that was pressed; `text` is then its title."),
    ] = None


class Button(Struct, omit_defaults=True):
    """Something one can choose instead of typing."""

    title: str
    payload: str


class Message(Struct, omit_defaults=True):
    """What somebody said. Which fields there are depends on the speaker."""

    speaker: Annotated[Literal["parent", "coach", "teacher"], Meta(description="The teacher is the trainee.")]
    text: str
    kind: Annotated[str | None, Meta(description="What the coach's words are: tip, hint, briefing, summary …")] = None
    name: Annotated[
        str | None, Meta(description="Who speaks on the parent's side: the parent, or one of the scenario's voices.")
    ] = None
    line: Annotated[str | None, Meta(description="Id of the parent's line.")] = None
    bubbles: Annotated[list[str] | None, Meta(description="The parent's words one bubble at a time.")] = None
    advice: Advice | None = None
    hint: Annotated[Hint | None, Meta(description="The hint in three steps, each a little more.")] = None
    why: Annotated[ScoresExplained | None, Meta(description="Why a reply got its scores, where the trainee asked.")] = (
        None
    )
    buttons: list[Button] | None = None
    turn: Annotated[int | None, Meta(description="Number of the trainee's reply; none when it was for the coach.")] = (
        None
    )
    client_id: str | None = None


class State(Struct):
    """What the trainee can feel of the parent."""

    heat: Annotated[Level, Meta(description="How angry: 0 calm, 10 beside themselves.")]
    trust: Annotated[Level, Meta(description="How much they trust the teacher: 0 not at all, 10 fully.")]
    phase: Phase


class Judged(Struct):
    """A reply as the parent and the coach took it. All but `reply` is null if it was for the coach."""

    reply: Annotated[str, Meta(description="The reply as it was taken: moves point into this text.")]
    client_id: str | None
    turn: int | None = None
    scores: Scores | None = None
    moves: list[FoundMove] | None = None
    reasons: Reasons | None = None
    advice: Advice | None = None
    state: State | None = None
    ended: Annotated[End | None, Meta(description="How the conversation ended with this reply.")] = None


class Earlier(Judged, kw_only=True):
    """A reply that was taken back, and how it was answered."""

    answer: list[Message]


class Answer(Judged):
    """The answer to a reply. The first fields are null if it was for the coach, not for the parent."""

    messages: list[Message] = []
    scenario: Annotated[str | None, Meta(description="The scenario being played, if any.")] = None
    playing: Annotated[bool, Meta(description="Whether a role-play is on.")] = False
    paused: bool = False


class Opened(Struct):
    """A new session. The token is shown this once."""

    session: str
    token: Annotated[str, Meta(description="To be sent with every further request: `Authorization: Bearer …`.")]
    messages: list[Message]
    scenario: str | None
    playing: bool
    state: State | None
    until: Annotated[datetime | None, Meta(description=_UNTIL)] = None


class Restored(Struct):
    """A session as it stands, to show it again."""

    session: str
    scenario: str | None
    coaching: Coaching
    difficulty: Difficulty
    chosen: Annotated[list[str], Meta(description="Ids of the options that were chosen before the meeting.")]
    playing: bool
    paused: bool
    ended: End | None
    state: State | None
    messages: Annotated[list[Message], Meta(description="All that was said, in order, the trainee's words included.")]
    turns: Annotated[list[Judged], Meta(description="The replies that count, in order.")]
    goal: Annotated[str | None, Meta(description="Id of the strategy that the trainee set out to practise.")]
    confidence: ConfidenceCourse | None
    earlier: Annotated[list[Earlier], Meta(description="The replies that were taken back, the oldest first.")]
    began_at: Annotated[datetime | None, Meta(description="When the role-play began; null before it has.")] = None
    until: Annotated[datetime | None, Meta(description=_UNTIL)] = None


class Said(Struct):
    """The coach's answer to a command."""

    messages: list[Message]
    playing: bool
    paused: bool


class Retried(Struct):
    """The parent's line again, to be answered anew."""

    messages: list[Message]
    turn: Annotated[int, Meta(description="Number of the reply that is expected now.")]
    state: State | None


class Finished(Struct):
    """The coach's summary."""

    messages: list[Message]
    ended: End | None
    report: Report


class Fault(Struct):
    """What went wrong."""

    code: Annotated[str, Meta(pattern="^[a-z][a-z_]*$")]
    message: Annotated[str, Meta(description="Words for a person.")]


class FaultBody(Struct):
    """The one shape of every error."""

    error: Fault
