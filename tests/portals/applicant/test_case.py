"""A case's page: what is now and next, the file told, answers, taking back, being heard."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from tests.portals.applicant.cases import draft, filled, page, picture_file, text_of
from tests.portals.applicant.test_signing import signature
from tests.rooms.verification.cases import slow_matter

from yinuo.applications import actions as applications
from yinuo.applications.models import Application
from yinuo.commitments.models import Commitment
from yinuo.people.actions import note_access
from yinuo.verification import actions as verification
from yinuo.verification.models import Finding, Representation, Task


@pytest.fixture
def filed(city, browser):
    """Lin's application, signed and handed in through the pages: client and application."""
    opened = filled(city)
    client = browser(city.lin)
    client.post(page(opened, "sign/"), signature(city.lin))
    return client, Application.objects.get(pk=opened.pk)


def asked_for_evidence(application, clock):
    applications.ask_evidence(
        application_id=application.pk,
        item_id=application.items.get().pk,
        reason="低保状态对不上，请您说明。",
        differences=[{"label": "低保状态", "promised": "在享", "found": "停发"}],
        by=None,
        at=clock.now,
    )


def test_what_is_now_and_by_when_is_answered_first(filed):
    client, application = filed

    answer = text_of(client.get(page(application)))

    now = answer.index('<h2 id="now">等决定</h2>')
    assert "还有 20 个工作日" in answer
    assert "2026年6月29日" in answer
    assert now < answer.index("办到哪了")


def test_an_office_past_its_day_is_said_to_be_late_and_who_can_be_asked(filed, city, browser, clock):
    _, application = filed
    clock.now = datetime(2026, 7, 6, 2, 0, tzinfo=UTC)

    answer = text_of(browser(city.lin).get(page(application)))

    assert "逾期 5 个工作日" in answer
    assert "不是您的原因" in answer
    assert "12345 催办" in answer
    assert "原定6月29日前，已经过了" in answer


def test_what_the_item_promises_the_public_is_the_day_the_applicant_is_told(city, browser):
    type(city.matter).objects.filter(pk=city.matter.pk).update(days=5)
    opened, client = filled(city), browser(city.lin)

    client.post(page(opened, "sign/"), signature(city.lin))

    assert "5 个工作日内" in text_of(client.get("/items/legal-aid-hardship/"))
    assert "还有 5 个工作日" in text_of(client.get(page(opened)))


def test_the_file_is_told_in_the_persons_words_with_the_three_confirmations_as_one(filed):
    client, application = filed

    answer = text_of(client.get(page(application)))

    assert answer.count("您逐条确认了告知书") == 1
    for said in ("您开始办理", "您打开了告知书", "您签了承诺书", "申请交到了办理单位", "正在审查"):
        assert said in answer
    assert "applications.submit" not in answer


def test_a_draft_leads_on_to_the_step_where_something_is_missing(city, browser):
    client = browser(city.lin)

    assert client.get(page(draft(city))).headers["Location"].endswith("/routes/")
    assert client.get(page(draft(city, route="commit"))).headers["Location"].endswith("/details/")
    assert client.get(page(filled(city))).headers["Location"].endswith("/sign/")


def test_the_list_puts_first_what_waits_for_the_person(filed, city, clock):
    client, application = filed
    assert "现在没有要您做的事" in text_of(client.get("/my/"))

    asked_for_evidence(application, clock)

    answer = text_of(client.get("/my/"))
    assert "有 1 件在等您" in answer
    assert page(application, "supply/") in answer


def test_a_representative_sees_the_firms_cases_named_as_the_firms(city, browser):
    draft(city, city.cheng, applicant=city.firm)

    assert city.firm.name in text_of(browser(city.cheng).get("/my/"))
    assert city.firm.name not in text_of(browser(city.lin).get("/my/"))


def test_a_long_list_is_paged(city, browser, monkeypatch):
    from yinuo.portals.applicant.pages import cases

    monkeypatch.setattr(cases, "PAGE", 1)
    client = browser(city.lin)
    draft(city)
    draft(city, matter=city.slow_matter)

    first = text_of(client.get("/my/"))
    after = first.split("?after=")[1].split('"')[0]

    assert "律师执业核准" in first
    assert "更早的办件" in text_of(client.get(f"/my/?after={after}"))


@pytest.mark.clause("2.4-a")
def test_a_mismatch_is_shown_and_can_be_explained_proved_or_both(filed, clock):
    client, application = filed
    asked_for_evidence(application, clock)

    shown = text_of(client.get(page(application, "supply/")))
    client.post(
        page(application, "supply/"),
        {"action": "upload", "answer": "刚恢复", "file": picture_file("恢复通知.png")},
    )
    sent = client.post(
        page(application, "supply/"), {"action": "send", "answer": "上个月刚恢复"}, follow=True
    )

    assert "停发" in shown
    assert "对不上不等于您说了假话" in shown
    assert "补充已经收到" in text_of(sent)
    application.refresh_from_db()
    assert application.status == "submitted"
    assert application.requests.get().answer == "上个月刚恢复"
    assert application.materials.get().name == "恢复通知.png"


def test_an_empty_supplement_is_refused_with_what_to_do(filed, clock):
    client, application = filed
    asked_for_evidence(application, clock)

    answer = client.post(page(application, "supply/"), {"action": "send", "answer": " "})

    assert answer.status_code == 409
    assert "没有填写说明，也没有上传材料" in text_of(answer)


def test_a_file_refused_in_a_supplement_keeps_the_words(filed, clock):
    client, application = filed
    asked_for_evidence(application, clock)
    broken = picture_file("坏的.png")
    broken.file.truncate(30)
    broken.size = 30

    answer = client.post(
        page(application, "supply/"), {"action": "send", "answer": "上个月刚恢复", "file": broken}
    )

    assert answer.status_code == 422
    assert "坏的.png" in text_of(answer)
    assert "上个月刚恢复" in text_of(answer)
    application.refresh_from_db()
    assert application.status == "evidence_asked"


@pytest.mark.clause("2.6-c")
def test_the_effect_of_withdrawing_is_told_before_and_nothing_is_lost_after(filed):
    client, application = filed
    commitment = Commitment.objects.get()

    shown = text_of(client.get(page(application)))
    answer = client.post(
        page(application, f"withdraw/{commitment.pk}/"), {"reason": "got_proof"}, follow=True
    )

    assert "撤回后改交证明，已经办过的手续都保留" in shown
    assert "撤回的理由：" not in shown
    assert "承诺已经撤回" in text_of(answer)
    application.refresh_from_db()
    assert (application.status, application.items.get().route) == ("evidence_asked", "proof")
    assert application.answers == {"cause": "请求支付赡养费"}


def test_withdrawing_in_ones_own_words_needs_words(filed):
    client, application = filed
    commitment = Commitment.objects.get()

    answer = client.post(
        page(application, f"withdraw/{commitment.pk}/"), {"reason": "other", "words": ""}, follow=True
    )
    assert "请用自己的话写一句" in text_of(answer)
    client.post(page(application, f"withdraw/{commitment.pk}/"), {"reason": "other", "words": "家里情况变了"})

    commitment.refresh_from_db()
    assert (commitment.status, commitment.withdrawal_reason) == ("withdrawn", "家里情况变了")


@pytest.mark.clause("2.6-c")
def test_after_the_decision_the_page_says_why_and_what_instead(filed, clock):
    client, application = filed
    applications.report_checks(application_id=application.pk, clear=True, report=[], at=clock.now)
    from yinuo.decisions.actions import decide_at_once

    assert decide_at_once(application_id=application.pk, at=clock.now) is not None

    answer = text_of(client.get(page(application)))

    assert "承诺只能在办结以前撤回" in answer
    assert "主动更正会在处理时考虑" in answer
    assert "当场决定" in answer


def test_the_whole_application_can_be_taken_back(filed):
    client, application = filed

    client.post(page(application, "withdraw/"), {"reason": "不办了"})

    application.refresh_from_db()
    assert application.status == "withdrawn"


@pytest.fixture
def told(city, browser, clock):
    """Tao's promise found untrue after the decision, and he was told: client, application, proceeding."""
    from tests.rooms.verification.cases import granted, planned

    task = planned(city, slow_matter(city), city.tao)
    granted(city, task)
    task = Task.objects.get(pk=task.pk)
    finding = verification.conclude(
        task_id=task.pk,
        outcome=Finding.Outcome.DIFFERS,
        explanation="低保已于2026年3月停发，本人仍作承诺。",
        by=city.sun,
        at=clock.now,
    )
    proceeding = verification.open_proceeding(finding_id=finding.pk, by=city.zhou, at=clock.now)
    return browser(city.tao), Application.objects.get(case_file=task.case_file_id), proceeding


@pytest.mark.clause("2.4-d")
def test_who_is_told_of_an_untrue_promise_sees_until_when_he_may_speak(told):
    client, application, proceeding = told

    answer = text_of(client.get(page(application)))

    assert "请您说说情况" in answer
    assert page(application, "represent/") in answer
    due: date = proceeding.representation_due_on
    assert f"{due.month}月{due.day}日" in answer


@pytest.mark.clause("2.4-d")
def test_what_the_person_says_is_kept_and_may_be_added_to_until_the_last_day(told, city, browser, clock):
    client, application, proceeding = told

    client.post(page(application, "represent/"), {"text": "停发的通知没有送到我手里。"})
    client.post(page(application, "represent/"), {"text": "补充：有邻居可以作证。"})
    shown = text_of(client.get(page(application, "represent/")))
    clock.turn(days=30)
    late = text_of(browser(city.tao).get(page(application, "represent/")))

    assert Representation.objects.filter(proceeding=proceeding).count() == 2
    assert "停发的通知没有送到我手里" in shown
    assert "期限已经过了" in late


def test_an_empty_representation_is_explained(told):
    client, application, _ = told

    answer = client.post(page(application, "represent/"), {"text": ""})

    assert answer.status_code == 422
    assert "还没有写内容" in text_of(answer)


@pytest.mark.clause("2.5-f")
def test_who_looked_at_the_data_is_listed_on_the_case_and_on_its_own_page(filed, city, clock):
    client, application = filed
    note_access(
        by=city.zhou,
        subject=city.lin.subject,
        what="完整证件号码",
        purpose="电话通知补充材料",
        case_number=application.number,
        at=clock.now,
        unmasked=True,
    )

    assert "电话通知补充材料" in text_of(client.get(page(application)))
    answer = text_of(client.get("/my/accesses/"))
    assert "周予安" in answer
    assert "看了完整号码" in answer


def test_an_anonymous_reader_is_sent_to_the_entrance_and_back(filed):
    _, application = filed

    answer = Client().get(page(application))

    assert answer.headers["Location"] == f"/enter/?next={page(application)}"
