"""双随机: the list is frozen and the seed sealed before, everybody can repeat the draw after."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import DatabaseError
from tests.cast import officer
from tests.rooms.credit.test_determine import at_once
from tests.rooms.inspectorate.cases import BY, check, filed, promised

from yinuo.casefile.actions import take_step
from yinuo.casefile.models import Entry
from yinuo.law.grammar import Refused
from yinuo.people.models import Role
from yinuo.supervision.actions import announce_draw, draw
from yinuo.supervision.models import Announcement, Draw, Drawn
from yinuo.supervision.queries import announcements_visible_to, drawable, holds, pool, repeat
from yinuo.verification.lifecycle import TASK
from yinuo.verification.models import Task

AT = datetime(2026, 6, 15, 2, 0, tzinfo=UTC)
ON = date(2026, 6, 15)
LATER = AT + timedelta(hours=1)


def pooled(
    city: Any, *, standing: str = "ordinary", due_on: date = date(2027, 6, 1), then: str = "", **more: Any
) -> Task:
    """An exempt fact in the pool."""
    commitment = promised(city, filed(city, "commit", at=AT, **more), at=AT, then=then)
    type(commitment).objects.filter(pk=commitment.pk).update(standing=standing)
    task = check(commitment, due_on=due_on)
    take_step(task, TASK, "pool", at=AT, **BY)
    return task


@pytest.fixture
def inspected(city):
    """A city with two inspectors more and a pool of thirty ordinary facts and ten watched ones."""
    officer("sun2", "孙二", city.bureau, Role.VERIFIER)
    officer("sun3", "孙三", city.bureau, Role.VERIFIER)
    for _ in range(30):
        pooled(city)
    for _ in range(10):
        pooled(city, standing="watched", who=city.tao)
    return city


@pytest.mark.django_db
@pytest.mark.clause("2.4-b")
def test_the_pool_is_told_by_agency_and_item_without_what_is_withdrawn_or_over(city):
    pooled(city)
    pooled(city)
    pooled(city, then="withdraw")
    pooled(city, due_on=date(2026, 6, 14))
    pooled(city, agency=city.police)

    lines = pool(city.li, on=ON)
    assert [(line.agency, line.item, line.waiting, line.drawn) for line in lines] == [
        ("市公安局", "经济困难证明", 1, 0),
        ("市司法局", "经济困难证明", 2, 0),
    ]
    assert [line.agency for line in pool(city.zhou, on=ON)] == ["市司法局"]
    assert [line.waiting for line in pool(city.li, on=ON, agency_id=city.police.pk)] == [1]
    for stranger in (city.lin, city.zhou_xian, city.qian, city.wang):
        assert pool(stranger, on=ON) == []


@pytest.mark.django_db
@pytest.mark.clause("2.4-b")
@pytest.mark.clause("2.5-c")
def test_the_draw_follows_from_the_published_list_and_the_sealed_seed(inspected):
    announced = announce_draw(agency=inspected.bureau, by=inspected.zhou, at=AT)
    assert [(s["standing"], s["percent"], s["size"], len(s["keys"])) for s in announced.strata] == [
        ("good", 1, 0, 0),
        ("ordinary", 3, 1, 30),
        ("watched", 10, 1, 10),
    ]
    assert announced.inspectors == ["sun", "sun2", "sun3"]
    assert inspected.lin.subject.name not in str(announced.strata)

    made = draw(announcement_id=announced.pk, by=inspected.zhou, at=LATER)

    assert (
        hashlib.sha256(b"yinuo-draw-seed-v1" + bytes.fromhex(made.seed)).hexdigest() == announced.seed_digest
    )
    assert holds(made, inspectors_each=2)
    assert len(made.result) == 2
    assert all(len(set(line["inspectors"])) == 2 for line in made.result)
    assert {d.task_id for d in Drawn.objects.all()} == {line["task"] for line in made.result}
    assert Entry.objects.filter(step="supervision.draw").count() == 2
    assert drawable(inspected.bureau, on=ON).count() == 38
    assert pool(inspected.li, on=ON)[0].drawn == 2


@pytest.mark.django_db
def test_another_seed_or_another_list_is_found_out(inspected):
    announced = announce_draw(agency=inspected.bureau, by=inspected.zhou, at=AT)
    seed = bytes(announced.seed)

    with pytest.raises(ValueError, match="sealed"):
        repeat(announced, b"x" * 32, inspectors_each=2)
    announced.strata[1]["keys"].pop()
    with pytest.raises(ValueError, match="published"):
        repeat(announced, seed, inspectors_each=2)


@pytest.mark.django_db
def test_announcing_and_drawing_again_gives_the_same(inspected):
    announced = announce_draw(agency=inspected.bureau, by=inspected.zhou, at=AT)
    assert announce_draw(agency=inspected.bureau, by=inspected.second, at=AT) == announced
    made = draw(announcement_id=announced.pk, by=inspected.zhou, at=LATER)

    assert draw(announcement_id=announced.pk, by=inspected.second, at=LATER + timedelta(days=1)) == made
    assert Drawn.objects.count() == 2


@pytest.mark.django_db
def test_what_was_drawn_once_is_not_drawn_again(inspected):
    for day in range(5):
        announced = announce_draw(agency=inspected.bureau, by=inspected.zhou, at=AT + timedelta(days=day))
        draw(announcement_id=announced.pk, by=inspected.zhou, at=LATER + timedelta(days=day))

    tasks = list(Drawn.objects.values_list("task", flat=True))
    assert len(tasks) == len(set(tasks)) == 10


@pytest.mark.django_db
def test_refuses_strangers_an_inspector_himself_an_empty_pool_and_too_few_inspectors(city):
    for stranger in (city.sun, city.li, city.feng, city.lin, city.zhou_xian, city.zheng):
        with pytest.raises(Refused, match="审批人"):
            announce_draw(agency=city.bureau, by=stranger, at=AT)
    with pytest.raises(Refused, match="没有可抽查的"):
        announce_draw(agency=city.bureau, by=city.zhou, at=AT)
    pooled(city)
    with pytest.raises(Refused, match="至少要2人"):
        announce_draw(agency=city.bureau, by=city.zhou, at=AT)
    assert not Announcement.objects.exists()


@pytest.mark.django_db
def test_refuses_to_draw_before_it_was_announced_and_by_a_stranger(inspected):
    announced = announce_draw(agency=inspected.bureau, by=inspected.zhou, at=AT)

    with pytest.raises(Refused, match="不能早于公告"):
        draw(announcement_id=announced.pk, by=inspected.zhou, at=AT)
    with pytest.raises(Refused):
        draw(announcement_id=announced.pk, by=inspected.feng, at=LATER)
    assert list(announcements_visible_to(inspected.li, on=ON)) == [announced]
    assert not announcements_visible_to(inspected.feng, on=ON).exists()
    assert not announcements_visible_to(inspected.lin, on=ON).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Announcement, Draw, Drawn])
def test_the_database_keeps_draws_as_they_were_made(inspected, model):
    announced = announce_draw(agency=inspected.bureau, by=inspected.zhou, at=AT)
    draw(announcement_id=announced.pk, by=inspected.zhou, at=LATER)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.all()._raw_delete("default")


@pytest.mark.race
def test_of_several_who_draw_at_once_there_is_one_draw(committed_city):
    city = committed_city
    officer("sun2", "孙二", city.bureau, Role.VERIFIER)
    with transaction.atomic():
        for _ in range(5):
            pooled(city)

    announced = {
        a.pk
        for a in at_once(*(lambda: announce_draw(agency=city.bureau, by=city.zhou, at=AT) for _ in range(3)))
    }
    assert len(announced) == 1
    made = at_once(*(lambda: draw(announcement_id=min(announced), by=city.zhou, at=LATER) for _ in range(3)))
    assert {type(m).__name__ for m in made} == {"Draw"}
    assert Draw.objects.count() == 1
    assert Drawn.objects.count() == 1
