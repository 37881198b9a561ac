"""The page, the script of the widget, what this site says of itself, and the headers that keep it all to itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import quote

from litestar import HttpMethod, Request, Response, get, route
from litestar.datastructures import MutableScopeHeaders
from litestar.datastructures import State as AppState
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.types import Message, Scope
from msgspec import Struct

from bot.settings import Settings
from bot.web.embedding import Embedding
from bot.web.front import A_YEAR, Front
from bot.web.languages import languages_in
from bot.web.problems import documented
from bot.web.static_files import PAGES, StaticFiles, as_file, sent

POLICY = "; ".join(
    (
        "default-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self' data:",
        "object-src 'none'",
    )
)
"""Nothing from anywhere else, and no script or style inside a page."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # The microphone is for replies that are spoken, if the trainee wants that; the browser asks them first.
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self)",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    # For browsers that do not know frame-ancestors.
    "X-Frame-Options": "DENY",
}

ENGLISH = "texts/en.js"
"""The words of the interface that the page names; those of the browser's own language take its place."""

PRIVATE = ("/api/sessions", "/api/practice", "/api/join", "/api/facilitator", "/api/workshops")
"""Where what concerns somebody alone is told: never kept on the way."""


class Site(Struct, frozen=True):
    """What this site says of itself: `worries` tells whom to turn to with real worries about a child, if anybody said;
    `remember` is whether a practice is remembered on the device unless the trainee says otherwise."""

    worries: str | None
    remember: bool

    @classmethod
    def of(cls, settings: Settings) -> Site:
        """As it is set."""
        return cls(settings.worries or None, settings.remember)


@route("/", http_method=[HttpMethod.GET, HttpMethod.HEAD], include_in_schema=False, sync_to_thread=False)
def page(request: Request[object, object, AppState]) -> Response[bytes | None]:
    """The page on which one practises."""
    static: StaticFiles = request.app.state.static
    static.refresh()
    text = (PAGES / "index.html").read_text(encoding="utf-8")
    words = words_for(request.headers.get("accept-language", ""), static)
    answer = sent(as_file(static.versioned(text.replace(ENGLISH, words)).encode(), ".html"), request)
    answer.headers["Vary"] = "Accept-Language"
    return answer


@route("/facilitator", http_method=[HttpMethod.GET, HttpMethod.HEAD], include_in_schema=False, sync_to_thread=False)
def facilitator_page(request: Request[object, object, AppState]) -> Response[bytes | None]:
    """The page from which workshops are run."""
    static: StaticFiles = request.app.state.static
    static.refresh()
    text = (PAGES / "facilitator.html").read_text(encoding="utf-8")
    return sent(as_file(static.versioned(text).encode(), ".html"), request)


@route(
    ["/join", "/join/{code:str}"],
    http_method=[HttpMethod.GET, HttpMethod.HEAD],
    include_in_schema=False,
    sync_to_thread=False,
)
def way_in(code: FromPath[str] = "") -> Redirect:
    """From the address that stands on a projector to where one joins on the page."""
    return Redirect(f"/#/join/{quote(code, safe='')}", status_code=302, headers={"Cache-Control": "no-cache"})


def words_for(accepted: str, static: StaticFiles) -> str:
    """The name of the file of words that the page will most likely need, by the browser's languages, best first."""
    names = [f"texts/{language}.js" for language in languages_in(accepted)]
    return next((name for name in names if static.get(name)), ENGLISH)


@route("/widget.js", http_method=[HttpMethod.GET, HttpMethod.HEAD], include_in_schema=False, sync_to_thread=False)
def widget(request: Request[object, object, AppState]) -> Response[bytes | None]:
    """The script that puts the widget into a page of another site."""
    static: StaticFiles = request.app.state.static
    static.refresh()
    script = static.get("widget.js")
    assert script is not None, "the script of the widget belongs to the product"
    return sent(as_file(static.versioned(script.content.decode()).encode(), ".js"), request)


@get("/api/site", summary="What this site says of itself", responses=documented(), operation_id="site")
async def site(state: AppState) -> Site:
    """Whom to turn to with real worries about a child, and how practice is remembered at first."""
    told: Site = state.site
    return told


def keep_to_itself(embedding: Embedding, front: Front) -> Callable[[Message, Scope], Awaitable[None]]:
    """Puts the security headers on every answer, errors included; what people say is never cached."""
    own = HEADERS | ({"Strict-Transport-Security": f"max-age={A_YEAR}"} if front.secure else {})

    async def put_headers(message: Message, scope: Scope) -> None:
        if message["type"] != "http.response.start":
            return
        headers = MutableScopeHeaders.from_message(message)
        for name, value in own.items():
            headers.setdefault(name, value)
        headers.setdefault("Cache-Control", "no-store" if scope["path"].startswith(PRIVATE) else "no-cache")
        embedding.mark(scope["path"], headers)

    return put_headers
