"""The scripts, styles and pictures of the page and the widget, each version at addresses of its own.

`/static/<version>/api.js` never changes, so that a browser asks for it once. `/static/api.js` leads to it, and so does
the address of any other version. Relative imports keep working, because all of a version stands under one address.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from typing import Any

from litestar import HttpMethod, Request, Response, route
from litestar.datastructures import State as AppState
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import Struct

from bot.web.bundle import CannotBundle, Read, bundle_scripts, bundle_styles

log = logging.getLogger(__name__)

STATIC = Path(__file__).parent / "static"
PAGES = Path(__file__).parent / "pages"

A_YEAR = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
"""Kept by the browser, but asked each time whether it is still the same."""

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}
"""Said here, since what a machine knows of them differs. Files of other kinds are not served."""

_VERSION_LENGTH = 12
_VERSION = re.compile(rf"[0-9a-f]{{{_VERSION_LENGTH}}}")

BUNDLES: dict[str, Callable[[str, Read], dict[str, str]]] = {
    "alongside-chat.js": bundle_scripts,
    "styles/all.css": bundle_styles,
    "styles/workshop.css": bundle_styles,
    "facilitator.js": bundle_scripts,
    "styles/facilitator.css": bundle_styles,
}
"""Files that are sent with all that they import in them."""


_COMMENTS = {
    ".css": re.compile(r"/\*.*?\*/", re.DOTALL),
    # Whole lines only: what looks like a comment within a line may be part of a text.
    ".js": re.compile(r"^[ \t]*(?:/\*.*?\*/[ \t]*$|//[^\n]*$)", re.DOTALL | re.MULTILINE),
}


class StaticFile(Struct, frozen=True):
    """One file as it is sent."""

    content: bytes
    media_type: str
    etag: str


class StaticFiles:
    """All files of a folder, as they are at one moment, under one version: a hash of all of them."""

    def __init__(self, folder: Path = STATIC) -> None:
        self._folder = folder
        self._seen: tuple[tuple[str, int, int], ...] = ()
        self._files: dict[str, StaticFile] = {}
        self.version = ""
        self.refresh()

    def refresh(self) -> None:
        """Read the files anew if one of them has changed: whoever works on them need only load the page again."""
        found = {
            path.relative_to(self._folder).as_posix(): path
            for path in sorted(self._folder.rglob("*"))
            if path.suffix in MEDIA_TYPES
        }
        stats = {name: path.stat() for name, path in found.items()}
        seen = tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats.items())
        if seen == self._seen:
            return
        self._files = {name: as_file(lean(path.read_bytes(), path.suffix), path.suffix) for name, path in found.items()}
        self._bundle()
        whole = "\n".join(f"{name} {file.etag}" for name, file in self._files.items())
        self.version = hashlib.sha256(whole.encode()).hexdigest()[:_VERSION_LENGTH]
        self._seen = seen

    def _bundle(self) -> None:
        def read(name: str) -> str | None:
            return self._files[name].content.decode() if name in self._files else None

        for name in BUNDLES:
            if name in self._files:
                self._files |= {
                    each: as_file(text.encode(), PurePosixPath(each).suffix) for each, text in _bundled(name, read)
                }

    def get(self, name: str) -> StaticFile | None:
        """The file of that name, such as chat/talk.js; None if there is none."""
        return self._files.get(name)

    def address(self, name: str) -> str:
        """The address of a file in this version."""
        return f"/static/{self.version}/{name}"

    def versioned(self, text: str) -> str:
        """A text in which the addresses of static files are those of this version."""
        return text.replace('"/static/', f'"/static/{self.version}/')


def _bundled(name: str, read: Read) -> Iterable[tuple[str, str]]:
    try:
        return BUNDLES[name](name, read).items()
    except CannotBundle as error:
        # Slower, and no less right: a browser fetches them one by one.
        log.warning("What %s imports is sent one by one, since %s.", name, error)
        return ()


def lean(content: bytes, suffix: str) -> bytes:
    """A script or style without its comments, which are for us and a third of it. Every line keeps its number."""
    if suffix not in _COMMENTS:
        return content
    return _COMMENTS[suffix].sub(lambda found: "\n" * found[0].count("\n"), content.decode()).encode()


def as_file(content: bytes, suffix: str) -> StaticFile:
    """A file with that content; its tag changes with it."""
    # A weak tag: the same for the bytes as they are and as they are compressed.
    return StaticFile(content, MEDIA_TYPES[suffix], f'W/"{hashlib.sha256(content).hexdigest()[:16]}"')


def sent(file: StaticFile, request: Request[Any, Any, Any], lasting: str = ASK_AGAIN) -> Response[bytes | None]:
    """The file, or word that the browser's own copy is still right."""
    headers = {"Cache-Control": lasting, "ETag": file.etag}
    known = [tag.strip() for tag in request.headers.get("if-none-match", "").split(",")]
    if file.etag in known or "*" in known:
        return Response(None, status_code=304, headers=headers)
    return Response(file.content, media_type=file.media_type, headers=headers)


@route(
    "/static/{path:path}", http_method=[HttpMethod.GET, HttpMethod.HEAD], include_in_schema=False, sync_to_thread=False
)
def static_file(path: FromPath[str], request: Request[object, object, AppState]) -> Response[bytes | None] | Redirect:
    """A file of the version that is asked for; every other address leads to the version of today."""
    files: StaticFiles = request.app.state.static
    first, *rest = PurePosixPath(path.lstrip("/")).parts or ("",)
    versioned = bool(rest and _VERSION.fullmatch(first))
    name = "/".join(rest if versioned else (first, *rest))
    if not versioned or first != files.version:
        files.refresh()
    file = files.get(name)
    if file is None:
        raise NotFoundException
    if not versioned or first != files.version:
        return Redirect(files.address(name), status_code=302, headers={"Cache-Control": ASK_AGAIN})
    return sent(file, request, A_YEAR)
