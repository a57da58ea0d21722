"""A crowd is whole: every status, every guard, every chain; it lies still, and it reads as if the verbs had written it."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from io import StringIO
from random import Random
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.utils import IntegrityError
from tests.cast import EXEMPT_FACT, LOW_INCOME_FACT, build_city, publish
from tests.rooms.commitments.test_signing import signature_of
from tests.rooms.exchange.odd_server import odd_server, say

from yinuo.applications import actions as applications
from yinuo.applications.models import Application, ApplicationItem
from yinuo.casefile.models import CaseFile, Entry
from yinuo.casefile.queries import first_break
from yinuo.commitments import actions as commitments
from yinuo.commitments.models import Commitment
from yinuo.credit import actions as credit
from yinuo.credit.models import Determination, Objection, Repair
from yinuo.credit.queries import standing
from yinuo.decisions import actions as decisions
from yinuo.decisions.models import Decision
from yinuo.decisions.queries import waiting
from yinuo.documents.models import Document
from yinuo.documents.queries import left_over
from yinuo.exchange.models import Query, Source
from yinuo.exchange.queries import due_messages, is_as_sealed
from yinuo.law.grading import Grade
from yinuo.law.lifecycle import LIFECYCLES
from yinuo.law.notice import MUST_CONFIRM
from yinuo.matters.models import Matter
from yinuo.people.identifiers import identity_number, uscc
from yinuo.people.models import Account, Subject
from yinuo.verification import actions as verification
from yinuo.verification import queries as checks
from yinuo.verification.models import Proceeding, Task
from yinuo_demo.crowd.case import Case
from yinuo_demo.crowd.crediting import FACTORS
from yinuo_demo.crowd.generating import Wish, generate
from yinuo_demo.crowd.newcomers import settle
from yinuo_demo.crowd.paths import PATHS
from yinuo_demo.crowd.rows import Batch, Keys
from yinuo_demo.crowd.town import Offer, look_round

FOUNDED = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)
END = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)
SEED = 7
COUNT = len(PATHS) + 60
PAPER = {
    "key": "kin",
    "text": "与被继承人是父女",
    "standard": "与户口簿一致",
    "source_key": "",
    "expects": {},
    "item_class": "ordinary",
    "alternative": "亲属关系证明",
}
CRIMES = {**PAPER, "key": "crimes", "text": "没有犯罪记录", "item_class": "strict", "source_name": "市公安局"}


def grow(city: Any) -> None:
    """Matters of every kind the ways of the crowd tell apart."""
    kinds = {
        "SZ-201": ([PAPER], True),
        "SZ-202": ([PAPER], False),
        "SZ-203": ([CRIMES], False),
        "SZ-204": ([EXEMPT_FACT], True),
        "SZ-205": ([LOW_INCOME_FACT], False),
    }
    for code, (facts, at_once) in kinds.items():
        matter = _matter(city, code, at_once=at_once)
        publish(
            matter,
            f"item-{code.lower()}",
            "证明",
            drafted_by=city.qian,
            reviewed_by=city.wu,
            at=FOUNDED,
            facts=facts,
        )
    two = _matter(city, "SZ-206", at_once=True)
    for name in ("学历证明", "年限证明"):
        publish(
            two,
            f"item-{len(name)}-{name == '学历证明'}".lower(),
            name,
            drafted_by=city.qian,
            reviewed_by=city.wu,
            at=FOUNDED,
            facts=[PAPER],
            plain={"same_round_bar": True},
        )


def _matter(city: Any, code: str, *, at_once: bool) -> Matter:
    return Matter.objects.create(
        code=code,
        name=f"事项{code}",
        kind="other",
        agency=city.bureau,
        region_code="341302",
        at_once=at_once,
        for_firms=True,
    )


@pytest.fixture
def town(db: Any) -> Any:
    city = build_city(FOUNDED)
    grow(city)
    return city


@pytest.fixture
def crowd(town: Any) -> Any:
    generate(Wish(COUNT, SEED, END))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    return town


ROWS = {
    "application": Application,
    "commitment": Commitment,
    "decision": Decision,
    "verification_task": Task,
    "proceeding": Proceeding,
    "determination": Determination,
    "repair": Repair,
    "objection": Objection,
}


def test_every_status_of_every_life_cycle_is_met(crowd):
    met = {name: set(rows.objects.values_list("status", flat=True)) for name, rows in ROWS.items()}
    assert met == {name: set(LIFECYCLES[name].statuses) for name in ROWS}
    assert set(LIFECYCLES) - set(ROWS) == {"catalogue_import", "item_version", "revision_task"}


def test_every_chain_is_whole(crowd):
    files = CaseFile.objects.filter(application__isnull=False)
    assert files.count() == COUNT
    assert Counter(first_break(file) for file in files) == {None: COUNT}


def test_the_crowd_lies_still_no_job_of_the_house_finds_anything_to_do(crowd):
    assert checks.without_tasks() == []
    assert checks.pointless() == []
    assert checks.kept_but_not_said() == []
    assert checks.differing_unasked() == []
    assert checks.due_data_checks(at=END) == []
    assert checks.unheard(on=END.date()) == []
    assert list(waiting()) == []
    assert due_messages(at=END) == []
    assert Document.objects.filter(made_at__isnull=False).count() == 0
    assert len(left_over(at=END + timedelta(days=4))) == 0


def test_every_way_an_outcome_and_a_channel_is_met_over_the_whole_year(crowd):
    routes = set(ApplicationItem.objects.values_list("route", flat=True))
    months = {(at.year, at.month) for at in Application.objects.values_list("opened_at", flat=True)}
    assert routes == {"", "commit", "proof", "held"}
    assert set(Application.objects.values_list("channel", flat=True)) == {"online", "window"}
    assert set(Decision.objects.values_list("kind", flat=True)) == {"grant", "refusal", "termination"}
    assert Decision.objects.filter(at_once=True).exists()
    assert Task.objects.filter(status="open", due_on__lt=END.date()).exists()
    assert Application.objects.filter(status="submitted", due_on__lt=END.date()).exists()
    assert len(months) >= 11
    assert max(Entry.objects.values_list("at", flat=True)) <= END


def test_what_is_signed_was_told_before_and_nobody_who_is_barred_has_promised(crowd):
    for commitment in Commitment.objects.select_related("showing", "application_item__application"):
        assert commitment.showing.confirmed_at <= commitment.signed_at
        applicant = commitment.application_item.application.applicant_id
        on = commitment.signed_at.date()
        bars = [r for r in standing(applicant, on=on).value.records if r.bars_on(on) and r.entered_on < on]
        assert bars == []


def test_numbers_of_the_crowd_have_valid_check_characters_in_the_unassigned_region(crowd):
    people = Subject.objects.filter(account__username__startswith="crowd-")
    firms = Subject.objects.filter(represented_by__agent__in=people)
    assert {identity_number(one.id_number, on=END.date())[:6] for one in people} == {"341399"}
    assert {uscc(firm.id_number)[2:8] for firm in firms} == {"341399"}
    assert people.count() + firms.count() == len(
        {*people.values_list("id_digest"), *firms.values_list("id_digest")}
    )
    assert all(one.phone.startswith("1990000") for one in people)


def test_what_registers_answered_is_as_it_was_sealed(crowd):
    assert {is_as_sealed(query) for query in Query.objects.all()} == {True}


def test_a_second_run_adds_nothing_and_a_larger_one_adds_only_what_is_missing(crowd):
    before = set(CaseFile.objects.values_list("number", flat=True))

    assert generate(Wish(COUNT, SEED, END)) == 0
    assert generate(Wish(COUNT + 20, SEED, END + timedelta(days=2))) == 20
    assert before < set(CaseFile.objects.values_list("number", flat=True))
    assert Application.objects.count() == COUNT + 20


def test_two_halves_make_the_same_crowd_as_one(town):
    made = [generate(Wish(COUNT, SEED, END, part, 2)) for part in range(2)]

    assert sum(made) == COUNT
    assert min(made) > COUNT // 4
    assert Account.objects.filter(username__startswith="crowd-").count() == len(
        set(Application.objects.values_list("filed_by", flat=True))
    )


def test_a_crowd_of_another_seed_is_refused_with_the_way_out(crowd, settings):
    settings.DEMO = True
    with pytest.raises(CommandError, match="种子为 7 的人群"):
        call_command("generate_cases", "--count", "10", "--seed", "8", stdout=StringIO())


def test_an_empty_city_is_told_what_to_load_first(db, settings):
    settings.DEMO = True
    with pytest.raises(CommandError, match="load_demo"):
        call_command("generate_cases", "--count", "10", stdout=StringIO())


def test_committed_with_every_guard_on_and_a_row_without_its_entry_leaves_nothing(transactional_db):
    grow(build_city(FOUNDED))
    assert generate(Wish(40, SEED, END)) == 40

    batch, town = Batch(Keys()), look_round()
    case = _case(batch, town, town.offers[0])
    play("proved, waits for an officer", case)
    batch._rows[Entry] = [e for e in batch._rows[Entry] if e.step != "application.submit"]
    with pytest.raises(IntegrityError, match="status submitted without a case-file entry"):
        batch.write()

    assert Application.objects.count() == 40


# --- the same as the verbs ---------------------------------------------------------------------------------------


def _case(batch: Batch, town: Any, offer: Offer, *, age: int = 56) -> Case:
    return Case(
        batch=batch,
        town=town,
        chance=Random(3),
        who=settle(batch, SEED, 900, with_firm=False),
        offer=offer,
        channel="online",
        now=END - timedelta(days=age),
        end=END,
        salt=b"x" * 16,
        ledger=[],
    )


def play(name: str, case: Case) -> CaseFile:
    path = next(path for path in PATHS if path.name == name)
    path.play(case, path.routes)
    return case.file


def written(name: str, matter: Matter) -> list[tuple[Any, ...]]:
    """The entries of a case that goes a way, as the crowd writes them."""
    batch, town = Batch(Keys()), look_round()
    case = _case(batch, town, next(offer for offer in town.offers if offer.matter == matter))
    file = play(name, case)
    batch.write()
    return told(file.pk)


def told(case_file_id: int) -> list[tuple[Any, ...]]:
    """What a case file tells, without numbers and moments.

    When a person opens his paper is chance, and messages are sent by the worker, which does not run here.
    """
    apart = ("documents.receive", "exchange.send")
    entries = Entry.objects.filter(case_file=case_file_id).exclude(step__in=apart).order_by("number")
    return [
        (
            e.step,
            e.title,
            e.row_table,
            e.from_status,
            e.to_status,
            e.by_label,
            e.basis,
            sorted(e.facts),
            (e.conclusion or {}).get("rule"),
            (e.conclusion or {}).get("ok"),
        )
        for e in entries
    ]


def walked(city: Any, matter: Matter, at: datetime) -> Application:
    """The same by the verbs, as far as the checks are opened."""
    who = city.lin
    application = applications.open_draft(matter=matter, applicant=who.subject, by=who, at=at)
    item = application.items.get()
    applications.choose_route(application_id=application.pk, item_id=item.pk, route="commit", by=who, at=at)
    applications.save_draft(
        application_id=application.pk, answers={"cause": "赡养费"}, revision=None, by=who, at=at
    )
    commitments.show_notice(application_id=application.pk, item_id=item.pk, by=who, at=at)
    for key in MUST_CONFIRM:
        commitments.confirm_clause(application_id=application.pk, item_id=item.pk, key=key, by=who, at=at)
    [commitment] = commitments.sign(application_id=application.pk, signature=signature_of(who), by=who, at=at)
    verification.open_tasks(commitment_id=commitment.pk, at=at)
    return application


def test_a_kept_promise_reads_as_the_verbs_write_it(transactional_db):
    city = build_city(FOUNDED)
    at = END - timedelta(days=40)
    with odd_server(
        say({"found": True, "record": {"status": "在享"}, "as_of": "2026-04-01", "answer_id": "A"})
    ) as odd:
        Source.objects.update(address=odd.address)
        application = walked(city, city.matter, at)
        verification.run_data_check(task_id=Task.objects.get().pk, at=at)
    decisions.decide_at_once(application_id=application.pk, at=at)
    verification.keep(commitment_id=Commitment.objects.get().pk, at=at)
    decisions.close(application_id=application.pk, at=at + timedelta(hours=1))

    assert written("told by register, kept", city.matter) == told(application.case_file_id)


def untrue_by_verbs(city: Any, matter: Matter, at: datetime) -> tuple[Application, Determination]:
    application = walked(city, matter, at)
    decisions.decide_at_once(application_id=application.pk, at=at)
    decisions.close(application_id=application.pk, at=at + timedelta(hours=1))
    later = at + timedelta(days=5)
    finding = verification.conclude(
        task_id=Task.objects.get().pk,
        outcome="differs",
        explanation="登记内容与承诺不一致",
        by=city.sun,
        at=later,
    )
    proceeding = verification.open_proceeding(finding_id=finding.pk, by=city.sun, at=later)
    verification.represent(proceeding_id=proceeding.pk, text="登记没有及时更新", by=city.lin, at=later)
    verification.conclude_proceeding(
        proceeding_id=proceeding.pk,
        disposition="annul",
        by=city.zhou,
        at=later,
        grade="minor",
        reason="经核查申请人承诺时不符合法定条件，陈述申辩的理由不能成立，依法撤销准予决定。",
        factors=FACTORS[Grade.MINOR],
        measures=[],
    )
    return application, Determination.objects.get()


def test_an_untrue_promise_and_its_repair_read_as_the_verbs_write_them(town, monkeypatch):
    matter, at = Matter.objects.get(code="SZ-201"), END - timedelta(days=60)
    application, determination = untrue_by_verbs(town, matter, at)
    repair = credit.apply_for_repair(
        determination_id=determination.pk,
        promise="今后如实申报",
        duty_done="已经退回",
        by=town.lin,
        at=at + timedelta(days=6),
    )
    credit.decide_repair(repair_id=repair.pk, by=town.zheng, at=at + timedelta(days=7))

    # The crowd speaks by chance; here it does.
    monkeypatch.setattr(Case, "hit", lambda _case, share: share > 0.5)
    assert written("untrue, minor, repaired", matter) == told(application.case_file_id)


def test_an_objection_that_is_upheld_reads_as_the_verbs_write_it(town, monkeypatch):
    matter, at = Matter.objects.get(code="SZ-201"), END - timedelta(days=60)
    application, determination = untrue_by_verbs(town, matter, at)
    credit.apply_for_repair(
        determination_id=determination.pk,
        promise="今后如实申报",
        duty_done="已经退回",
        by=town.lin,
        at=at + timedelta(days=6),
    )
    objection = credit.raise_objection(
        determination_id=determination.pk, text="登记的内容有误", by=town.lin, at=at + timedelta(days=7)
    )
    credit.decide_objection(
        objection_id=objection.pk,
        upheld=True,
        reason="登记当时有误，认定依据不成立。",
        by=town.zheng,
        at=at + timedelta(days=8),
    )

    monkeypatch.setattr(Case, "hit", lambda _case, share: share > 0.5)
    assert written("untrue, quashed while repair waits", matter) == told(application.case_file_id)


def test_a_promise_withdrawn_reads_as_the_verbs_write_it(town):
    matter, at = Matter.objects.get(code="SZ-202"), END - timedelta(days=60)
    application = walked(town, matter, at)
    commitment = Commitment.objects.get()
    commitments.withdraw(commitment_id=commitment.pk, reason="got_proof", by=town.lin, at=at)
    verification.cancel_for_withdrawn(commitment_id=commitment.pk, at=at)

    by_crowd = written("promise withdrawn, proof to come", matter)
    assert by_crowd[:-1] == told(application.case_file_id)[:-1]
    assert [e[0] for e in by_crowd] == [e[0] for e in told(application.case_file_id)]
