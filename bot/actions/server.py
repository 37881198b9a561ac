"""The action server, on this machine only and without TensorFlow.

Does what `rasa run actions --actions bot.actions` does, which listens on every network interface and
loads the whole of Rasa first.
"""

from __future__ import annotations

import asyncio

from rasa_sdk.endpoint import create_app
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.actions.stage import stage
from bot.records import RecordsUnavailable


def serve(port: int) -> None:
    """Serve the actions on 127.0.0.1 until the process is stopped. Raises what `stage` raises."""
    stage()  # now rather than with somebody's first reply
    app = create_app("bot.actions", cors_origins="")
    tell_readiness(app)
    app.run("127.0.0.1", port, workers=1, access_log=False, debug=False)


def tell_readiness(app: Sanic) -> None:
    """Let the server tell at `/ready` whether it can record a turn; `/health` tells that it answers."""

    async def ready(_: Request) -> HTTPResponse:
        try:
            await asyncio.to_thread(stage().records.check)
        except RecordsUnavailable:
            return json({"status": "down", "trouble": ["The database cannot be read."]}, 503)
        return json({"status": "ok", "trouble": []})

    app.add_route(ready, "/ready", methods=["GET"])
