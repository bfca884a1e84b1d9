"""Serves the published folder as docs/headers/nginx.conf says, and a page of somebody else beside it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import URLError

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "docs/headers/nginx.conf"
MARKED = 3  # lines that the example asks to change
PATIENCE = 60.0  # seconds for a server to answer


def free_port() -> int:
    """One that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def nginx_config(site: Path, port: int, aside: Path) -> str:
    """The example with its marked lines changed, and what belongs around it."""
    server, changed = EXAMPLE.read_text("utf-8"), 0
    for line, value in (("listen", f"127.0.0.1:{port}"), ("server_name", "localhost"), ("root", str(site))):
        server, count = re.subn(rf"^(\s*{line}\s+)[^;]+;(\s*# <-.*)$", rf"\g<1>{value};", server, flags=re.M)
        changed += count
    assert changed == MARKED, f"{EXAMPLE} has other marked lines"
    temporary = "\n".join(
        f"{kind}_temp_path {aside}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.getuid() == 0 else ""
    return (
        f"{user} daemon off; pid {aside}/pid; worker_processes 1; error_log stderr crit;\n"
        f"events {{}}\nhttp {{ access_log off;\n{temporary}\n{server}}}\n"
    )


@contextmanager
def hosted(site: Path, aside: Path) -> Iterator[str]:
    """The address at which nginx serves the folder."""
    port = free_port()
    config = aside / "nginx.conf"
    config.write_text(nginx_config(site.resolve(), port, aside), "utf-8")
    command = ["nginx", "-p", str(aside), "-e", "stderr", "-c", str(config)]
    with subprocess.Popen(command) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/robots.txt", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


@contextmanager
def served(site: Path, aside: Path) -> Iterator[str]:
    """The address at which `mintfeed serve` serves it, of a cluster whose address is this one."""
    port, cluster = free_port(), aside / "demo"
    address = f"http://127.0.0.1:{port}"
    shutil.copytree(ROOT / "clusters/demo", cluster, ignore=shutil.ignore_patterns("sites"))
    declared = (cluster / "cluster.toml").read_text("utf-8")
    moved = re.sub(r'^base_url = "[^"]*"', f'base_url = "{address}"', declared, flags=re.MULTILINE)
    (cluster / "cluster.toml").write_text(moved, "utf-8")
    command = [ROOT / ".venv/bin/mintfeed", "serve", cluster, "--site", site, "--data", aside / "data"]
    with subprocess.Popen([*map(str, command), "--port", str(port)]) as server:
        try:
            wait_for(f"{address}/robots.txt", server)
            yield address
        finally:
            server.terminate()


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Until the server answers there."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(address, timeout=PATIENCE).close()
        except URLError:
            if time.monotonic() > end or server.poll() is not None:
                raise
            time.sleep(0.05)
        else:
            return


@contextmanager
def elsewhere(pages: Mapping[str, tuple[bytes, Mapping[str, str]]]) -> Iterator[str]:
    """The address of another host, whose pages are given by path, with their headers."""

    class Handler(BaseHTTPRequestHandler):
        """Answers with the page of that path."""

        def do_GET(self) -> None:
            content, headers = pages.get(self.path.partition("?")[0], (b"", {}))
            self.send_response(200 if content else 404)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
