"""A real HTTP server that answers as badly as a test wishes; every question it gets is kept."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

GOOD = {"found": True, "record": {"status": "在享"}, "as_of": "2026-06-01T10:00:00+08:00", "answer_id": "A1"}


@dataclass
class Odd:
    """What the server does and what it got."""

    answers: list[Callable[[BaseHTTPRequestHandler], None]]
    address: str = ""
    got: list[dict[str, Any]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    lock: Lock = field(default_factory=Lock)

    def next_answer(self) -> Callable[[BaseHTTPRequestHandler], None]:
        """The answers in order; the last one again and again."""
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def raw(
    status: int, body: bytes, *, kind: str = "application/json", length: int | None = None
) -> Callable[[BaseHTTPRequestHandler], None]:
    """Answer these bytes; a length may lie."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def say(content: Any, status: int = 200) -> Callable[[BaseHTTPRequestHandler], None]:
    """Answer JSON."""
    return raw(status, json.dumps(content, ensure_ascii=False).encode())


def hang(seconds: float) -> Callable[[BaseHTTPRequestHandler], None]:
    """Say nothing for a while, then answer well."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(seconds)
        say(GOOD)(handler)

    return answer


def trickle(handler: BaseHTTPRequestHandler) -> None:
    """Send a byte now and then, so that no single wait is long."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)


def cut(handler: BaseHTTPRequestHandler) -> None:
    """Close the connection without a word."""
    handler.close_connection = True


@contextmanager
def odd_server(*answers: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[Odd]:
    """The server in a thread, on a free port."""
    odd = Odd(list(answers))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with odd.lock:
                odd.got.append({"path": self.path, "key": self.headers.get("Idempotency-Key"), "body": body})
                odd.at_once += 1
                odd.most_at_once = max(odd.most_at_once, odd.at_once)
                answer = odd.next_answer()
            try:
                answer(self)
            except OSError:
                self.close_connection = True
            finally:
                with odd.lock:
                    odd.at_once -= 1

        def log_message(self, *_args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    odd.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield odd
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
