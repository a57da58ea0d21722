"""A head states how long the log is and what its root is; whoever keeps one sees every later change."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from base64 import b64decode
from datetime import timedelta
from importlib.resources import files
from typing import Any

import pytest
from cryptography import x509
from django.db import transaction
from django.db.utils import DatabaseError
from tests.conftest import AT
from tests.rooms.credit.test_determine import at_once

from yinuo.casefile.actions import SYSTEM, append_to_log, record
from yinuo.casefile.queries import log_size
from yinuo.law.texts import CLAUSES
from yinuo.registers.actions import issue_head
from yinuo.registers.models import LogHead
from yinuo.registers.queries import continuation_file, head_file, heads, receipt_file
from yinuo.signing.check import check_stamp
from yinuo.signing.keys import digest_is_signed
from yinuo.signing.queries import trust_roots

pytestmark = pytest.mark.clause("2.4-f")


def enter(city: Any, times: int = 1) -> None:
    for _ in range(times):
        record(
            case_file_id=city.item.case_file_id,
            step="test.act",
            title="试记一笔",
            by=None,
            by_label=SYSTEM,
            at=AT,
            basis=CLAUSES["2.4-f"],
        )


def checked(tmp_path: Any, content: Any) -> subprocess.CompletedProcess[str]:
    """What the program that everybody may use says."""
    file = tmp_path / "file.json"
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    script = str(files("yinuo.registers").joinpath("check_log.py"))
    return subprocess.run(
        [sys.executable, "-I", script, str(file)], capture_output=True, text=True, check=False, cwd=tmp_path
    )


@pytest.mark.django_db
def test_a_head_is_signed_by_the_host_and_stamped_by_the_time_authority(city):
    assert issue_head(at=AT) is None
    append_to_log()
    head = issue_head(at=AT)

    digest = hashlib.sha256(head.statement.encode()).digest()
    certificate = x509.load_pem_x509_certificate(head.certificate.encode())
    assert digest_is_signed(digest, bytes(head.signature), certificate)
    stamp = check_stamp(bytes(head.stamp), digest, trust_roots=trust_roots())
    assert (stamp.at, stamp.trusted) == (AT, True)
    said = json.loads(head.statement)
    assert (said["size"], said["root"], said["previous"]) == (log_size(), head.root, None)


@pytest.mark.django_db
def test_a_head_is_issued_where_the_log_has_grown_and_names_the_one_before(city):
    append_to_log()
    first = issue_head(at=AT)
    assert issue_head(at=AT + timedelta(minutes=10)) is None
    enter(city)
    assert issue_head(at=AT + timedelta(minutes=20)) is None
    append_to_log()
    second = issue_head(at=AT + timedelta(minutes=30))

    assert json.loads(second.statement)["previous"] == {"size": first.size, "root": first.root}
    assert [one.size for one in heads()] == [second.size, first.size]
    assert [one.size for one in heads(before=second.size)] == [first.size]


@pytest.mark.django_db
def test_the_receipt_of_a_case_is_checked_by_the_program_alone(city, tmp_path):
    assert receipt_file(city.item.case_file) is None
    append_to_log()
    issue_head(at=AT)
    enter(city, 2)
    city.item.case_file.refresh_from_db()
    receipt = receipt_file(city.item.case_file)
    assert receipt["not_yet"] == 2
    assert len(receipt["entries"]) == city.item.case_file.head_number - 2

    ran = checked(tmp_path, receipt)
    assert (ran.returncode, ran.stdout.count("✓")) == (0, 3), ran
    for change in (
        lambda one: one["entries"][0].update(hash="00" * 32),
        lambda one: one["entries"][-1].update(place=0),
        lambda one: one["head"].update(root="11" * 32),
        lambda one: one["entries"].pop(1),
    ):
        wrong = json.loads(json.dumps(receipt))
        change(wrong)
        assert checked(tmp_path, wrong).returncode == 1
    assert "法律援助" not in json.dumps(receipt, ensure_ascii=False)


@pytest.mark.django_db
@pytest.mark.parametrize("more", [1, 2, 3, 8, 13])
def test_that_a_log_only_grew_is_checked_by_the_program_alone(city, tmp_path, more):
    append_to_log()
    old = issue_head(at=AT)
    enter(city, more)
    append_to_log()
    new = issue_head(at=AT + timedelta(hours=1))

    ran = checked(tmp_path, continuation_file(old, new))
    assert (ran.returncode, ran.stdout.count("✓")) == (0, 2), ran
    wrong = continuation_file(old, new)
    wrong["old"]["root"] = "22" * 32
    assert checked(tmp_path, wrong).returncode == 1
    with pytest.raises(ValueError, match="continue"):
        continuation_file(new, old)


@pytest.mark.django_db
def test_the_files_of_a_head_are_what_openssl_takes(city, tmp_path):
    append_to_log()
    file = head_file(issue_head(at=AT))
    assert b64decode(file["signature"])[:1] == b"\x30"
    assert file["certificate"].startswith("-----BEGIN CERTIFICATE-----")


@pytest.mark.django_db
def test_the_database_keeps_heads_as_they_were_issued(city):
    append_to_log()
    issue_head(at=AT)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        LogHead.objects.all()._raw_delete("default")


@pytest.mark.race
def test_of_several_who_issue_at_once_there_is_one_head(committed_city):
    append_to_log()
    at_once(*(lambda: issue_head(at=AT) for _ in range(3)))
    assert LogHead.objects.count() == 1
