"""The processes as they are started: `python -m bot.serving.child rasa|actions|web [alone]`.

Settings come from the environment; see `bot/settings.py`.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable

from bot.library.faults import KnowledgeError
from bot.records import RecordsUnavailable
from bot.serving.files import endpoints_file, model_file
from bot.serving.orphan import stop_with_parent
from bot.settings import ACTIONS_PORT, RASA_PORT, ROOT, Settings, SettingsError, read_settings
from bot.watching.exposition import expose
from bot.watching.logs import set_up_logs


def main() -> None:
    """Run the process that the command line names."""
    if sys.argv[2:] != ["alone"]:
        stop_with_parent()
    warnings.simplefilter("ignore")
    try:
        part, settings = sys.argv[1], read_settings()
        set_up_logs(part, settings.log_level, settings.log_format)
        expose(settings.metrics_host, settings.metrics_port)
        PROCESSES[part](settings)
    except KnowledgeError as error:
        # The last line is what the person who started everything gets to see.
        sys.exit(
            f"{error}\nbot/knowledge has {len(error.faults)} faults; `alongside check` tells where and what to do."
        )
    except (SettingsError, RecordsUnavailable) as error:
        sys.exit(str(error))


def run_rasa(settings: Settings) -> None:
    """Rasa with the trained model, on this machine only, its HTTP API closed but for the one channel."""
    os.chdir(ROOT)
    # Below INFO Rasa logs what people typed.
    level = "INFO" if settings.log_level == "DEBUG" else settings.log_level
    os.environ |= {"LOG_LEVEL": level, "LOG_LEVEL_LIBRARIES": "ERROR", "SANIC_WORKERS": "1"}
    # One message at a time waits for PostgreSQL, so Rasa's fifty connections for each process would be for nothing.
    os.environ |= {"POSTGRESQL_POOL_SIZE": "2", "POSTGRESQL_MAX_OVERFLOW": "8"}
    port = str(settings.rasa_port or RASA_PORT)
    sys.argv = ["rasa", "run", "--model", str(model_file()), "--interface", "127.0.0.1", "--port", port]
    sys.argv += ["--endpoints", str(endpoints_file(settings)), "--credentials", str(ROOT / "credentials.yml")]
    from bot.rasa.early import import_early
    from bot.rasa.light import install

    install()
    if settings.faster_rasa:
        from bot.rasa.unused import leave_out

        leave_out(ROOT / "credentials.yml")
    import_early()
    from rasa.__main__ import main as rasa

    from bot.rasa.logs import take_over_logs
    from bot.rasa.unforgetful import let_errors_through

    let_errors_through()
    take_over_logs(settings.log_level, settings.log_format)
    if settings.faster_rasa:
        from bot.rasa.quicker import quicken

        quicken()
    rasa()


def run_actions(settings: Settings) -> None:
    """The action server."""
    from bot.actions.server import serve

    serve(settings.actions_port or ACTIONS_PORT)


def run_web(settings: Settings) -> None:
    """The page and the JSON API."""
    import uvicorn

    from bot.serving.patience import Impatient

    uvicorn.run(
        "bot.web.app:create_app",
        factory=True,
        host=settings.host,
        port=settings.port,
        log_config=None,  # It logs as everything else does, and requests are told of by bot/web/requests.py.
        access_log=False,
        server_header=False,
        ws="none",  # Nothing here speaks it, and Rasa's websockets is too old for uvicorn.
        http=Impatient,
        forwarded_allow_ips=settings.trusted,
    )


PROCESSES: dict[str, Callable[[Settings], None]] = {"rasa": run_rasa, "actions": run_actions, "web": run_web}

if __name__ == "__main__":
    main()
