"""HTTP with JSON to systems outside: the one place where a byte leaves the house.

Nothing here knows a table. A register that does not answer properly, however it fails, ends in :class:`NoAnswer`
with a sentence people can read; a receiver that does not take a message ends in :class:`NotTaken`. Answers are read
up to a size and a time, and a proxy of the environment is never used, since questions hold personal data.
"""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, NoReturn
from urllib.parse import quote

import httpx
import stamina

from yinuo.casefile.chain import plain

LARGEST_ANSWER = 256 * 1024
"""Bytes; a record about one person is a few hundred."""

ATTEMPTS = 3
_WAIT = {"wait_initial": 0.05, "wait_max": 0.3, "wait_jitter": 0.05}
_NOT_FINAL = frozenset({404, 408, 409, 423, 425, 429})


class NoAnswer(Exception):
    """A register has given no answer that can be used; ``problem`` says why, in Chinese."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class NotTaken(Exception):
    """A receiver has not taken a message.

    Attributes:
        problem: why, in Chinese.
        final: whether sending the same again is pointless.
    """

    def __init__(self, problem: str, *, final: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.final = final


class _Passing(Exception):
    """A fault that a second attempt may not meet."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a register said.

    Attributes:
        found: whether it holds a record.
        body: the whole answer, in the one form that can be kept and digested.
    """

    found: bool
    body: dict[str, Any]


def ask_register(address: str, question: Mapping[str, Any], *, timeout: float) -> Answer:
    """Put one question to a register.

    Args:
        address: where it answers; the question is posted to ``<address>/query``.
        question: ``{"request_id", "id_number", "name", "purpose", "basis"}``; an attempt that is repeated carries the
            same request id.
        timeout: seconds for one attempt; all attempts together take at most about three times that.

    Returns:
        The answer: ``{"found": true, "record": {…}, "as_of": "…", "answer_id": "…"}`` or ``{"found": false}``.

    Raises:
        NoAnswer: refused, silent, slow, broken, too large, not JSON, not what was agreed, or about somebody else.
    """
    try:
        for attempt in stamina.retry_context(
            on=(httpx.TransportError, _Passing), attempts=ATTEMPTS, timeout=2 * timeout, **_WAIT
        ):
            with attempt:
                status, raw = _post(f"{address.rstrip('/')}/query", question, timeout=timeout)
    except (httpx.HTTPError, httpx.InvalidURL, _Passing) as fault:
        raise NoAnswer(_in_words(fault, timeout)) from fault
    return _read(status, raw, question)


def hand_over(address: str, message: Mapping[str, Any], *, key: str, timeout: float) -> str:
    """Hand one message to a receiver that takes the same key only once.

    Args:
        address: where the receiver takes messages.
        message: the body, JSON.
        key: sent as ``Idempotency-Key``, percent-encoded since a header is ASCII (RFC 9110); the receiver answers a repeated key with the first receipt.
        timeout: seconds.

    Returns:
        The receiver's receipt.

    Raises:
        NotTaken: not reached, refused, or no receipt came back.
    """
    try:
        status, raw = _post(
            address, message, timeout=timeout, headers={"Idempotency-Key": quote(key, safe=":")}
        )
    except (httpx.HTTPError, httpx.InvalidURL, _Passing) as fault:
        raise NotTaken(_in_words(fault, timeout)) from fault
    if status >= 300:
        final = 400 <= status < 500 and status not in _NOT_FINAL
        raise NotTaken(f"接收方{'不收这条消息' if final else '现在收不了'}（HTTP {status}）", final=final)
    body = _json(raw, NotTaken)
    receipt = body.get("receipt") if isinstance(body, dict) else None
    if not isinstance(receipt, str) or not receipt.strip():
        raise NotTaken("接收方没有给出回执")
    return receipt.strip()[:200]


@cache
def _client() -> httpx.Client:
    """One client a process; connections are kept. The system's certificates count, so a city's own may be added."""
    return httpx.Client(trust_env=False, follow_redirects=False, verify=ssl.create_default_context())


def _post(
    address: str, body: Mapping[str, Any], *, timeout: float, headers: Mapping[str, str] | None = None
) -> tuple[int, bytes]:
    """Post JSON; the answer's status and bytes, read within the time and up to the size allowed."""
    started, read = time.monotonic(), b""
    with _client().stream(
        "POST",
        address,
        json=dict(body),
        headers={"Accept": "application/json", **(headers or {})},
        timeout=timeout,
    ) as response:
        for part in response.iter_bytes():
            read += part
            if len(read) > LARGEST_ANSWER:
                raise _Passing(f"应答超过 {LARGEST_ANSWER // 1024} KB，没有读完")
            if time.monotonic() - started > timeout:
                raise httpx.ReadTimeout("the answer trickles")
    if response.status_code >= 500:
        raise _Passing(f"对方系统出错（HTTP {response.status_code}）")
    return response.status_code, read


def _read(status: int, raw: bytes, question: Mapping[str, Any]) -> Answer:
    if status not in {200, 404}:
        said = {401: "对方不接受本系统的凭证", 403: "对方拒绝这次查询"}.get(status, "对方的应答不在约定之内")
        raise NoAnswer(f"{said}（HTTP {status}）")
    body = _json(raw, NoAnswer)
    found = body.get("found") if isinstance(body, dict) else None
    if found is False:
        return Answer(found=False, body=body)
    if status == 404:
        raise NoAnswer("接口地址上没有这个查询服务（HTTP 404）")
    record = body.get("record") if found is True else None
    traceable = found is True and all(
        isinstance(body.get(k), str) and body[k] for k in ("as_of", "answer_id")
    )
    if not isinstance(record, dict) or not traceable:
        raise NoAnswer("应答的内容不在约定之内")
    about = record.get("id_number", record.get("uscc", question["id_number"]))
    if about != question["id_number"]:
        raise NoAnswer("应答的不是所问的主体")
    return Answer(found=True, body=body)


def _json(raw: bytes, fault: type[NoAnswer | NotTaken]) -> Any:
    """The bytes as JSON in the form that is kept: no floats, nothing PostgreSQL or a digest could not hold."""
    try:
        return plain(json.loads(raw.decode("utf-8"), parse_float=Decimal, parse_constant=_no_number))
    except (ValueError, RecursionError):
        raise fault("应答不是可以读懂的数据（JSON）") from None


def _no_number(written: str) -> NoReturn:
    raise ValueError(written)


def _in_words(fault: Exception, timeout: float) -> str:
    if isinstance(fault, _Passing):
        return str(fault)
    if isinstance(fault, httpx.TimeoutException):
        return f"超过 {timeout:g} 秒没有应答"
    if isinstance(fault, httpx.ConnectError):
        return "连接不上"
    if isinstance(fault, (httpx.InvalidURL, httpx.UnsupportedProtocol)):
        return "接口地址写得不对"
    if isinstance(fault, httpx.DecodingError):
        return "应答不是可以读懂的数据"
    return "连接中断"
