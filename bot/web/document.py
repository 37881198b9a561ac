"""The OpenAPI document, served at `/schema/openapi.json`."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Any

from litestar import Litestar, MediaType
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, OpenAPIMediaType, OpenAPIType, Schema, SecurityScheme

from bot.web.facilitator.access import COOKIE, HEADER, OURS
from bot.web.intents import PAYLOAD
from bot.web.shapes import CLIENT_ID, LARGEST_SEED, LONGEST_CLIENT_ID, LONGEST_ID, LONGEST_PAYLOAD, LONGEST_REPLY


def _release() -> str:
    try:
        return version("alongside")
    except PackageNotFoundError:
        return "0"


DOCUMENT = OpenAPIConfig(
    title="Alongside",
    version=_release(),
    description="Rehearse difficult conversations with parents: open a session, reply, read the report. "
    "Every error has the one shape FaultBody; its words are English, or what `Accept-Language` asks for if a trainee's "
    "page speaks that.",
    components=Components(
        security_schemes={
            "token": SecurityScheme(type="http", scheme="bearer", description="The token of one session."),
            "code": SecurityScheme(type="http", scheme="bearer", description="The code of a practice."),
            "facilitator": SecurityScheme(
                type="apiKey",
                security_scheme_in="cookie",
                name=COOKIE,
                description="Set by signing in. Requests that change something also need the header "
                f"`{HEADER}: {OURS}`, and are refused when another site's page makes them.",
            ),
        }
    ),
    use_handler_docstrings=True,
    # Only the document itself: the viewers would fetch their scripts from elsewhere.
    path="/schema/openapi.json",
    render_plugins=[JsonRenderPlugin(path="/")],
)


def document_limits(app: Litestar) -> None:
    """Add the limits that the framework leaves out: of the reply's text, and of what may also be null."""
    schemas = app.openapi_schema.components.schemas
    _limit(schemas["Reply"], "text", min_length=1, max_length=LONGEST_REPLY, pattern=r"\S")
    _limit(schemas["Reply"], "client_id", min_length=1, max_length=LONGEST_CLIENT_ID, pattern=CLIENT_ID)
    _limit(schemas["Reply"], "payload", max_length=LONGEST_PAYLOAD, pattern=PAYLOAD)
    _limit(schemas["OpenSession"], "scenario", max_length=LONGEST_ID)
    _limit(schemas["OpenSession"], "goal", max_length=LONGEST_ID)
    _limit(schemas["OpenSession"], "seed", minimum=0, maximum=LARGEST_SEED)
    _limit(schemas["OpenSession"], "workshop", minimum=1, maximum=LARGEST_SEED)


def document_files(app: Litestar) -> None:
    """Add that a session can be taken along as text too: the framework knows one type of content for each answer."""
    paths: Any = app.openapi_schema.paths
    answer = paths["/api/sessions/{session}/download"].get.responses["200"]
    answer.content[MediaType.TEXT.value] = OpenAPIMediaType(Schema(type=OpenAPIType.STRING))


def document_empty_answers(app: Litestar) -> None:
    """Take away the content of answers that have none: where they set a cookie the framework names one all the same."""
    paths: Any = app.openapi_schema.paths
    for path in paths.values():
        for operation in (path.get, path.put, path.post, path.delete):
            if operation is not None and "204" in operation.responses:
                operation.responses["204"].content = None


def _limit(schema: Schema, field: str, **limits: Any) -> None:
    found = (schema.properties or {})[field]
    # What may be null is "one of" its own type, which comes first, and null.
    target = found.one_of[0] if isinstance(found, Schema) and found.one_of else found
    for name, limit in limits.items():
        setattr(target, name, limit)
