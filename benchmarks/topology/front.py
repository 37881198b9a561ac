"""The nginx in front: as `deploy/nginx/` has it, with this machine's ports and folders filled in."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

MAIN = """\
{user}daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    upstream alongside {{
{servers}
        keepalive 64;
    }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://alongside;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $remote_addr;
            proxy_set_header X-Forwarded-Proto $scheme;
            proxy_connect_timeout 2s;
            proxy_next_upstream error timeout;
        }}
    }}
}}
"""


def configuration(folder: Path, port: int, webs: Sequence[int]) -> str:
    """The text of a configuration file for an nginx on `port` before processes of the page on those ports."""
    servers = "\n".join(f"        server 127.0.0.1:{web} max_fails=1 fail_timeout=2s;" for web in webs)
    user = "user root;\n" if os.getuid() == 0 else ""
    return MAIN.format(folder=folder, port=port, servers=servers, user=user)
