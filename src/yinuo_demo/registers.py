"""The demo registers and the demo credit platform: a process of its own, JSON over HTTP, that can be made to fail.

``python -m yinuo_demo.registers --port 8009``. No personal number stands in an address: questions are POSTed.

=====================================  =================================================================================
``POST /registers/<key>/query``        ``{"request_id", "id_number", "name", "purpose", "basis"}`` → the record or found: false
``POST /switches``, ``GET /switches``  make a register, or one person's entry in it, slow, down, wrong or garbled
``POST /credit-platform/messages``     takes a message once per ``Idempotency-Key``
``GET /credit-platform/messages``      what it took
``GET /health``                        whether it runs
=====================================  =================================================================================
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from types import FrameType
from typing import Any
from urllib.parse import unquote, urlsplit

from yinuo_demo.people import SEED, city
from yinuo_demo.records import REGISTERS, Books, books
from yinuo_demo.switches import CREDIT_PLATFORM, BadSwitch, Switch, Switches, falsified

DEFAULT_PORT = 8009
LONGEST_BODY = 64 * 1024
GARBAGE = "<html><head><title>系统维护</title></head><body>系统维护中，请稍后".encode()
CHINA = timezone(timedelta(hours=8))
Answer = tuple[HTTPStatus, dict[str, Any]]


class CutOff(Exception):
    """The connection is to be closed without an answer."""


class World:
    """Everything the process keeps in memory: registers, switches, messages taken."""

    def __init__(self, seed: int = SEED) -> None:
        self.books: Books = books(seed)
        self.switches = Switches([Switch("low-income", "down", only=city(seed).person("mi-keke").id_number)])
        self._messages: dict[str, dict[str, Any]] = {}
        self._lock = Lock()

    def query(self, register: str, asked: dict[str, Any]) -> Answer:
        """Answer a question to a register, well or badly as its switch says."""
        if register not in REGISTERS:
            return HTTPStatus.NOT_FOUND, {"error": f"没有代号为 {register} 的登记信息"}
        empty = [
            word for word in ("request_id", "id_number", "name", "purpose", "basis") if not _text(asked, word)
        ]
        if empty:
            return HTTPStatus.BAD_REQUEST, {"error": f"缺少 {'、'.join(empty)}；查询应当写明用途和依据"}
        number = _text(asked, "id_number")
        switch = self.switches.for_query(register, number)
        self._suffer(switch)
        record = self.books.find(register, number, _text(asked, "name"))
        if record is None:
            return HTTPStatus.NOT_FOUND, {"found": False}
        return HTTPStatus.OK, {
            "found": True,
            "record": falsified(record) if switch.mode == "wrong" else record,
            "as_of": _now(),
            "answer_id": f"A{hashlib.sha256((register + _text(asked, 'request_id')).encode()).hexdigest()[:20]}",
        }

    def take(self, key: str, body: dict[str, Any]) -> Answer:
        """Take a message for the credit platform, once per key."""
        switch = self.switches.for_query(CREDIT_PLATFORM, "")
        if not key or len(key) > 200:
            return HTTPStatus.BAD_REQUEST, {"error": "缺少 Idempotency-Key，或者超过 200 个字符"}
        if switch.mode != "lost":
            self._suffer(switch)
        with self._lock:
            kept = self._messages.get(key)
            if kept is not None and kept["payload"] != body:
                return HTTPStatus.CONFLICT, {"error": "同一 Idempotency-Key 已经用于另一条消息"}
            status = HTTPStatus.CREATED if kept is None else HTTPStatus.OK
            if kept is None:
                receipt = f"XY{hashlib.sha256(key.encode()).hexdigest()[:16].upper()}"
                kept = {
                    "key": key,
                    "kind": str(body.get("kind", "")),
                    "receipt": receipt,
                    "received_at": _now(),
                    "times_sent": 0,
                    "payload": body,
                }
                self._messages[key] = kept
            kept["times_sent"] += 1
        if switch.mode == "lost":
            raise CutOff
        return status, {"receipt": kept["receipt"]}

    def messages(self) -> dict[str, Any]:
        """What the credit platform took, oldest first."""
        with self._lock:
            return {
                "count": len(self._messages),
                "messages": [dict(message) for message in self._messages.values()],
            }

    @staticmethod
    def _suffer(switch: Switch) -> None:
        if switch.latency_ms:
            time.sleep(switch.latency_ms / 1000)
        if switch.mode in {"cut", "lost"}:
            raise CutOff
        if switch.mode == "down":
            raise Unavailable
        if switch.mode == "garbage":
            raise Garbled


class Unavailable(Exception):
    """Answer 503."""


class Garbled(Exception):
    """Answer something that is not JSON."""


class Server(ThreadingHTTPServer):
    """One thread a request; the world is shared."""

    daemon_threads = True
    request_queue_size = 128  # as many may knock at once; the usual five are turned away on a busy machine
    world: World


class _Handler(BaseHTTPRequestHandler):
    """Parses, asks the world, writes."""

    protocol_version = "HTTP/1.1"
    timeout = 30
    server: Server

    def do_GET(self) -> None:
        path, world = urlsplit(self.path).path, self.server.world
        if path == "/health":
            self._send(HTTPStatus.OK, {"ok": True, "registers": REGISTERS})
        elif path == "/switches":
            self._send(HTTPStatus.OK, {"switches": world.switches.as_json()})
        elif path == "/credit-platform/messages":
            self._send(HTTPStatus.OK, world.messages())
        else:
            self._send(HTTPStatus.NOT_FOUND, {"error": "没有这个地址"})

    def do_POST(self) -> None:
        try:
            body = self._body()
        except ValueError as mistake:
            self.close_connection = True
            self._send(HTTPStatus.BAD_REQUEST, {"error": str(mistake)})
            return
        try:
            self._send(*self._answer(urlsplit(self.path).path.strip("/").split("/"), body))
        except CutOff:
            self.close_connection = True
        except Unavailable:
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, {"error": "系统维护中"})
        except Garbled:
            self._write(HTTPStatus.OK, "text/html; charset=utf-8", GARBAGE)

    def _answer(self, path: list[str], body: dict[str, Any]) -> Answer:
        world = self.server.world
        match path:
            case ["registers", register, "query"]:
                return world.query(register, body)
            case ["credit-platform", "messages"]:
                return world.take(unquote(self.headers.get("Idempotency-Key", "")).strip(), body)
            case ["switches"]:
                try:
                    world.switches.turn(body)
                except BadSwitch as mistake:
                    return HTTPStatus.BAD_REQUEST, {"error": str(mistake)}
                return HTTPStatus.OK, {"switches": world.switches.as_json()}
        return HTTPStatus.NOT_FOUND, {"error": "没有这个地址"}

    def _body(self) -> dict[str, Any]:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > LONGEST_BODY:
            raise ValueError(f"请求正文应当写明长度，且不超过 {LONGEST_BODY} 字节")
        found = json.loads(self.rfile.read(int(length)) or b"null")
        if not isinstance(found, dict):
            raise ValueError("请求正文应当是一个 JSON 对象")  # noqa: TRY004 - answered as a mistake of the asker
        return found

    def _send(self, status: HTTPStatus, content: dict[str, Any]) -> None:
        self._write(
            status, "application/json; charset=utf-8", json.dumps(content, ensure_ascii=False).encode()
        )

    def _write(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name the library calls
        """Say method, path and status; bodies hold personal numbers and are never logged."""
        sys.stderr.write(f"{datetime.now(CHINA):%H:%M:%S} {format % args}\n")


def start(port: int, *, host: str = "127.0.0.1", seed: int = SEED) -> Server:
    """A server bound to a port, not yet serving.

    Args:
        port: 0 takes a free one.
        host: address to listen on.
        seed: of the city whose registers it holds.

    Raises:
        OSError: the port is taken.
    """
    server = Server((host, port), _Handler)
    server.world = World(seed)
    return server


@contextmanager
def running_registers(seed: int = SEED) -> Iterator[str]:
    """The registers in a thread of this process, for tests.

    Args:
        seed: of the city whose registers are held.

    Yields:
        The address, such as ``http://127.0.0.1:43210``.
    """
    server = start(0, seed=seed)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def main(arguments: list[str] | None = None) -> int:
    """Serve until ended by a signal."""
    parser = argparse.ArgumentParser(
        prog="python -m yinuo_demo.registers", description="演示登记信息和信用平台"
    )
    address = urlsplit(os.environ.get("YINUO_DEMO_REGISTERS_URL", ""))
    parser.add_argument("--port", type=int, default=address.port or DEFAULT_PORT, help="端口，默认 8009")
    parser.add_argument("--host", default="127.0.0.1", help="监听地址，默认 127.0.0.1")
    parser.add_argument("--seed", type=int, default=SEED, help="演示城市的种子，默认 3413")
    wish = parser.parse_args(arguments)
    try:
        server = start(wish.port, host=wish.host, seed=wish.seed)
    except OSError as taken:
        sys.stderr.write(
            f"不能在 {wish.host}:{wish.port} 上启动：{taken.strerror} (cannot listen: {taken})\n"
        )
        return 1
    signal.signal(signal.SIGTERM, _end)
    print(f"演示登记信息：http://{wish.host}:{server.server_address[1]}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()
    return 0


def _end(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _text(body: dict[str, Any], word: str) -> str:
    value = body.get(word)
    return value.strip() if isinstance(value, str) else ""


def _now() -> str:
    return datetime.now(CHINA).isoformat(timespec="seconds")


if __name__ == "__main__":
    raise SystemExit(main())
