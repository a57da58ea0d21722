"""The public log for everybody: its heads, that it only grew, the program that checks it, and the receipt of one's own case."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.conftest import AT
from tests.portals.applicant.cases import draft

from yinuo.casefile.actions import append_to_log
from yinuo.registers.actions import issue_head
from yinuo.registers.models import LogHead

pytestmark = [pytest.mark.django_db, pytest.mark.clause("2.4-f")]


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def browser(account: Any) -> Client:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def two_heads(city, settings):
    settings.DEMO = True
    append_to_log()
    old = issue_head(at=AT)
    application = draft(city)
    append_to_log()
    return old, issue_head(at=AT + timedelta(minutes=10)), application


def test_an_empty_log_says_so(city, client):
    page = text(client.get("/log/"))
    assert "还没有签发过" in page


def test_heads_stand_with_the_way_from_one_to_the_next(two_heads, client):
    old, new, _ = two_heads
    page = text(client.get("/log/"))

    assert new.root in page
    assert f"/log/{old.size}/{new.size}.json" in page
    assert json.loads(client.get(f"/log/{new.size}.json").content)["root"] == new.root


def test_what_the_pages_give_is_checked_by_the_program_they_give(two_heads, client, tmp_path, city):
    old, new, application = two_heads
    script = tmp_path / "check_log.py"
    script.write_bytes(client.get("/log/check_log.py").content)
    assert len(script.read_text(encoding="utf-8").splitlines()) < 100
    receipt = browser(city.lin).get(f"/my/cases/{application.number}/log.json").content
    for content in (receipt, client.get(f"/log/{old.size}/{new.size}.json").content):
        (tmp_path / "file.json").write_bytes(content)
        ran = subprocess.run(
            [sys.executable, "-I", str(script), "file.json"],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
        )
        assert ran.returncode == 0, ran


def test_a_receipt_is_for_whose_case_it_is(two_heads, city):
    _, _, application = two_heads
    address = f"/my/cases/{application.number}/log.json"

    assert json.loads(browser(city.lin).get(address).content)["case"] == application.number
    assert browser(city.tao).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_before_its_first_head_a_case_is_told_to_wait(city, settings):
    settings.DEMO = True
    application = draft(city)
    answer = browser(city.lin).get(f"/my/cases/{application.number}/log.json", follow=True)
    assert "十分钟以后再来" in text(answer)


def test_heads_that_are_not_there_are_not_found(two_heads, client):
    old, new, _ = two_heads
    for path in (
        f"/log/{new.size + 1}.json",
        f"/log/{new.size}/{old.size}.json",
        f"/log/1/{new.size + 5}.json",
    ):
        assert client.get(path).status_code == 404, path


def test_a_long_list_is_paged_and_keeps_its_budget(city, client, django_assert_max_num_queries):
    append_to_log()
    first = issue_head(at=AT)
    LogHead.objects.bulk_create(
        LogHead(
            size=first.size + more,
            root=first.root,
            issued_at=AT,
            statement="{}",
            signature=b"x",
            certificate="",
            stamp=b"x",
        )
        for more in range(1, 45)
    )
    with django_assert_max_num_queries(2):
        page = text(client.get("/log/"))
    following = re.search(r'href="(\?after=\d+)"', page.replace("/log/?", "?"))
    assert following is not None
    assert f"{first.size + 44} 条" in page.replace(",", "")
    assert "下一页" in page
