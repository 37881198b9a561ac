"""A conversation that cannot be read or written now is not taken for a new one.

When its record gives no answer, Rasa goes on with an empty conversation in its own memory: a reply to a parent would be
answered by the coach, who asks which parent it shall be. Here the error is let through instead. The message then gets
no answer, people are told to wait a moment, and the same message sent again goes on where the conversation was.
"""

from __future__ import annotations

from typing import NoReturn

from rasa.core.tracker_store import FailSafeTrackerStore

REPLACED = ("on_tracker_store_error", "on_tracker_store_retrieve_error")
"""What Rasa does about an error, before it goes on as if nothing had been."""


def let_errors_through() -> None:
    """From now on an error of the record is one of the message."""

    def let_through(_self: FailSafeTrackerStore, error: Exception) -> NoReturn:
        raise error

    for name in REPLACED:
        getattr(FailSafeTrackerStore, name)  # Raises AttributeError if Rasa calls it something else by now.
        setattr(FailSafeTrackerStore, name, let_through)
