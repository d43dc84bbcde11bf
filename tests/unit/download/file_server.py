"""A server of files on this machine that can be told to break off, to forget ranges, or to refuse."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class FileServer:
    """What it serves, how it misbehaves, and what it was asked."""

    files: dict[str, bytes] = field(default_factory=dict)
    breaks_after: list[int] = field(default_factory=list)
    """For each answer in turn: after how many bytes of it the connection ends."""
    statuses: list[int] = field(default_factory=list)
    """What the next requests are answered with instead."""
    knows_ranges: bool = True
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Path and range of every request."""
    url: str = ""


@contextmanager
def serving(server: FileServer) -> Iterator[FileServer]:
    """The server on a free port for the length of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            _answer(self, server)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        thread = threading.Thread(target=listening.serve_forever, args=(0.02,))
        thread.start()
        server.url = f"http://127.0.0.1:{listening.server_port}"
        try:
            yield server
        finally:
            listening.shutdown()
            thread.join()


def _answer(request: BaseHTTPRequestHandler, server: FileServer) -> None:
    wanted = request.headers.get("Range", "")
    server.asked.append((request.path, wanted))
    body = server.files.get(request.path.split("?")[0])
    if server.statuses or body is None:
        request.send_error(server.statuses.pop(0) if server.statuses else 404)
        return
    found = re.fullmatch(r"bytes=(\d+)-", wanted) if server.knows_ranges else None
    start = int(found[1]) if found else 0
    if found and start >= len(body):
        request.send_response(416)
        request.send_header("Content-Range", f"bytes */{len(body)}")
        request.send_header("Content-Length", "0")
        request.end_headers()
        return
    request.send_response(206 if found else 200)
    if found:
        request.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
    request.send_header("Content-Length", str(len(body) - start))
    request.end_headers()
    end = start + server.breaks_after.pop(0) if server.breaks_after else len(body)
    request.wfile.write(body[start:end])
