"""双随机: the list is frozen and a secret sealed before an outside event, everybody can repeat the draw after it."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from functools import partial
from importlib.resources import files
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import DatabaseError
from tests.cast import officer
from tests.rooms.credit.test_determine import at_once
from tests.rooms.supervision.pooling import pooled as in_pool

from yinuo.casefile.actions import record
from yinuo.casefile.models import Entry
from yinuo.law import draw as law
from yinuo.law.grammar import Refused
from yinuo.law.texts import CLAUSES
from yinuo.people.models import Role
from yinuo.supervision.actions import announce_draw, annul_draw, draw, draw_more
from yinuo.supervision.models import Announcement, Annulment, Draw, Drawn
from yinuo.supervision.published import repeat
from yinuo.supervision.queries import (
    announcements_visible_to,
    drawable,
    holds,
    is_annulled,
    lists_of,
    pool,
    public_file,
    rehearse,
    whole_file,
)
from yinuo.verification.actions import conclude
from yinuo.verification.models import Task
from yinuo.verification.queries import worklist

AT = datetime(2026, 6, 15, 2, 0, tzinfo=UTC)
ON = date(2026, 6, 15)
pooled = partial(in_pool, at=AT)
HAPPENS = AT + timedelta(hours=12)
LATER = AT + timedelta(hours=13)
NUMBERS, SEEN = "03 07 12 18 25 31 + 05", "市司法局法制科王某、福彩网公布"


def announce(city: Any, *, by: Any = None, at: datetime = AT, **more: Any) -> Announcement:
    given = {
        "outside": "lottery",
        "event": "双色球第2026068期开奖号码",
        "happens_at": at + timedelta(hours=12),
    } | more
    return announce_draw(agency=city.bureau, by=by or city.zhou, at=at, **given)


def drawn(city: Any, announced: Announcement, *, by: Any = None, at: datetime = LATER, **more: Any) -> Draw:
    given = {"happened": NUMBERS, "witnesses": SEEN} | more
    return draw(announcement_id=announced.pk, by=by or city.zhou, at=at, **given)


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
def test_the_draw_follows_from_the_published_list_the_sealed_secret_and_the_event(inspected):
    announced = announce(inspected)
    assert [(s["standing"], s["percent"], s["size"], len(s["keys"])) for s in announced.strata] == [
        ("good", 1, 0, 0),
        ("ordinary", 3, 1, 30),
        ("watched", 10, 1, 10),
    ]
    assert announced.inspectors == [
        {"code": f"检{n:02d}", "account": name} for n, name in enumerate(("sun", "sun2", "sun3"), 1)
    ]
    assert inspected.lin.subject.name not in str(announced.strata)

    made = drawn(inspected, announced)

    assert law.seal(bytes.fromhex(made.secret)) == announced.seal
    assert made.happened == "03 07 12 18 25 31 05"
    assert holds(announced)
    assert len(made.result) == 2
    assert all(len(set(line["inspectors"])) == 2 for line in made.result)
    assert {d.task_id for d in Drawn.objects.all()} == {line["task"] for line in made.result}
    assert drawable(inspected.bureau, on=ON).count() == 38
    assert pool(inspected.li, on=ON)[0].drawn == 2


@pytest.mark.django_db
@pytest.mark.clause("2.4-b")
def test_what_is_drawn_is_on_the_list_of_who_is_sent_with_its_day(inspected):
    made = drawn(inspected, announce(inspected))

    first = made.result[0]
    task = Task.objects.get(pk=first["task"])
    assert (task.status, task.method, task.due_on) == ("open", "site", date(2026, 7, 27))
    account = {"检01": "sun", "检02": "sun2", "检03": "sun3"}[first["inspectors"][0]]
    assert task.assigned_to.username == account
    assert task in worklist(task.assigned_to, on=ON, which="mine")
    entry = Entry.objects.get(case_file=task.case_file, step="verification_task.call_up")
    assert entry.facts["draw"] == made.announcement.number


@pytest.mark.django_db
@pytest.mark.clause("2.4-b")
def test_anybody_repeats_it_with_the_published_file_and_a_script_alone(inspected, tmp_path):
    announced = announce(inspected)
    drawn(inspected, announced)
    draw_more(
        announcement_id=announced.pk,
        part=1,
        more={"ordinary": 4},
        reason="有群众举报集中反映",
        by=inspected.zhou,
        at=LATER,
    )
    script, file = str(files("yinuo.supervision").joinpath("redraw.py")), tmp_path / "draw.json"

    def run(content: Any) -> subprocess.CompletedProcess[str]:
        file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        return subprocess.run(
            [sys.executable, "-I", script, str(file)], capture_output=True, text=True, check=False
        )

    whole = whole_file(announced)
    ran = run(whole)
    assert (ran.returncode, ran.stdout.count("✓")) == (0, 3), ran
    wrong = json.loads(json.dumps(whole))
    wrong["drawn"]["parts"][1]["result"][0]["inspectors"].reverse()
    assert run(wrong).returncode == 1
    wrong = json.loads(json.dumps(whole))
    wrong["drawn"]["happened"] = "03 07 12 18 25 31 06"
    assert run(wrong).returncode == 1
    wrong = json.loads(json.dumps(whole))
    wrong["strata"][1]["keys"].pop()
    assert "名单与公告的摘要一致" in run(wrong).stdout.split("✗")[1]
    for name in (inspected.lin.name, "sun2", inspected.lin.subject.name):
        assert name not in json.dumps(whole, ensure_ascii=False)


@pytest.mark.django_db
@pytest.mark.clause("2.4-b")
def test_the_outcome_is_public_once_nobody_can_be_warned_by_it(inspected):
    announced = announce(inspected)
    made = drawn(inspected, announced)
    assert "drawn" not in public_file(announced, on=ON)

    for line in made.result:
        task = Task.objects.select_related("assigned_to").get(pk=line["task"])
        conclude(
            task_id=task.pk,
            outcome="agrees",
            explanation="到场核对，与承诺一致",
            by=task.assigned_to,
            at=LATER,
        )
    assert [len(part["result"]) for part in public_file(announced, on=ON)["drawn"]["parts"]] == [2]
    with pytest.raises(Refused, match="另行公告"):
        draw_more(
            announcement_id=announced.pk,
            part=1,
            more={"ordinary": 1},
            reason="群众举报集中反映",
            by=inspected.zhou,
            at=LATER,
        )


@pytest.mark.django_db
def test_another_secret_or_another_list_is_found_out(inspected):
    announced = announce(inspected)
    secret, sizes = bytes(announced.secret), [{"ordinary": 1}]

    with pytest.raises(ValueError, match="sealed"):
        repeat(announced, b"x" * 32, "1 2", sizes)
    announced.strata[1]["keys"].pop()
    with pytest.raises(ValueError, match="published"):
        repeat(announced, secret, "1 2", sizes)


@pytest.mark.django_db
def test_announcing_and_drawing_again_gives_the_same(inspected):
    announced = announce(inspected)
    assert announce(inspected, by=inspected.second, event="另一次开奖号码，重新来") == announced
    made = drawn(inspected, announced)

    again = drawn(inspected, announced, by=inspected.second, at=LATER + timedelta(days=1), happened="9 9 9")
    assert again == made
    assert Drawn.objects.count() == 2


@pytest.mark.django_db
def test_who_worked_on_a_case_or_was_there_last_time_is_not_sent(inspected):
    sun2 = type(inspected.zhou).objects.get(username="sun2")
    for name in ("sun4", "sun5"):
        officer(name, name, inspected.bureau, Role.VERIFIER)
    task = drawable(inspected.bureau, on=ON)[0]
    begin_by(task, sun2)
    lists = lists_of(inspected.bureau, on=ON)
    key = f"{task.commitment.letter.number}/{task.fact_key}"
    assert lists.recused == {key: ["检02"]}

    first = announce(inspected)
    made = drawn(inspected, first)
    drawn_key = made.result[0]["key"]
    subject = Task.objects.get(pk=made.result[0]["task"]).commitment.application_item.application.applicant_id
    after = lists_of(inspected.bureau, on=ON)
    applicant = "commitment__application_item__application__applicant"
    others = drawable(inspected.bureau, on=ON).filter(**{applicant: subject}).exclude(pk=task.pk)
    assert drawn_key not in after.recused
    for other in others:
        sent = set(after.recused[f"{other.commitment.letter.number}/{other.fact_key}"])
        assert len(sent) == 2


def begin_by(task: Task, who: Any) -> None:
    record(
        case_file_id=task.case_file_id,
        step="test.worked",
        title="办过这件",
        by=who,
        by_label="核查人员",
        at=AT,
        basis=CLAUSES["2.4-a"],
    )


@pytest.mark.django_db
def test_a_supplementary_draw_goes_on_in_the_same_order_and_twice_is_once(inspected):
    announced = announce(inspected)
    made = drawn(inspected, announced)
    reason = "群众举报集中反映，需要多查"

    def more(part: int = 1, who: Any = None, why: str = reason, **how_many: int) -> Draw:
        return draw_more(
            announcement_id=announced.pk,
            part=part,
            more=how_many,
            reason=why,
            by=who or inspected.zhou,
            at=LATER,
        )

    added = more(ordinary=3, watched=1)
    assert more(ordinary=9) == added
    keys = [line["key"] for part in (made, added) for line in part.result]
    seed = law.seed_of(bytes.fromhex(made.secret), made.happened)
    ordinary = next(s["keys"] for s in announced.strata if s["standing"] == "ordinary")
    assert len(set(keys)) == 6
    assert set(law.draw(ordinary, 4, seed)) <= set(keys)
    assert holds(announced)

    for wrong in (
        {"part": 5, "ordinary": 1},
        {"part": 2},
        {"part": 2, "ordinary": 27},
        {"part": 2, "ordinary": -1},
        {"part": 2, "nobody": 1},
        {"part": 2, "ordinary": 1, "why": "多查"},
        {"part": 2, "ordinary": 1, "who": inspected.feng},
    ):
        with pytest.raises(Refused):
            more(**wrong)
    assert Draw.objects.count() == 2


@pytest.mark.django_db
def test_only_the_last_draw_is_annulled_with_a_reason_and_all_goes_back(inspected):
    announced = announce(inspected)
    made = drawn(inspected, announced)
    added = draw_more(
        announcement_id=announced.pk,
        part=1,
        more={"ordinary": 2},
        reason="群众举报较多",
        by=inspected.zhou,
        at=LATER,
    )
    reason = "开奖号码填错了一位，重新公告"

    for who, which, why in (
        (inspected.zhou, made, reason),
        (inspected.feng, added, reason),
        (inspected.sun, added, reason),
        (inspected.zhou, added, "错了"),
    ):
        with pytest.raises(Refused):
            annul_draw(draw_id=which.pk, reason=why, by=who, at=LATER)
    before = {task.pk: task.due_on for task in drawable(inspected.bureau, on=ON)}

    annulled = annul_draw(draw_id=added.pk, reason=reason, by=inspected.zhou, at=LATER)
    assert annul_draw(draw_id=added.pk, reason=reason, by=inspected.second, at=LATER) == annulled
    back = Task.objects.filter(drawn__draw=added)
    assert {(t.status, t.method, t.due_on, t.assigned_to) for t in back} == {
        ("pooled", "exempt", date(2027, 6, 1), None)
    }
    assert drawable(inspected.bureau, on=ON).count() == len(before) + 2
    assert not is_annulled(announced)
    annul_draw(draw_id=made.pk, reason=reason, by=inspected.zhou, at=LATER)
    assert drawable(inspected.bureau, on=ON).count() == 40
    assert is_annulled(announced)
    assert whole_file(announced)["drawn"]["parts"][1]["annulled"] == reason
    assert holds(announced)
    assert announce(inspected, at=LATER).pk != announced.pk


@pytest.mark.django_db
def test_a_draw_is_not_annulled_once_somebody_was_checked_because_of_it(inspected):
    made = drawn(inspected, announce(inspected))
    task = Task.objects.select_related("assigned_to").get(pk=made.result[0]["task"])
    conclude(
        task_id=task.pk, outcome="agrees", explanation="到场核对，与承诺一致", by=task.assigned_to, at=LATER
    )

    with pytest.raises(Refused, match="已经开始检查"):
        annul_draw(draw_id=made.pk, reason="名单可能有误，重新公告", by=inspected.zhou, at=LATER)
    assert not Annulment.objects.exists()
    assert Task.objects.filter(drawn__draw=made, status="open").count() == 1


@pytest.mark.django_db
def test_a_rehearsal_keeps_nothing_and_shows_that_nobody_can_foresee(inspected):
    seen = rehearse(inspected.bureau, on=ON, trials=60)

    assert (seen.drawn, seen.trials) == (2, 60)
    assert seen.again < 0.5
    assert set(seen.visits) == {"检01", "检02", "检03"}
    assert all(0 <= least <= most <= 2 for least, most in seen.visits.values())
    assert not Announcement.objects.exists()


@pytest.mark.django_db
def test_what_was_drawn_and_checked_is_not_drawn_again(inspected):
    for day in range(5):
        announced = announce(inspected, at=AT + timedelta(days=day))
        drawn(inspected, announced, at=LATER + timedelta(days=day))

    tasks = list(Drawn.objects.values_list("task", flat=True))
    assert len(tasks) == len(set(tasks)) == 10


@pytest.mark.django_db
def test_refuses_strangers_an_inspector_himself_an_empty_pool_and_too_few_inspectors(city):
    for stranger in (city.sun, city.li, city.feng, city.lin, city.zhou_xian, city.zheng):
        with pytest.raises(Refused, match="审批人"):
            announce(city, by=stranger)
    with pytest.raises(Refused, match="没有可抽查的"):
        announce(city)
    pooled(city)
    with pytest.raises(Refused, match="至少要2人"):
        announce(city)
    assert not Announcement.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"outside": "radio"}, "没有选"),
        ({"event": "开奖"}, "没有写明是哪一次"),
        ({"happens_at": AT}, "已经有了结果"),
    ],
)
def test_an_event_is_named_and_lies_ahead(inspected, wrong, says):
    with pytest.raises(Refused, match=says):
        announce(inspected, **wrong)


@pytest.mark.django_db
def test_refuses_to_draw_before_the_event_without_its_outcome_and_by_a_stranger(inspected):
    announced = announce(inspected)

    for wrong, says in (
        ({"at": HAPPENS - timedelta(minutes=1)}, "才有结果"),
        ({"happened": " ，"}, "没有填写外部随机事件的结果"),
        ({"witnesses": "  "}, "见证人"),
        ({"by": inspected.feng}, "审批人"),
        ({"by": inspected.sun}, "审批人"),
    ):
        with pytest.raises(Refused, match=says):
            drawn(inspected, announced, **wrong)
    assert not Draw.objects.exists()
    assert list(announcements_visible_to(inspected.li, on=ON)) == [announced]
    assert not announcements_visible_to(inspected.feng, on=ON).exists()
    assert not announcements_visible_to(inspected.lin, on=ON).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Announcement, Draw, Drawn, Annulment])
def test_the_database_keeps_draws_as_they_were_made(inspected, model):
    made = drawn(inspected, announce(inspected))
    annul_draw(draw_id=made.pk, reason="名单可能有误，重新公告", by=inspected.zhou, at=LATER)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.all()._raw_delete("default")


@pytest.mark.race
def test_of_several_who_draw_at_once_there_is_one_draw(committed_city):
    city = committed_city
    officer("sun2", "孙二", city.bureau, Role.VERIFIER)
    with transaction.atomic():
        for _ in range(5):
            pooled(city)

    announced = {a.pk: a for a in at_once(*(lambda: announce(city) for _ in range(3)))}
    assert len(announced) == 1
    [one] = announced.values()
    made = at_once(*(lambda: drawn(city, one) for _ in range(3)))
    assert {type(m).__name__ for m in made} == {"Draw"}
    assert Draw.objects.count() == 1
    assert Drawn.objects.count() == 1
