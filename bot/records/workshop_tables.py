"""The tables of facilitators, their workshops and what is said about replies in them.

What a participant typed stands in the tables of turns alone. What others say about it (comments, marks, votes,
ratings) hangs on the turn, and goes when the turn goes.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.records.tables import metadata

# `name_key` is the name as it is compared: without case, so that “Ama” and “ama” are one.
facilitators = Table(
    "facilitators",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(80), nullable=False),
    Column("name_key", String(240), nullable=False, unique=True),
    Column("password_hash", String(200), nullable=False),
    Column("role", String(16), nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("closed_at", DateTime(timezone=True)),
)

signed_in = Table(
    "signed_in",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("facilitator_id", ForeignKey("facilitators.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("seen_at", DateTime(timezone=True), nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False),
)

# `by` is empty for the link with which the very first facilitator begins.
invitations = Table(
    "invitations",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("by", ForeignKey("facilitators.id", ondelete="CASCADE")),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    Column("used_at", DateTime(timezone=True)),
)

# Tries that failed, under the hash of whatever they are counted for: a name, an address.
sign_in_attempts = Table(
    "sign_in_attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key_hash", String(64), nullable=False, index=True),
    Column("at", DateTime(timezone=True), nullable=False, index=True),
)

workshops = Table(
    "workshops",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("facilitator_id", ForeignKey("facilitators.id"), nullable=False, index=True),
    Column("join_code", String(6), nullable=False, unique=True),
    Column("title", String(120), nullable=False),
    Column("settings", Text, nullable=False),
    Column("opens_at", DateTime(timezone=True), nullable=False),
    Column("closes_at", DateTime(timezone=True)),
    Column("ended_at", DateTime(timezone=True)),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("delete_after", Date, index=True),
    sqlite_autoincrement=True,
)

# Who runs a workshop beside the facilitator whose it is.
co_facilitators = Table(
    "co_facilitators",
    metadata,
    Column("workshop_id", ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False),
    Column("facilitator_id", ForeignKey("facilitators.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("since", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("workshop_id", "facilitator_id"),
)

# Ids of workshops and participants are never given again: the list of who looked at what outlasts them.
# `place` is the step that the participant's page shows; `consent` is JSON.
participants = Table(
    "participants",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workshop_id", ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False),
    Column("trainee_id", ForeignKey("trainees.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", String(80), nullable=False),
    Column("joined_at", DateTime(timezone=True), nullable=False),
    Column("seen_at", DateTime(timezone=True), nullable=False),
    Column("place", String(12)),
    Column("consent", Text, nullable=False),
    Column("withdrawn_at", DateTime(timezone=True)),
    UniqueConstraint("workshop_id", "name"),
    UniqueConstraint("workshop_id", "trainee_id"),
    sqlite_autoincrement=True,
)

# A message from the facilitator, to one participant or, without one, to all.
notes = Table(
    "notes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workshop_id", ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("participant_id", ForeignKey("participants.id", ondelete="CASCADE")),
    Column("text", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
)

# Minutes given on top, to one participant or to all, in the talks that had begun by then.
extensions = Table(
    "extensions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workshop_id", ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("participant_id", ForeignKey("participants.id", ondelete="CASCADE")),
    Column("minutes", Integer, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
)

comments = Table(
    "comments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workshop_id", ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("turn_id", ForeignKey("turns.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("facilitator_id", ForeignKey("facilitators.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
)

# On the wall: a reply that is hidden, or picked to be talked about.
marks = Table(
    "marks",
    metadata,
    Column("workshop_id", ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False),
    Column("turn_id", ForeignKey("turns.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String(8), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("workshop_id", "turn_id"),
)

votes = Table(
    "votes",
    metadata,
    Column("participant_id", ForeignKey("participants.id", ondelete="CASCADE"), nullable=False),
    Column("turn_id", ForeignKey("turns.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("two_way", Integer),
    Column("empathy", Integer),
    Column("boundaries", Integer),
    Column("at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("participant_id", "turn_id"),
    CheckConstraint("two_way between 0 and 3", name="two_way"),
    CheckConstraint("empathy between 0 and 3", name="empathy"),
    CheckConstraint("boundaries between 0 and 3", name="boundaries"),
)

# `blind` holds the scores as JSON that were given before the coach's were seen, once others have taken their place.
ratings = Table(
    "ratings",
    metadata,
    Column("facilitator_id", ForeignKey("facilitators.id"), nullable=False),
    Column("turn_id", ForeignKey("turns.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("two_way", Integer, nullable=False),
    Column("empathy", Integer, nullable=False),
    Column("boundaries", Integer),
    Column("moves", Text),
    Column("note", Text),
    Column("saw_scores", Boolean(create_constraint=False), nullable=False),
    Column("blind", Text),
    Column("at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("facilitator_id", "turn_id"),
    CheckConstraint("two_way between 0 and 3", name="two_way"),
    CheckConstraint("empathy between 0 and 3", name="empathy"),
    CheckConstraint("boundaries between 0 and 3", name="boundaries"),
)

# Who saw and took what, without a word of what was typed. No foreign keys: it outlasts what it tells of.
looked_at = Table(
    "looked_at",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False, index=True),
    Column("facilitator_id", Integer, nullable=False),
    Column("action", String(40), nullable=False),
    Column("workshop_id", Integer, index=True),
    Column("participant_id", Integer),
    Column("detail", String(200)),
)

# Statements on their way to a Learning Record Store.
statements = Table(
    "statements",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("workshop_id", ForeignKey("workshops.id", ondelete="CASCADE"), index=True),
    Column("session_id", ForeignKey("sessions.id", ondelete="CASCADE"), index=True),
    Column("statement", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("sent_at", DateTime(timezone=True)),
    Column("tries", Integer, nullable=False),
    Column("next_at", DateTime(timezone=True), index=True),
    Column("trouble", String(200)),
)
