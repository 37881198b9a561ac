"""The action server, on this machine only and without TensorFlow.

Does what `rasa run actions --actions bot.actions` does, which listens on every network interface and
loads the whole of Rasa first.
"""

from __future__ import annotations

import logging

from rasa_sdk.endpoint import create_app

from bot.actions.stage import stage


def serve(port: int) -> None:
    """Serve the actions on 127.0.0.1 until the process is stopped. Raises what `stage` raises."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    stage()  # now rather than with somebody's first reply
    app = create_app("bot.actions", cors_origins="")
    app.run("127.0.0.1", port, workers=1, access_log=False, debug=False)
