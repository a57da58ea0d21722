"""Over a real wire: good answers, and every way of answering badly."""

from __future__ import annotations

import json
import time

import pytest
from tests.rooms.exchange.odd_server import GOOD, cut, hang, odd_server, raw, say, trickle

from yinuo.exchange.connectors import LARGEST_ANSWER, NoAnswer, NotTaken, ask_register, hand_over

QUESTION = {
    "request_id": "r-1",
    "id_number": "341399199005011017",
    "name": "林晓禾",
    "purpose": "核查",
    "basis": "《法律援助法》第四十一条",
}


def test_a_record_comes_back_with_its_source_day_and_number():
    with odd_server(say(GOOD)) as odd:
        answer = ask_register(odd.address, QUESTION, timeout=2)

    assert answer.found
    assert answer.body["record"] == {"status": "在享"}
    assert odd.got == [{"path": "/query", "key": None, "body": QUESTION}]


def test_no_record_is_an_answer_and_not_an_outage():
    with odd_server(say({"found": False}, 404)) as odd:
        assert not ask_register(odd.address, QUESTION, timeout=2).found


def test_fractions_are_kept_as_they_were_written():
    body = b'{"found": true, "record": {"income": 512.50}, "as_of": "2026-06-01", "answer_id": "A1"}'
    with odd_server(raw(200, body)) as odd:
        assert ask_register(odd.address, QUESTION, timeout=2).body["record"] == {"income": "512.50"}


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (raw(200, "<html>系统维护中".encode(), kind="text/html"), "不是可以读懂的数据"),
        (raw(200, b"\xff\xfe\x00garbage"), "不是可以读懂的数据"),
        (
            raw(200, b'{"found": true, "record": {"a": NaN}, "as_of": "d", "answer_id": "x"}'),
            "不是可以读懂的数据",
        ),
        (
            raw(200, b'{"found": true, "record": {"a": "\\u0000"}, "as_of": "d", "answer_id": "x"}'),
            "不是可以读懂的数据",
        ),
        (
            raw(200, b'{"found": true, "record": {"a": "\\ud800"}, "as_of": "d", "answer_id": "x"}'),
            "不是可以读懂的数据",
        ),
        (raw(200, b'{"a":' * 5000 + b"1" + b"}" * 5000), "不是可以读懂的数据"),
        (raw(200, b'{"found": ' + b"9" * 6000 + b"}"), "不是可以读懂的数据"),
        (raw(200, b""), "不是可以读懂的数据"),
        (say([1, 2]), "不在约定之内"),
        (say({"found": "true", "record": {}}), "不在约定之内"),
        (say({"found": True, "record": []}), "不在约定之内"),
        (say({"found": True, "record": {"status": "在享"}}), "不在约定之内"),
        (say({**GOOD, "record": {"id_number": "341399199005011025", "status": "在享"}}), "不是所问的主体"),
        (raw(404, b"<html>Not Found", kind="text/html"), "不是可以读懂的数据"),
        (say({"error": "no such path"}, 404), "没有这个查询服务"),
        (say({"error": "who are you"}, 401), "凭证"),
        (say({"error": "no"}, 403), "拒绝"),
        (say({"error": "teapot"}, 418), "HTTP 418"),
        (say({"error": "moved"}, 302), "HTTP 302"),
        (say({"error": "down"}, 503), "系统出错（HTTP 503）"),
        (raw(200, b"x" * (LARGEST_ANSWER + 10)), "没有读完"),
        (raw(200, b'{"found": tr', length=400), "没有应答|中断"),
        (cut, "中断"),
    ],
)
def test_an_answer_that_cannot_be_used_ends_in_a_sentence_and_never_in_a_record(answer, problem):
    with odd_server(answer) as odd, pytest.raises(NoAnswer, match=problem):
        ask_register(odd.address, QUESTION, timeout=0.6)


def test_a_fault_that_passes_is_tried_again_with_the_same_request_id():
    with odd_server(say({}, 503), cut, say(GOOD)) as odd:
        assert ask_register(odd.address, QUESTION, timeout=2).found

    assert [question["body"]["request_id"] for question in odd.got] == ["r-1"] * 3


def test_a_wrong_answer_is_not_asked_for_again():
    with odd_server(say({"error": "who"}, 401)) as odd:
        with pytest.raises(NoAnswer):
            ask_register(odd.address, QUESTION, timeout=2)
        assert len(odd.got) == 1


@pytest.mark.parametrize("answer", [hang(4), trickle])
def test_a_slow_register_is_given_up_in_bounded_time(answer):
    started = time.monotonic()
    with odd_server(answer) as odd, pytest.raises(NoAnswer, match="秒没有应答"):
        ask_register(odd.address, QUESTION, timeout=0.4)

    assert time.monotonic() - started < 0.4 * 3 + 1.5


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/none", "ftp://127.0.0.1/x", "not an address", "http://", ""]
)
def test_nobody_there_or_no_address_is_a_sentence_too(address):
    with pytest.raises(NoAnswer):
        ask_register(address, QUESTION, timeout=0.3)


def test_a_proxy_of_the_environment_never_sees_a_question(monkeypatch):
    with odd_server(say(GOOD)) as odd, odd_server(say({"found": False})) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.address)
        assert ask_register(odd.address, QUESTION, timeout=2).found
        assert proxy.got == []


def test_a_message_goes_with_its_key_and_comes_back_with_a_receipt():
    with odd_server(say({"receipt": "XY1"}, 201)) as odd:
        assert hand_over(odd.address, {"kind": "determination"}, key="determination:1", timeout=2) == "XY1"

    assert odd.got == [{"path": "/", "key": "determination:1", "body": {"kind": "determination"}}]


@pytest.mark.parametrize(
    ("answer", "final"),
    [
        (say({"error": "bad"}, 400), True),
        (say({"error": "bad"}, 422), True),
        (say({"error": "not yet"}, 404), False),
        (say({"error": "busy"}, 429), False),
        (say({"error": "down"}, 503), False),
        (say({"ok": True}), False),
        (say({"receipt": ""}), False),
        (raw(200, b"<html>"), False),
        (say({"receipt": "x"}, 302), False),
        (cut, False),
    ],
)
def test_without_a_receipt_a_message_is_not_taken_and_only_a_refusal_is_final(answer, final):
    with odd_server(answer) as odd, pytest.raises(NotTaken) as told:
        hand_over(odd.address, {"kind": "determination"}, key="k", timeout=0.5)

    assert told.value.final is final
    assert told.value.problem


def test_the_question_sent_is_json_in_utf_8():
    with odd_server(say(GOOD)) as odd:
        ask_register(odd.address, {**QUESTION, "name": "𬭎䶮㛃"}, timeout=2)

    assert odd.got[0]["body"]["name"] == "𬭎䶮㛃"
    assert json.dumps(odd.got)
