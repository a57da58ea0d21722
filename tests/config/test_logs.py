"""Logs say what happened and hold no personal data, whoever writes the line."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from yinuo.config import logs


@pytest.mark.parametrize(
    "personal",
    [
        "341399199001011234",
        "34139919900101123X",
        "341399900101123",
        "19900001234",
        "+86 199-0000-1234",
        "199 0000 1234",
        "6222021234567890123",
        "91341300MA2ABCDE12",
        "Bearer abcdef0123456789",
        "sessionid=abc123def456",
    ],
)
def test_what_looks_personal_is_cut_out_of_any_text(personal):
    said = logs.scrub_text(f"申请人{personal}提交失败")

    assert personal not in said
    assert said.startswith("申请人")
    assert said.endswith("提交失败")


@pytest.mark.parametrize(
    "harmless", ["案卷 SZ-2026-000123", "2026-11-23 10:15:00", "port 8000", "1234567890 bytes", "89.5 %"]
)
def test_numbers_of_the_business_stay(harmless):
    assert logs.scrub_text(harmless) == harmless


def test_a_password_in_an_address_is_cut_out():
    assert "hunter2" not in logs.scrub_text("connect to postgresql://yinuo:hunter2@db/yinuo failed")


def test_only_allowed_fields_keep_their_value():
    event = {"event": "filed", "case": "SZ-1", "name": "林晓", "headers": {"cookie": "x"}, "count": 3}

    assert logs.scrub(None, "info", event) == {
        "event": "filed",
        "case": "SZ-1",
        "name": logs.REMOVED,
        "headers": logs.REMOVED,
        "count": 3,
    }


def test_production_writes_one_clean_json_line_for_each_event_of_any_library():
    lines = _written(production=True)

    events = [json.loads(line) for line in lines]
    assert [event["event"] for event in events] == ["decided", "id [removed] rejected", "broke"]
    assert events[0]["case"] == "SZ-1"
    assert events[0]["applicant"] == logs.REMOVED
    assert events[1]["logger"] == "some.library"
    assert "ValueError: bad number [removed]" in events[2]["exception"]
    assert all(event["timestamp"].endswith("Z") and event["level"] for event in events)
    assert "341399199001011234" not in "".join(lines)


def test_outside_production_lines_are_for_reading_and_as_clean():
    text = "\n".join(_written(production=False))

    assert "decided" in text
    assert "341399199001011234" not in text
    assert "林晓" not in text


def _written(*, production):
    program = f"""
import logging, structlog
from yinuo.config import logs
logs.configure({{"production": {production}}})
structlog.get_logger("yinuo.decisions").info("decided", case="SZ-1", applicant="林晓")
logging.getLogger("some.library").warning("id %s rejected", "341399199001011234")
secret_local = "341399199001011234"
try:
    raise ValueError("bad number " + secret_local)
except ValueError:
    structlog.get_logger("yinuo").exception("broke")
"""
    environment = {"PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    return done.stderr.splitlines()
