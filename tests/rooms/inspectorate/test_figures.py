"""Every figure opens its list: the same filter, the same scope, nobody else's cases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.rooms.credit.conftest import false_promise
from tests.rooms.inspectorate.cases import check, filed, promised

from yinuo.applications.lifecycle import APPLICATION
from yinuo.casefile.actions import begin, take_step
from yinuo.credit.actions import apply_for_repair, raise_objection
from yinuo.documents.models import Document
from yinuo.exchange.models import OutboxMessage, Source
from yinuo.inspectorate.queries import FIGURES, Scope, count, figure, first_screen, lines, routes, scope
from yinuo.verification.lifecycle import PROCEEDING
from yinuo.verification.models import Finding, Proceeding

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.4-b")]

AT = datetime(2026, 6, 15, 2, 0, tzinfo=UTC)
ON = date(2026, 6, 15)


def of(account: Any, **more: Any) -> Scope:
    return scope(account, on=ON, at=AT, **more)


def number(key: str, scope: Scope) -> int:
    found = figure(key)
    assert found is not None
    return count(found, scope)


@pytest.fixture
def busy(city, settings):
    """Two agencies with a case of every sort that the screen counts."""
    settings.YINUO_RECEIVERS = {"credit-platform": "http://127.0.0.1:9/none"}
    commit = filed(city, "commit", at=AT - timedelta(days=10))
    filed(city, "proof", "proof", at=AT - timedelta(days=9), due_on=date(2026, 6, 12))
    filed(city, "held", at=AT - timedelta(days=8))
    mixed = filed(city, "commit", "proof", at=AT - timedelta(days=7), who=city.tao)
    police = filed(city, "commit", at=AT - timedelta(days=6), agency=city.police, who=city.tao)
    filed(city, "commit", at=datetime(2025, 12, 31, 15, 59, tzinfo=UTC))
    first = promised(city, commit, at=AT - timedelta(days=10), then="keep")
    untrue = promised(city, mixed, at=AT - timedelta(days=7), then="find_untrue")
    promised(city, police, at=AT - timedelta(days=6), then="withdraw")
    check(first, due_on=date(2026, 6, 14), assigned_to=city.sun)
    check(first, due_on=date(2026, 6, 15), key="today")
    late = check(untrue, due_on=date(2026, 6, 10), concluded_at=AT)
    finding = Finding.objects.create(task=late, outcome="differs", explanation="已停发", found_at=AT)
    notice = Document.objects.create(
        case_file=untrue.case_file,
        kind="representation_notice",
        number="宿告1",
        title="告知书",
        content_digest="0" * 64,
        check_code="P1",
        requested_at=AT,
    )
    proceeding = Proceeding.objects.create(
        commitment=untrue,
        case_file=untrue.case_file,
        agency=city.bureau,
        finding=finding,
        told_by=city.zhou,
        told_at=AT,
        notice=notice,
        representation_due_on=date(2026, 6, 22),
    )
    begin(proceeding, PROCEEDING, by=city.zhou, by_label="审批人", at=AT)
    row = false_promise(city, at=AT, grade="minor", measure_keys=[])
    apply_for_repair(determination_id=row.pk, promise="今后如实承诺", duty_done="已退回", by=city.tao, at=AT)
    raise_objection(determination_id=row.pk, text="我仍在享低保", by=city.tao, at=AT)
    OutboxMessage.objects.create(
        key="k",
        receiver="credit-platform",
        kind="determination",
        case_file=row.case_file,
        payload={},
        status="failed",
        problem="对方没有应答",
        next_at=AT,
        created_at=AT,
    )
    Source.objects.update(failures=3)
    return city


EXPECTED = {
    "checks-overdue": 1,
    "decisions-overdue": 2,
    "checks-unassigned": 1,
    "untrue": 1,
    "proceedings-open": 1,
    "repairs-pending": 1,
    "objections-pending": 1,
    "sources-silent": 1,
    "messages-failed": 1,
    "proofs-spared": 2,
    "findings-untold": 0,
    "promises-kept": 1,
    "promises-signed": 0,
    "promises-corrected": 0,
    "promises-withdrawn": 1,
    "cases": 5,
    "cases-commit": 2,
    "cases-proof": 1,
    "cases-held": 1,
    "cases-mixed": 1,
}


def test_the_justice_bureau_counts_the_whole_city(busy):
    assert {found.key: count(found, of(busy.li)) for found in FIGURES} == EXPECTED


@pytest.mark.parametrize("key", EXPECTED)
def test_every_figure_opens_a_list_of_just_as_many_lines_with_an_article_behind_it(busy, key):
    found = figure(key)

    page = lines(found, of(busy.li))
    assert len(page.lines) == EXPECTED[key]
    assert page.after == ""
    assert found.citation.label
    assert found.says
    for line in page.lines:
        assert line.what
        assert line.state
        assert busy.lin.subject.name not in repr(line)
        assert busy.tao.subject.name not in repr(line)


def test_an_officer_counts_his_own_agency_and_a_stranger_nothing(busy):
    own = {found.key: count(found, of(busy.feng)) for found in FIGURES}
    assert {key: n for key, n in own.items() if n} == {
        "cases": 1,
        "cases-commit": 1,
        "promises-withdrawn": 1,
        "sources-silent": 1,
    }
    assert number("cases", of(busy.zhou)) == 4
    for stranger in (busy.lin, busy.cheng, busy.zhou_xian, busy.qian, busy.wang):
        assert {count(found, of(stranger)) for found in FIGURES} == {0}
        assert all(lines(found, of(stranger)).lines == () for found in FIGURES)


def test_a_unit_can_be_opened_but_not_another_agencys(busy):
    assert number("cases", of(busy.li, agency_id=busy.police.pk)) == 1
    assert number("cases", of(busy.zhou, agency_id=busy.police.pk)) == 0
    assert number("cases", of(busy.zhou, agency_id=busy.bureau.pk)) == 4


def test_days_are_counted_in_the_citys_own_time(busy):
    year_before = of(busy.li, since=date(2025, 1, 1), until=date(2026, 1, 1))
    filed(busy, "proof", at=datetime(2025, 12, 31, 16, 0, tzinfo=UTC))

    assert number("cases", year_before) == 1
    assert number("cases", of(busy.li)) == 6


@pytest.mark.clause("2.4-d")
def test_a_contradiction_after_the_decision_of_which_nobody_was_told_is_counted_until_a_proceeding_is_opened(
    busy,
):
    row = filed(busy, "commit", at=AT - timedelta(days=5), who=busy.tao)
    take_step(row, APPLICATION, "decide", at=AT, by=None, by_label="系统依规则", also={"decided_at": AT})
    late = check(promised(busy, row, at=AT - timedelta(days=5)), due_on=date(2026, 6, 20), concluded_at=AT)
    Finding.objects.create(task=late, outcome="differs", explanation="已停发", found_at=AT)

    assert [line.row_id for line in lines(figure("findings-untold"), of(busy.li)).lines] == [late.pk]
    assert number("findings-untold", of(busy.feng)) == 0

    Finding.objects.create(task=late, outcome="agrees", explanation="经核对属实", found_at=AT)
    assert number("findings-untold", of(busy.li)) == 0


def test_what_is_due_today_is_not_overdue(busy):
    assert [line.due_on for line in lines(figure("checks-overdue"), of(busy.li)).lines] == [date(2026, 6, 14)]


@pytest.mark.clause("2.2-a")
def test_the_screen_shows_the_numbers_of_the_lists(busy):
    screen = first_screen(of(busy.li))

    shown = {c.figure.key: c.number for c in (*screen.alarms, *screen.routes, screen.spared, screen.untrue)}
    fates = {key: number for key, number in EXPECTED.items() if key.startswith("promises-")}
    assert shown == {key: number for key, number in EXPECTED.items() if key not in fates}
    assert [number for _, number in screen.fates] == [*fates.values(), EXPECTED["untrue"]]
    assert [c.number for c in routes(of(busy.li))] == [5, 2, 1, 1, 1]
    assert dict(screen.fates) == {"核查属实": 1, "待查": 0, "误填已更正": 0, "撤回改交证明": 1, "认定不实": 1}
    assert (screen.rates.used.part, screen.rates.used.whole) == (3, 7)
    assert screen.rates.used.percent == "42.8"
    assert (screen.rates.in_time.part, screen.rates.in_time.whole) == (0, 2)
    assert (screen.rates.kept.part, screen.rates.kept.whole) == (1, 2)


def test_units_and_months_add_up_to_the_whole(busy):
    screen = first_screen(of(busy.li))

    assert [(u.name, u.cases, u.promises, u.overdue, u.unassigned, u.untrue) for u in screen.units] == [
        ("市司法局", 4, 2, 1, 1, 1),
        ("市公安局", 1, 0, 0, 0, 0),
    ]
    assert [m.month.month for m in screen.months] == [1, 2, 3, 4, 5, 6]
    assert [m.cases for m in screen.months] == [0, 0, 0, 0, 0, 5]
    assert screen.months[0].rates.kept.percent == "—"


def test_pages_follow_on_without_gap_or_double_by_either_key(city):
    rows = [filed(city, "commit", at=AT - timedelta(hours=n)) for n in range(7)]
    tasks = [
        check(promised(city, row, at=AT), due_on=date(2026, 6, 1) + timedelta(days=n % 3))
        for n, row in enumerate(rows)
    ]

    for key, wanted in (
        ("cases", sorted((row.pk for row in rows), reverse=True)),
        ("checks-overdue", [t.pk for t in sorted(tasks, key=lambda t: (t.due_on, t.pk))]),
    ):
        seen, after, pages = [], "", 0
        while pages == 0 or after:
            page = lines(figure(key), of(city.li), after=after, size=3)
            seen += [line.row_id for line in page.lines]
            after, pages = page.after, pages + 1
        assert seen == wanted
        assert pages == 3


@pytest.mark.parametrize(
    "mark", ["x", "2026-13-40.5", "9" * 40, "-1", "２", "2026-06-01.", "1.2.3", "' OR 1=1"]
)
def test_a_mark_that_was_never_given_out_starts_from_the_beginning(busy, mark):
    for key in ("cases", "checks-overdue"):
        assert len(lines(figure(key), of(busy.li), after=mark).lines) == EXPECTED[key]


def test_a_list_is_two_queries_and_a_screen_a_fixed_number(busy):
    for found in FIGURES:
        with CaptureQueriesContext(connection) as asked:
            lines(found, of(busy.li))
        assert len(asked) <= 3, (
            found.key
        )  # roles are asked once an account; then the keys of a page, then its rows
    with CaptureQueriesContext(connection) as few:
        first_screen(of(busy.li))
    for n in range(20):
        filed(busy, "commit", at=AT - timedelta(hours=n))
    with CaptureQueriesContext(connection) as many:
        first_screen(of(busy.li))
    assert len(few) == len(many) <= 16


def test_an_unknown_figure_is_none():
    assert figure("nothing") is None
