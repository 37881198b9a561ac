"""What kind of conversation a scenario is."""

from __future__ import annotations

from msgspec import Struct

from bot.coaching.roleplay.line import Words


class Theme(Struct, frozen=True, forbid_unknown_fields=True):
    """A subject under which a teacher would look for a conversation."""

    name: Words
    """As the trainee picks it: "When a parent is angry or let down"."""
    about: Words
    """What belongs under it, for whoever writes a scenario."""
