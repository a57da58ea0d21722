"""A draft is opened once, saves itself, and belongs to its applicant."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from tests.conftest import AT
from tests.rooms.exchange.odd_server import GOOD, odd_server, say

from yinuo.applications import actions
from yinuo.applications.models import Application
from yinuo.exchange.actions import ask
from yinuo.exchange.models import Source
from yinuo.law.grammar import Refused
from yinuo.law.texts import CLAUSES


def draft(city: Any, who: Any = None) -> Application:
    who = who or city.lin
    return actions.open_draft(matter=city.matter, applicant=who.subject, by=who, at=AT)


@pytest.mark.clause("2.2-a")
def test_a_draft_holds_every_proof_item_and_no_route_is_chosen_beforehand(city):
    application = draft(city)

    assert application.status == "draft"
    assert [item.route for item in application.items.all()] == [""]
    assert application.case_file.entries.get().to_status == "draft"


def test_opening_twice_finds_the_same_draft(city):
    assert draft(city).pk == draft(city).pk


@pytest.mark.race
def test_two_first_clicks_at_once_open_one_draft(committed_city):
    city, found, gate = committed_city, [], Barrier(2)

    def click() -> None:
        gate.wait()
        found.append(draft(city).pk)
        connection.close()

    clicks = [Thread(target=click) for _ in range(2)]
    [click.start() for click in clicks]
    [click.join() for click in clicks]

    assert len(set(found)) == 1
    assert Application.objects.count() == 1


def test_what_is_typed_is_kept_and_a_stale_window_is_told(city):
    application = draft(city)
    saved = actions.save_draft(
        application_id=application.pk, answers={"cause": "请求支付赡养费"}, revision=0, by=city.lin, at=AT
    )

    assert saved.revision == 1
    with pytest.raises(Refused, match="另一个窗口"):
        actions.save_draft(
            application_id=application.pk, answers={"cause": "旧"}, revision=0, by=city.lin, at=AT
        )
    assert Application.objects.get(pk=application.pk).answers == {"cause": "请求支付赡养费"}


def test_control_characters_are_dropped_and_rare_characters_kept(city):
    application = draft(city)
    actions.save_draft(
        application_id=application.pk, answers={"cause": "𬭎\x00䶮\x1b㛃"}, revision=None, by=city.lin, at=AT
    )

    assert Application.objects.get(pk=application.pk).answers == {"cause": "𬭎䶮㛃"}


def test_answers_lie_encrypted_in_the_table(city):
    application = draft(city)
    actions.save_draft(
        application_id=application.pk, answers={"cause": "请求支付赡养费"}, revision=None, by=city.lin, at=AT
    )

    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM applications_application WHERE id = %s", [application.pk])
        raw = bytes(cursor.fetchone()[0])
    assert "赡养费".encode() not in raw


def test_a_stranger_cannot_save_choose_or_discard(city):
    application = draft(city)
    item = application.items.get()

    for act in (
        lambda: actions.save_draft(
            application_id=application.pk, answers={}, revision=None, by=city.zhou_xian, at=AT
        ),
        lambda: actions.choose_route(
            application_id=application.pk, item_id=item.pk, route="proof", by=city.zhou_xian, at=AT
        ),
        lambda: actions.discard(application_id=application.pk, by=city.zhou_xian, at=AT),
        lambda: actions.submit(application_id=application.pk, by=city.zhou_xian, at=AT),
    ):
        with pytest.raises(Refused, match="不是申请人"):
            act()


def test_a_representative_opens_a_draft_for_his_firm_and_nobody_else_does(city):
    application = actions.open_draft(matter=city.matter, applicant=city.firm, by=city.cheng, at=AT)

    assert application.mandate is not None
    with pytest.raises(Refused, match="不能代表"):
        actions.open_draft(matter=city.matter, applicant=city.firm, by=city.lin, at=AT)


@pytest.mark.clause("1-a")
def test_a_firm_is_told_when_a_matter_is_for_persons_only(city):
    with pytest.raises(Refused, match="不受理企业"):
        actions.open_draft(matter=city.slow_matter, applicant=city.firm, by=city.cheng, at=AT)


@pytest.mark.clause("2.2-b")
def test_submission_names_everything_that_is_missing_at_once(city):
    application = draft(city)

    with pytest.raises(Refused, match="还没有选办法"):
        actions.submit(application_id=application.pk, by=city.lin, at=AT)

    item = application.items.get()
    actions.choose_route(application_id=application.pk, item_id=item.pk, route="proof", by=city.lin, at=AT)
    with pytest.raises(Refused, match="还没有上传文件"):
        actions.submit(application_id=application.pk, by=city.lin, at=AT)


def test_discarding_erases_what_was_typed(city):
    application = draft(city)
    actions.save_draft(
        application_id=application.pk, answers={"cause": "x"}, revision=None, by=city.lin, at=AT
    )

    actions.discard(application_id=application.pk, by=city.lin, at=AT)

    kept = Application.objects.get(pk=application.pk)
    assert (kept.status, kept.answers) == ("discarded", None)


class TestHeldData:
    """Data the office holds stand for a proof only if they show what the proof would show; the verb looks itself."""

    @staticmethod
    def asked(
        city: Any, application: Application, said: dict[str, Any], who: Any = None, **changed: Any
    ) -> Any:
        who = who or city.lin
        with odd_server(say(said)) as odd:
            Source.objects.update(address=odd.address)
            return ask(
                **{
                    "source_key": "low-income",
                    "subject": who.subject,
                    "case_file_id": application.case_file_id,
                    "by": who,
                    "at": AT,
                    "purpose": "本人同意，为办理查询",
                    "basis": CLAUSES["2.4-e"],
                    **changed,
                }
            )

    def used(self, city: Any, application: Application, query: Any) -> Any:
        item = application.items.get()
        return actions.use_held(
            application_id=application.pk, item_id=item.pk, query=query, by=city.lin, at=AT
        )

    @pytest.mark.clause("2.4-e")
    def test_a_record_that_shows_it_is_taken(self, city):
        application = draft(city)

        assert self.used(city, application, self.asked(city, application, GOOD)).route == "held"

    def test_a_record_that_says_otherwise_is_refused_with_what_it_says(self, city):
        application = draft(city)
        query = self.asked(city, application, {**GOOD, "record": {"status": "停发"}})

        with pytest.raises(Refused, match="状态“停发”"):
            self.used(city, application, query)
        assert application.items.get().route == ""

    def test_a_record_that_does_not_say_is_no_proof(self, city):
        application = draft(city)
        query = self.asked(city, application, {**GOOD, "record": {"status": ""}})

        with pytest.raises(Refused, match="来源没有载明"):
            self.used(city, application, query)

    def test_the_answer_of_another_case_does_not_count(self, city):
        application = draft(city)
        elsewhere = actions.open_draft(
            matter=city.slow_matter, applicant=city.lin.subject, by=city.lin, at=AT
        )
        query = self.asked(city, elsewhere, GOOD)

        with pytest.raises(Refused, match="不是为这件申请"):
            self.used(city, application, query)

    def test_a_register_without_the_person_is_no_proof(self, city):
        application = draft(city)
        query = self.asked(city, application, {**GOOD, "found": False, "record": None})

        with pytest.raises(Refused, match="没有查到您的记录"):
            self.used(city, application, query)
