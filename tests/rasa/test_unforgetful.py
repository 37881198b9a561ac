"""When Rasa's record of the conversations gives no answer, nobody's conversation begins anew."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import asyncio
from rasa.core.agent import Agent
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from bot.rasa.unforgetful import let_errors_through

class Down(TrackerStore):
    async def retrieve(self, sender_id):
        raise OSError("down")
    async def save(self, tracker):
        raise OSError("down")

async def told(asked):
    try:
        await asked
    except OSError:
        return "an error"
    return "nothing"

async def look():
    agent = Agent(domain=Domain.empty(), tracker_store=Down(Domain.empty()))
    store = agent.tracker_store
    tracker = store.init_tracker("a")
    for asked in store.retrieve("a"), store.save(tracker), store.retrieve_full_tracker("a"):
        print(await told(asked))

asyncio.run(look())
let_errors_through()
asyncio.run(look())
"""


def test_an_error_of_the_record_is_told_and_not_taken_for_an_empty_conversation() -> None:
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", PROGRAM], capture_output=True, text=True, check=True)
    # The first three show what Rasa does by itself: if it ever changes that, the change can go.
    assert done.stdout.splitlines() == ["nothing"] * 3 + ["an error"] * 3
