"""失信认定: by whom, within what the law gives, with both documents, told exactly once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from tests.rooms.credit.conftest import false_promise, open_case

from yinuo.casefile.models import Entry
from yinuo.casefile.queries import first_break
from yinuo.credit.actions import Findings, quash
from yinuo.credit.models import CreditEntry, Determination
from yinuo.credit.queries import grade_suggestion, measures_in_force, open_verbs, standing, visible_to
from yinuo.documents.models import Delivery, Document
from yinuo.exchange.models import OutboxMessage
from yinuo.law.credit import Grade, GradeFactors
from yinuo.law.grammar import Refused

ON = date(2026, 6, 1)


@pytest.mark.django_db
@pytest.mark.clause("2.5-e")
def test_a_determination_keeps_grade_reasons_and_measures_each_with_its_own_basis(determined):
    row = determined()

    assert row.status == "in_force"
    assert row.grade == "general"
    assert row.factors["suggested"] == "general"
    assert row.factors["points"] == 4
    assert {m["key"] for m in row.measures} == {
        "record",
        "no_commitment",
        "closer_checks",
        "shared",
        "published",
    }
    assert all(m["basis"] and m["link"] and m["proportion"] for m in row.measures)
    assert row.published
    assert (row.repair_from, row.published_until) == (date(2026, 9, 1), date(2027, 6, 1))


@pytest.mark.django_db
@pytest.mark.clause("2.5-e")
def test_the_determination_and_the_notice_on_repair_are_served_together(determined, city):
    row = determined(
        findings=Findings(matter="申请法律援助", facts=("低保于2025年12月停发",), heard=("本人未陈述",))
    )

    papers = [row.document, row.repair_notice]
    assert [p.kind for p in papers] == [Document.Kind.DETERMINATION, Document.Kind.REPAIR_NOTICE]
    assert {(d.document_id, d.to_id, d.means, d.sent_at) for d in Delivery.objects.all()} == {
        (p.pk, city.tao.subject_id, "portal", city.at) for p in papers
    }
    determination, notice = (p.content for p in papers)
    assert determination["imprint"]["number"] == row.number == row.document.number
    assert determination["repair_number"] == notice["imprint"]["number"]
    assert notice["determination_number"] == row.number
    assert notice["earliest"] == "2026年9月1日"
    assert determination["matter"] == "申请法律援助"
    assert determination["facts"][0]["text"] == "低保于2025年12月停发"
    assert all(measure["citation"] for measure in determination["measures"])
    assert determination["remedies"]["review_body"]


@pytest.mark.django_db
@pytest.mark.clause("2.5-b")
def test_the_platform_is_told_once_in_the_same_act(determined, city):
    row = determined()

    (message,) = OutboxMessage.objects.all()
    assert message.key == f"determination:{row.number}"
    assert message.receiver == "credit-platform"
    assert message.payload["subject"]["id_number"] == city.tao.subject.id_number
    assert message.payload["published_until"] == "2027-06-01"
    assert message.payload["repair_from"] == "2026-09-01"


@pytest.mark.django_db
@pytest.mark.clause("2.5-e")
def test_a_minor_one_is_sent_to_the_platform_but_not_published_and_can_be_repaired_at_once(determined):
    row = determined(grade="minor", measure_keys=[])

    assert not row.published
    assert row.published_until is None
    assert row.repair_from == ON
    assert {m["key"] for m in row.measures} == {"record", "no_commitment", "shared"}
    assert OutboxMessage.objects.get().payload["published_until"] is None


@pytest.mark.django_db
def test_the_case_file_tells_the_whole_conclusion_and_its_chain_holds(determined):
    row = determined()

    entry = Entry.objects.get(case_file=row.case_file, step="determination.begin")
    assert entry.to_status == "in_force"
    assert entry.conclusion["value"] == "general"
    assert len(entry.conclusion["because"]) == 3
    assert entry.facts["measures"][0] == "record"
    row.case_file.refresh_from_db()
    assert first_break(row.case_file) is None


@pytest.mark.django_db
@pytest.mark.clause("2.5-e")
def test_a_measure_the_law_does_not_give_for_the_grade_is_refused(determined):
    with pytest.raises(Refused) as refused:
        determined(grade="minor", measure_keys=["published"])
    with pytest.raises(Refused, match="seize_the_house"):
        determined(measure_keys=["seize_the_house"])

    assert "公示" in refused.value.refusal.why
    assert "记入信用记录" in refused.value.refusal.instead
    assert refused.value.refusal.citation.label
    assert not CreditEntry.objects.exists()
    assert not Determination.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"grade": "terrible"}, {"grade": ""}, {"reason": "  不实 "}])
def test_no_grade_or_no_reason_is_refused_and_leaves_nothing(determined, change):
    with pytest.raises(Refused):
        determined(**change)

    assert not CreditEntry.objects.exists()
    assert not Document.objects.exists()


@pytest.mark.django_db
@pytest.mark.clause("2.5-a")
def test_one_act_is_determined_once_until_it_is_quashed(determined, city):
    first = determined(act="宿诺1")
    with pytest.raises(Refused, match=first.number):
        determined(act="宿诺1")

    quash(determination_id=first.pk, reason="复议机关撤销", ground="复议决定", by=city.zheng, at=city.at)
    second = determined(act="宿诺1")
    assert second.pk != first.pk
    assert Determination.objects.filter(act="宿诺1", status="in_force").count() == 1


@pytest.mark.django_db
def test_a_deciding_officer_may_determine_and_everybody_else_may_not(determined, city):
    assert determined(by=city.zhou).determined_by == city.zhou
    for stranger in (city.feng, city.sun, city.zhao, city.li, city.wang, city.lin, city.tao, city.zhou_xian):
        with pytest.raises(Refused) as refused:
            determined(by=stranger)
        assert "不能作出失信认定" in str(refused.value)


@pytest.mark.django_db
def test_nobody_determines_in_a_case_of_another_agency(determined, city):
    foreign = open_case(city.bureau, city.at)

    with pytest.raises(Refused):
        determined(by=city.feng, agency=city.police, case_file_id=foreign.pk)


@pytest.mark.django_db
def test_earlier_times_come_from_the_ledger_and_not_from_what_was_typed(determined, city):
    determined()
    row = determined(factors=GradeFactors(earlier_times=9))

    assert row.factors["factors"]["earlier_times"] == 1
    assert grade_suggestion(city.tao.subject_id, GradeFactors(), on=ON).value.points == 4


@pytest.mark.django_db
def test_each_sees_what_is_his_to_see(determined, city):
    row = determined()

    for sees in (city.tao, city.zheng, city.zhou, city.li):
        assert list(visible_to(sees, on=ON)) == [row]
    for blind in (city.lin, city.cheng, city.zhou_xian, city.feng, city.sun, city.qian, city.wang):
        assert not visible_to(blind, on=ON).exists()


@pytest.mark.django_db
def test_a_firms_determination_is_seen_by_its_representative(determined, city):
    row = determined(subject=city.firm)

    assert list(visible_to(city.cheng, on=ON)) == [row]
    assert not visible_to(city.tao, on=ON).exists()


@pytest.mark.django_db
def test_the_page_can_say_what_is_open_and_why_the_rest_is_not(determined, city):
    row = determined()

    person = {verb.verb: verb.refusal for verb in open_verbs(city.tao, row, on=ON)}
    officer = {verb.verb: verb.refusal for verb in open_verbs(city.zheng, row, on=ON)}
    assert person["apply_for_repair"] is None
    assert person["quash"] is not None
    assert officer["quash"] is None
    assert officer["raise_objection"] is not None


@pytest.mark.django_db
def test_measures_bind_until_their_time_runs_out_or_the_determination_ends(determined, city):
    row = determined()

    assert len(measures_in_force(row, on=ON)) == 5
    assert measures_in_force(row, on=date(2027, 6, 1)) == []
    assert not standing(city.tao.subject_id, on=date(2027, 6, 1)).value.barred
    ended = quash(
        determination_id=row.pk, reason="复议机关撤销", ground="复议决定", by=city.zheng, at=city.at
    )
    assert measures_in_force(ended, on=ON) == []


@pytest.mark.django_db
@pytest.mark.clause("2.5-d")
def test_quashing_ends_everything_tells_the_platform_and_is_for_the_credit_officer(determined, city):
    row = determined()
    for stranger in (city.zhou, city.feng, city.tao, city.zhou_xian):
        with pytest.raises(Refused):
            quash(determination_id=row.pk, reason="复议机关撤销", ground="复议决定", by=stranger, at=city.at)
    with pytest.raises(Refused, match="没有写明理由"):
        quash(determination_id=row.pk, reason=" ", ground="", by=city.zheng, at=city.at)

    quash(
        determination_id=row.pk,
        reason="复议机关撤销",
        ground="复议决定",
        by=city.zheng,
        at=city.at + timedelta(days=1),
    )
    assert not standing(city.tao.subject_id, on=date(2026, 6, 2)).value.barred
    assert OutboxMessage.objects.filter(key=f"quash:{row.number}").count() == 1
    with pytest.raises(Refused, match="已撤销认定"):
        quash(determination_id=row.pk, reason="复议机关撤销", ground="复议决定", by=city.zheng, at=city.at)


def at_once(*acts: Any) -> list[Any]:
    """Run acts at the same moment, each in its own connection; what each returned or raised."""
    barrier = Barrier(len(acts))

    def run(act: Any) -> Any:
        barrier.wait(10)
        try:
            return act()
        except Exception as raised:  # noqa: BLE001 - the test looks at what was raised
            return raised
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.race
def test_of_two_officers_who_determine_one_act_at_once_one_does(committed_city, settings):
    city = committed_city
    file = open_case(city.bureau, city.at)

    def determining(by: Any) -> Any:
        return lambda: false_promise(city, at=city.at, by=by, case_file_id=file.pk)

    answers = at_once(determining(city.zheng), determining(city.zhou), determining(city.second))
    assert sorted(type(answer).__name__ for answer in answers) == ["Determination", "Refused", "Refused"]
    assert CreditEntry.objects.count() == 1
    assert Document.objects.count() == 2
    assert OutboxMessage.objects.count() == 1
    file.refresh_from_db()
    assert first_break(file) is None


def test_grades_are_the_laws():
    assert [grade.name.lower() for grade in Grade] == ["minor", "general", "serious"]
