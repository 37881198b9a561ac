"""Which other sites may show the widget, told in the way that browsers ask for it."""

from __future__ import annotations

from litestar.config.cors import CORSConfig
from litestar.datastructures import MutableScopeHeaders

from bot.settings import Settings

ANY = "*"

PREFLIGHT_LASTS = 7200
"""Seconds for which a browser need not ask again; none of them keeps it longer."""

OURS_ALONE = ("/api/facilitator", "/api/workshops")
"""What only this site's own pages may use, whoever may show the widget."""


class Embedding:
    """What the widget needs from a server that is not the one of the page it stands in.

    At first no other site may show it. The widget's part of the interface knows people by bearer tokens and sets no
    cookies, so letting a site show the widget gives it nothing that it could not ask for by itself. Facilitators have
    a cookie: their part is never open to another site.
    """

    def __init__(self, settings: Settings) -> None:
        self._origins = settings.origins

    @property
    def cors(self) -> CORSConfig | None:
        """The rules for requests from other sites; None if no other site may show the widget."""
        if not self._origins:
            return None
        return CORSConfig(
            allow_origins=list(self._origins),
            allow_methods=["GET", "HEAD", "POST", "PUT", "DELETE"],
            allow_headers=["Accept", "Authorization", "Content-Type"],
            expose_headers=["Content-Disposition", "Retry-After"],
            max_age=PREFLIGHT_LASTS,
        )

    def open_to(self, path: str) -> bool:
        """Whether the widget in another site's page may use what is at this address."""
        if path.startswith(OURS_ALONE):
            return False
        parts = path.split("/")
        return bool(self._origins) and (parts[1] in ("api", "static") or path == "/widget.js")

    def mark(self, path: str, headers: MutableScopeHeaders) -> None:
        """Put on an answer what lets the widget use it, and take it off every other."""
        if not self.open_to(path):
            for name in [name for name in headers if name.lower().startswith("access-control-")]:
                del headers[name]
            return
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if ANY in self._origins:
            # Also when nobody asked: a browser may keep the answer and use it for a page of another site.
            headers["Access-Control-Allow-Origin"] = ANY
            return
        varies = {each.strip() for each in headers.get("Vary", "").split(",") if each.strip()}
        headers["Vary"] = ", ".join(sorted(varies | {"Origin"}))
        if "Access-Control-Allow-Origin" not in headers:
            for name in [name for name in headers if name.lower().startswith("access-control-")]:
                del headers[name]
