"""The page and what it is made of, and the headers that keep it to itself."""

from __future__ import annotations

from pathlib import Path

from litestar import MediaType, Response, Router, get
from litestar.datastructures import MutableScopeHeaders
from litestar.static_files import create_static_files_router
from litestar.types import Message, Scope

HERE = Path(__file__).parent
PAGES = HERE / "pages"
STATIC = HERE / "static"

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
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@get("/", include_in_schema=False, sync_to_thread=True)
def page() -> Response[bytes]:
    """The page on which one practises."""
    content = (PAGES / "index.html").read_bytes()
    # Asked anew each time, so that a page never meets scripts of another version.
    return Response(content, media_type=MediaType.HTML, headers={"Cache-Control": "no-cache"})


def static_files() -> Router:
    """Scripts, styles and pictures."""
    return create_static_files_router("/static", [STATIC])


async def keep_to_itself(message: Message, scope: Scope) -> None:
    """Put the security headers on every answer, errors included; what people say is never cached."""
    if message["type"] != "http.response.start":
        return
    headers = MutableScopeHeaders.from_message(message)
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    private = scope["path"].startswith("/api/sessions")
    headers.setdefault("Cache-Control", "no-store" if private else "no-cache")
