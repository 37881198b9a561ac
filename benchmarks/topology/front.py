"""The nginx in front: as `deploy/nginx/` has it, with this machine's ports and folders filled in."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from bot.settings import ROOT

AS_DEPLOYED = ROOT / "deploy" / "nginx" / "alongside"

MAIN = """\
{user}daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
events {{ worker_connections 4096; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include alongside/http.conf;
    include alongside/upstream.conf;
    server {{
        listen 127.0.0.1:{port};
        access_log {folder}/access.log alongside;
        include alongside/locations.conf;
    }}
}}
"""

_SERVER = re.compile(r"^ *server 127\.0\.0\.1:8000(?P<how>[^;]*);\n", re.MULTILINE)


def configuration(folder: Path, port: int, webs: Sequence[int]) -> str:
    """The text of a configuration file for an nginx on `port` before processes of the page on those ports.

    The files that it includes are put into `folder`, for which it is meant. Raises ValueError if those under
    `deploy/nginx/` no longer name one process of the page on port 8000.
    """
    there = folder / AS_DEPLOYED.name
    shutil.copytree(AS_DEPLOYED, there)
    upstream = there / "upstream.conf"
    text, found = _SERVER.subn(
        lambda one: "".join(f"    server 127.0.0.1:{web}{one['how']};\n" for web in webs),
        upstream.read_text(encoding="utf-8"),
    )
    if found != 1:
        raise ValueError(f"{AS_DEPLOYED / upstream.name} names {found} servers on port 8000 instead of one")
    upstream.write_text(text, encoding="utf-8")
    user = "user root;\n" if os.getuid() == 0 else ""
    return MAIN.format(folder=folder, port=port, user=user)
