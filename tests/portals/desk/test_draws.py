"""The double-random draw at the desk and for everybody: rehearsed, announced, drawn, drawn further, annulled, repeated."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest
from tests.cast import officer
from tests.conftest import AT
from tests.portals.office import text
from tests.rooms.supervision.pooling import pooled

from yinuo.people.models import Role
from yinuo.supervision.models import Announcement, Annulment, Draw
from yinuo.verification.actions import conclude
from yinuo.verification.models import Task

pytestmark = [pytest.mark.django_db, pytest.mark.clause("2.4-b")]

HAPPENS = AT + timedelta(hours=2)
ANNOUNCE = {
    "outside": "lottery",
    "event": "双色球第2026063期开奖号码",
    "happens_at": f"{HAPPENS + timedelta(hours=8):%Y-%m-%dT%H:%M}",
}
DRAW = {"act": "draw", "happened": "03 07 12 18 25 31 05", "witnesses": "法制科李某在场"}


@pytest.fixture
def listed(city, clock):
    for name in ("sun2", "sun3"):
        officer(name, name, city.bureau, Role.VERIFIER)
    for _ in range(12):
        pooled(city, at=clock.now)
    return city


def announced(client: Any) -> str:
    """The address of a draw that was announced."""
    return client.post("/desk/draws/", ANNOUNCE).url


def later(clock: Any) -> None:
    clock.now = HAPPENS + timedelta(hours=1)


def test_rehearse_announce_wait_and_draw(listed, browser, clock):
    client = browser(listed.zhou)
    page = text(client.get("/desk/draws/"))
    assert "经济困难证明" in page
    assert "还没有抽查过" in page
    rehearsed = text(client.get("/desk/draws/?rehearse=1"))
    assert "每项 2 人同去" in rehearsed
    assert not Announcement.objects.exists()

    address = announced(client)
    page = text(client.get(address))
    assert "还不能抽取" in page
    refused = client.post(address, DRAW)
    assert (refused.status_code, "才有结果" in text(refused)) == (409, True)

    later(clock)
    answer = client.post(address, DRAW, follow=True)
    assert "已经抽取" in text(answer)
    assert "重算一致" in text(answer)
    made = Draw.objects.get()
    assert f"/field/tasks/{made.result[0]['task']}/" in text(answer)
    client.post(address, DRAW)
    assert Draw.objects.count() == 1

    first = Task.objects.select_related("assigned_to").get(pk=made.result[0]["task"])
    told = text(browser(first.assigned_to).get(f"/field/tasks/{first.pk}/"))
    assert made.announcement.number in told
    assert "同去" in told


def test_a_second_announcement_is_not_made_while_one_waits(listed, browser):
    client = browser(listed.zhou)
    address = announced(client)

    assert "抽取以后，才能公告下一次" in text(client.get("/desk/draws/"))
    assert client.post("/desk/draws/", ANNOUNCE).url == address


@pytest.mark.parametrize(
    ("typed", "status", "says"),
    [
        ({"event": ""}, 422, "没有写明是哪一次"),
        ({"outside": "radio"}, 422, "用什么随机"),
        ({"happens_at": "明天"}, 422, "这不是一个时间"),
        ({"happens_at": "2026-05-01T10:00"}, 409, "已经有了结果"),
        ({"event": "开奖"}, 409, "没有写明是哪一次"),
    ],
)
def test_what_is_wrong_with_an_announcement_is_said_and_what_was_typed_stays(
    listed, browser, typed, status, says
):
    answer = browser(listed.zhou).post("/desk/draws/", ANNOUNCE | typed)

    assert (answer.status_code, says in text(answer)) == (status, True)
    kept = (ANNOUNCE | typed)["event"]
    assert not kept or f'value="{kept}"' in text(answer)
    assert not Announcement.objects.exists()


def test_more_is_drawn_and_the_last_is_annulled_with_its_reason(listed, browser, clock):
    client = browser(listed.zhou)
    address = announced(client)
    later(clock)
    client.post(address, DRAW)

    more = {"act": "more", "part": "1", "ordinary": "2", "reason": "群众举报集中反映"}
    assert client.post(address, more | {"ordinary": "99"}).status_code == 422
    for _ in range(2):
        client.post(address, more)
    assert [part.sizes["ordinary"] for part in Draw.objects.order_by("part")] == [1, 2]

    last = re.search(r'name="draw" value="(\d+)"', text(client.get(address)))[1]
    assert client.post(address, {"act": "annul", "draw": last, "because": "错"}).status_code == 409
    answer = client.post(
        address, {"act": "annul", "draw": last, "because": "补抽的项数填错了，放回名单"}, follow=True
    )
    assert "放回名单" in text(answer)
    assert Annulment.objects.get().draw.part == 1


@pytest.mark.parametrize("who", ["sun", "li"])
def test_who_may_look_but_not_draw_is_offered_nothing(listed, browser, clock, who):
    address = announced(browser(listed.zhou))
    later(clock)
    client = browser(getattr(listed, who))

    page = text(client.get("/desk/draws/")) + text(client.get(address))
    assert "<form" not in page.split("<main")[1].split("</main")[0].replace('<form method="get"', "")
    assert client.post(address, DRAW).status_code == 409
    assert client.post("/desk/draws/", ANNOUNCE).status_code in {409, 422}
    assert not Draw.objects.exists()


def test_an_officer_of_another_body_finds_nothing(listed, browser):
    address = announced(browser(listed.zhou))
    client = browser(listed.feng)

    assert "宿抽" not in text(client.get("/desk/draws/"))
    for path in (address, address.rstrip("/") + ".json"):
        assert client.get(path).status_code == 404
    assert client.post(address, DRAW).status_code == 404


def test_everybody_repeats_a_draw_from_what_the_public_pages_give(listed, browser, clock, client, tmp_path):
    address = announced(browser(listed.zhou))
    public = address.replace("/desk", "")
    page = text(client.get(public))
    one = Announcement.objects.get()
    assert one.population_digest in page
    assert one.seal in page
    later(clock)
    browser(listed.zhou).post(address, DRAW)
    made = Draw.objects.get()
    assert "等检查做完或者期满以后公布" in text(client.get(public))
    assert made.secret not in text(client.get(public))
    assert "drawn" not in json.loads(text(client.get(public.rstrip("/") + ".json")))

    for line in made.result:
        task = Task.objects.select_related("assigned_to").get(pk=line["task"])
        conclude(
            task_id=task.pk,
            outcome="agrees",
            explanation="到场核对，与承诺一致",
            by=task.assigned_to,
            at=clock.now,
        )
    assert made.secret in text(client.get(public))
    script, file = tmp_path / "redraw.py", tmp_path / "draw.json"
    script.write_bytes(client.get("/draws/redraw.py").content)
    file.write_bytes(client.get(public.rstrip("/") + ".json").content)
    ran = subprocess.run(
        [sys.executable, "-I", str(script), str(file)], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout.count("✓")) == (0, 3), ran
    assert len(script.read_text(encoding="utf-8").splitlines()) < 100
    assert one.number in text(client.get("/draws/"))


def test_the_pages_keep_their_budget(listed, browser, clock, client, django_assert_max_num_queries):
    address = announced(browser(listed.zhou))
    later(clock)
    browser(listed.zhou).post(address, DRAW)
    officer_client = browser(listed.zhou)
    officer_client.get("/desk/draws/")
    for who, path, most in (
        (officer_client, "/desk/draws/", 12),
        (officer_client, address, 18),
        (client, "/draws/", 4),
        (client, address.replace("/desk", ""), 9),
    ):
        with django_assert_max_num_queries(most):
            assert who.get(path).status_code == 200
