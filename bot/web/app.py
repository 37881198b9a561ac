"""Puts the web part together."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.middleware import DefineMiddleware

from bot.coaching.group import statements
from bot.library import KNOWLEDGE
from bot.library.coach_texts import read_coach
from bot.library.pseudonyms import read_pseudonyms
from bot.library.scenarios import read_scenarios
from bot.library.themes import read_themes
from bot.records import Records, RecordsUnavailable, migrate
from bot.records.telling import telling
from bot.settings import Settings, read_settings
from bot.watching.metrics import FIGURES
from bot.watching.threads import CountedThreads
from bot.web.conversations import Conversations
from bot.web.document import DOCUMENT, document_empty_answers, document_files, document_limits
from bot.web.embedding import Embedding
from bot.web.facilitator.room import ROOM
from bot.web.facilitator.sign_in import Passwords
from bot.web.figures import RecordsFigures
from bot.web.front import Front, Named
from bot.web.guesses import Guesses
from bot.web.health import health, live, readiness_of, ready
from bot.web.join import join, look_before_joining
from bot.web.limits import Limited, Limits
from bot.web.participation import change_consent, own_workshops
from bot.web.practice import own_practices
from bot.web.problems import answer_problem, answer_surprise, answer_unavailable, answer_unreadable
from bot.web.rasa import Rasa
from bot.web.rasa_memory import memory_of
from bot.web.requests import Requests
from bot.web.scenarios import cards_of, list_scenarios
from bot.web.sessions import open_session, own_sessions
from bot.web.site import Site, facilitator_page, keep_to_itself, page, site, way_in, widget
from bot.web.static_files import StaticFiles, static_file
from bot.web.turns_to_speak import turns_to_speak
from bot.web.upkeep import Retention, kept_up
from bot.web.votes import own_votes
from bot.web.waking import awake

log = logging.getLogger(__name__)


SCRATCH = "run/page-{port}"
"""Where this process puts files together that leave at once, in the data folder."""

LARGEST_REQUEST = 256 * 1024
"""Bytes. Far above the longest reply, so that one that is too long is refused in fitting words."""


def create_app(settings: Settings | None = None) -> Litestar:
    """The web part as an ASGI application; `uvicorn --factory bot.web.app:create_app` serves it.

    Raises KnowledgeError or SettingsError, each with what to mend.
    """
    settings = settings or read_settings()
    scenarios, coach = read_scenarios(KNOWLEDGE), read_coach(KNOWLEDGE)
    hook = telling(statements.Site(settings.home), scenarios) if settings.lrs_url else None
    records = Records(settings.database_url, hook)
    rasa = Rasa(settings.rasa_urls, settings.actions_urls)
    memory, turns = memory_of(settings, records), turns_to_speak(settings.redis_url)
    conversations = Conversations(records, rasa, memory, turns, scenarios)
    retention = Retention(records, conversations, memory, turns, settings)
    scratch = settings.data / SCRATCH.format(port=settings.port)
    embedding = Embedding(settings)
    front, limits = Front.of(settings), Limits(settings)

    @asynccontextmanager
    async def running(_app: Litestar) -> AsyncIterator[None]:
        asyncio.get_running_loop().set_default_executor(CountedThreads())
        counted = RecordsFigures(records)
        FIGURES.register(counted)
        try:
            await asyncio.to_thread(migrate, settings.database_url)
        except RecordsUnavailable:
            # Served all the same: the page then says in words that the records are out of reach.
            log.exception("The records cannot be brought up to date.")
        async with kept_up(settings, records, retention, scratch):
            yield
        await limits.counts.close()
        FIGURES.unregister(counted)
        await turns.close()
        await rasa.close()
        records.close()

    app = Litestar(
        [
            page,
            facilitator_page,
            way_in,
            widget,
            static_file,
            site,
            awake,
            health,
            live,
            ready,
            list_scenarios,
            open_session,
            own_sessions,
            own_practices,
            own_workshops,
            own_votes,
            change_consent,
            look_before_joining,
            join,
            *ROOM,
        ],
        state=State(
            {
                "records": records,
                "front": front,
                "guesses": Guesses(records),
                "token_lasts": timedelta(days=settings.keep_sessions_days),
                "static": StaticFiles(),
                "site": Site.of(settings),
                "rasa": rasa,
                "readiness": readiness_of(settings, rasa, records),
                "passwords": Passwords(),
                "scratch": scratch,
                "tells_lrs": bool(settings.lrs_url),
                "pseudonyms": read_pseudonyms(KNOWLEDGE),
                "scenarios": scenarios,
                "coach": coach,
                "cards": cards_of(scenarios.values(), coach, read_themes(KNOWLEDGE)),
                "conversations": conversations,
            }
        ),
        lifespan=[running],
        exception_handlers={
            HTTPException: answer_problem,
            RecordsUnavailable: answer_unavailable,
            UnicodeDecodeError: answer_unreadable,
            Exception: answer_surprise,
        },
        middleware=[DefineMiddleware(Named, front=front), DefineMiddleware(Limited, limits=limits)],
        before_send=[keep_to_itself(embedding, front)],
        cors_config=embedding.cors,
        compression_config=CompressionConfig(backend="gzip"),
        request_max_body_size=LARGEST_REQUEST,
        openapi_config=DOCUMENT,
        logging_config=None,
        debug=False,
    )
    app.asgi_handler = Requests(app.asgi_handler)
    document_limits(app)
    document_files(app)
    document_empty_answers(app)
    return app
