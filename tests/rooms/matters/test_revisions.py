"""A revision task is worked off: the next version drawn up in one act, found needless, or finished by publication."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.cast import LOW_INCOME_FACT, notice_of, officer
from tests.conftest import AT, ON
from tests.rooms.matters.bases import (
    DEED_LAW,
    DEED_TAX,
    bare,
    changed,
    come_round,
    item_on,
    open_all,
    published,
    read_all,
    repealed,
    replaced,
)

from yinuo.casefile.models import Entry
from yinuo.law.adjusting import ChangeKind, Footing
from yinuo.law.citing import read
from yinuo.law.grammar import Refused
from yinuo.matters.actions import (
    ask_drafts,
    close_revisions,
    correct_basis,
    draft_revision,
    draft_revisions,
    draft_version,
    publish_version,
    reopen,
    retire,
    submit_version,
    suspend,
    waive,
    withdraw_change,
)
from yinuo.matters.models import ItemVersion, ProofItem, RevisionTask
from yinuo.matters.queries import current_version, escalated, footing, grave_before, tally, tasks
from yinuo.people.models import Role

pytestmark = pytest.mark.clause("3.2-b")


def only_task() -> RevisionTask:
    """The one task there is, as it stands."""
    return RevisionTask.objects.select_related("change__text", "proof_item", "draft", "agency").get()


def task_on(city, basis=DEED_TAX, *, change=None, **notice):
    """An item in use whose text was replaced, with its task."""
    item = bare(city, "完税证明", basis)
    published(city, item, basis, **notice)
    read_all()
    (change or replaced)(city)
    return only_task()


def publish(city, version):
    return publish_version(
        version=submit_version(version=version, by=city.qian, at=AT), by=city.wu, at=AT + timedelta(days=1)
    )


class TestDrafting:
    """The next version is a copy of the one in use, its basis mended, with what a person must look at."""

    def test_the_basis_follows_and_all_else_stays(self, city):
        task = task_on(city, f"{DEED_TAX}；财税〔2016〕23号第一条")
        old = current_version(task.proof_item)
        done = draft_revision(task_id=task.pk, by=city.qian, at=AT)

        draft = done.draft
        assert done.status == "drafted"
        assert draft.notice["basis"] == f"{DEED_LAW}；财税〔2016〕23号第一条"
        assert {**draft.notice, "basis": ""} == {**old.notice, "basis": ""}
        assert (draft.facts, draft.inputs, draft.plain, draft.terms) == (
            old.facts,
            old.inputs,
            old.plain,
            old.terms,
        )
        assert (draft.number, draft.status, draft.drafted_by) == (2, "draft", city.qian)
        assert current_version(task.proof_item) == old

    def test_what_must_be_looked_at_is_said(self, city):
        fact = {**LOW_INCOME_FACT, "standard": "符合《契税暂行条例》第六条"}
        task = task_on(city, facts=[fact], liability_administrative="按照《契税暂行条例》第六条处理")
        remarks = draft_revision(task_id=task.pk, by=city.qian, at=AT).remarks

        assert [one["where"] for one in remarks] == ["设定依据", "法律责任", "承诺事实1的核查标准"]
        assert remarks[0]["before"] == DEED_TAX
        assert remarks[0]["after"] == DEED_LAW
        assert "请核对" in remarks[1]["ask"]

    def test_without_the_new_article_it_is_asked_for(self, city):
        task = task_on(city, change=lambda city: replaced(city, "《中华人民共和国契税法》"))
        done = draft_revision(task_id=task.pk, by=city.qian, at=AT)

        assert done.draft.notice["basis"] == "《中华人民共和国契税法》"
        assert "补写到条" in done.remarks[0]["ask"]

    def test_what_is_repealed_is_taken_out_and_the_rest_checked(self, city):
        task = task_on(city, f"{DEED_TAX}；财税〔2016〕23号第一条", change=repealed)
        done = draft_revision(task_id=task.pk, by=city.qian, at=AT)

        assert done.draft.notice["basis"] == "财税〔2016〕23号第一条"
        assert "其余依据是否足够" in done.remarks[0]["ask"]

    def test_the_only_basis_stays_to_be_replaced_by_a_person(self, city):
        task = task_on(city, change=repealed)
        done = draft_revision(task_id=task.pk, by=city.qian, at=AT)

        assert done.draft.notice["basis"] == DEED_TAX
        assert "唯一的依据" in done.remarks[0]["ask"]

    def test_an_amended_article_keeps_its_place_and_asks_to_compare(self, city):
        def amend(city):
            open_all(changed(city, "契税暂行条例", ChangeKind.AMENDED, "第六条"))

        done = draft_revision(task_id=task_on(city, change=amend).pk, by=city.qian, at=AT)
        assert done.draft.notice["basis"] == DEED_TAX
        assert "对照新条文" in done.remarks[0]["ask"]

    def test_a_renumbered_article_gets_its_new_number(self, city):
        def renumber(city):
            [new] = read("《契税暂行条例》第九条").references
            open_all(changed(city, "契税暂行条例", ChangeKind.RENUMBERED, "第六条", replaced_by=new))

        done = draft_revision(task_id=task_on(city, change=renumber).pk, by=city.qian, at=AT)
        assert done.draft.notice["basis"] == "《契税暂行条例》第九条"

    def test_a_paragraph_repealed_leaves_the_article_for_a_person(self, city):
        def repeal(city):
            open_all(changed(city, "契税暂行条例", ChangeKind.REPEALED, "第六条第二款"))

        done = draft_revision(task_id=task_on(city, change=repeal).pk, by=city.qian, at=AT)
        assert done.draft.notice["basis"] == DEED_TAX
        assert "没有自动改动" in done.remarks[0]["ask"]

    def test_a_range_loses_only_what_is_repealed(self, city):
        def repeal(city):
            open_all(changed(city, "契税暂行条例", ChangeKind.REPEALED, "第七条"))

        task = task_on(city, "《契税暂行条例》第六条至第八条", change=repeal)
        done = draft_revision(task_id=task.pk, by=city.qian, at=AT)
        assert done.draft.notice["basis"] == "《契税暂行条例》第六条、第八条"

    def test_an_open_draft_keeps_what_its_editor_wrote(self, city):
        task = task_on(city)
        draft_version(
            item=task.proof_item,
            notice={**notice_of("申请法律援助", "完税证明"), "basis": DEED_TAX, "method": "只在窗口签署"},
            facts=[LOW_INCOME_FACT],
            inputs=[],
            plain={"summary": "新写的"},
            by=city.qian,
            at=AT,
        )
        done = draft_revision(task_id=task.pk, by=city.qian, at=AT)

        assert done.draft.notice["method"] == "只在窗口签署"
        assert done.draft.notice["basis"] == DEED_LAW
        assert done.draft.plain == {"summary": "新写的"}
        assert ItemVersion.objects.filter(item=task.proof_item).count() == 2

    def test_twice_is_once(self, city):
        task = task_on(city)
        draft_revision(task_id=task.pk, by=city.qian, at=AT)
        before = Entry.objects.count()
        again = draft_revision(task_id=task.pk, by=city.qian, at=AT)

        assert Entry.objects.count() == before
        assert again.draft.number == 2

    def test_what_waits_for_review_is_not_overwritten(self, city):
        task = task_on(city)
        draft = draft_revision(task_id=task.pk, by=city.qian, at=AT).draft
        RevisionTask.objects.update(draft=None)
        submit_version(version=draft, by=city.qian, at=AT)
        with pytest.raises(Refused, match="待法制审核"):
            draft_revision(task_id=task.pk, by=city.qian, at=AT)

    def test_an_item_without_any_version_is_told_what_to_do(self, city):
        bare(city, "没有版本的", DEED_TAX)
        read_all()
        repealed(city)
        with pytest.raises(Refused, match="还没有编制过版本") as refused:
            draft_revision(task_id=only_task().pk, by=city.qian, at=AT)
        assert "改正目录里的设定依据" in refused.value.refusal.instead

    @pytest.mark.parametrize("who", ["wu", "li", "zhou", "lin", "feng"])
    def test_only_editors_draw_up(self, city, who):
        task = task_on(city)
        with pytest.raises(Refused):
            draft_revision(task_id=task.pk, by=getattr(city, who), at=AT)
        stranger = officer("stranger", "别家编辑", city.police, Role.CATALOGUE_EDITOR)
        with pytest.raises(Refused):
            draft_revision(task_id=task.pk, by=stranger, at=AT)

    def test_all_of_a_change_in_the_background(self, city):
        for number in range(3):
            item_on(city, DEED_TAX, name=f"证明{number}")
        bare(city, "没有版本的", DEED_TAX)
        item_on_police = bare(city, "别家的", DEED_TAX, agency=city.police)
        read_all()
        change = replaced(city)
        editor = officer("editor", "高岩", city.police, Role.CATALOGUE_EDITOR)

        assert ask_drafts(change_id=change.pk, by=city.qian, at=AT) == 5
        job = ProcrastinateJob.objects.get(task_name="matters.draft_revisions")
        assert draft_revisions(at=AT, **job.args) == 3
        assert draft_revisions(at=AT, **job.args) == 0
        assert RevisionTask.objects.filter(status="open").count() == 2
        assert ask_drafts(change_id=change.pk, by=editor, at=AT) == 1
        assert tasks(editor, on=ON).get().proof_item == item_on_police
        with pytest.raises(Refused):
            ask_drafts(change_id=change.pk, by=city.wu, at=AT)


class TestFinishing:
    """A task is finished by what happens to its item, found by a question that can be asked again and again."""

    def test_when_the_next_version_is_published(self, city):
        task = task_on(city)
        draft = draft_revision(task_id=task.pk, by=city.qian, at=AT).draft
        assert come_round() == 0
        publish(city, draft)

        assert come_round() == 1
        assert come_round() == 0
        done = only_task()
        assert (done.status, done.closed_because) == ("done", "第2版已经公布")
        assert Entry.objects.filter(step="revision_task.finish").count() == 1

    def test_the_item_itself_then_names_what_was_reviewed(self, city):
        task = task_on(city)
        publish(city, draft_revision(task_id=task.pk, by=city.qian, at=AT).draft)
        come_round()

        item = ProofItem.objects.get(pk=task.proof_item_id)
        assert item.basis == DEED_LAW
        assert item.revision == 1
        entry = Entry.objects.get(step="matters.correct_basis")
        assert entry.facts == {"before": DEED_TAX, "after": DEED_LAW}

    def test_not_while_the_new_version_still_names_what_ended(self, city):
        task = task_on(city)
        published(city, task.proof_item, DEED_TAX)
        assert come_round() == 0
        assert only_task().status == "open"

    def test_an_amended_article_may_be_named_on(self, city):
        def amend(city):
            open_all(changed(city, "契税暂行条例", ChangeKind.AMENDED, "第六条"))

        task = task_on(city, change=amend)
        assert come_round() == 0
        published(city, task.proof_item, DEED_TAX)
        assert come_round() == 1
        assert ProofItem.objects.get(pk=task.proof_item_id).basis == DEED_TAX

    def test_when_the_item_is_retired(self, city):
        task = task_on(city)
        retire(version=current_version(task.proof_item), reason="不再要这份证明", by=city.wu, at=AT)
        assert come_round() == 1
        assert only_task().closed_because == "这项证明已经停用"

    def test_a_suspended_item_is_still_to_be_revised(self, city):
        task = task_on(city)
        suspend(version=current_version(task.proof_item), reason="依据已经废止", by=city.wu, at=AT)
        assert come_round() == 0

    def test_an_item_without_a_version_when_its_basis_is_put_right(self, city):
        bare(city, "没有版本的", DEED_TAX)
        read_all()
        repealed(city)
        task = only_task()
        correct_basis(task_id=task.pk, basis=DEED_LAW, by=city.qian, at=AT)
        assert close_revisions(at=AT) == 0  # not read yet
        assert come_round() == 1
        assert only_task().closed_because == "目录里的依据已经更正"

    def test_an_item_with_versions_is_revised_by_its_next_version(self, city):
        task = task_on(city)
        with pytest.raises(Refused, match="随新版改"):
            correct_basis(task_id=task.pk, basis=DEED_LAW, by=city.qian, at=AT)

    def test_the_new_version_must_have_been_read_before(self, city):
        task = task_on(city)
        draft = draft_revision(task_id=task.pk, by=city.qian, at=AT).draft
        publish(city, draft)
        assert close_revisions(at=AT) == 0
        assert come_round() == 1

    def test_many_are_found_with_few_questions(self, city, django_assert_max_num_queries):
        for number in range(12):
            item_on(city, DEED_TAX, name=f"证明{number}")
        read_all()
        replaced(city)
        with django_assert_max_num_queries(12):
            assert close_revisions(at=AT) == 0


class TestWaiving:
    """A reviewer finds that no revision is needed, and says why; it can be taken back."""

    def test_waived_with_a_reason_and_taken_back(self, city):
        task = task_on(city)
        waive(task_id=task.pk, reason="新法第六条要求相同", by=city.wu, at=AT)
        assert (only_task().status, only_task().closed_because) == ("waived", "新法第六条要求相同")
        assert come_round() == 0
        reopen(task_id=task.pk, by=city.li, at=AT)
        assert (only_task().status, only_task().closed_at) == ("open", None)

    def test_no_reason_no_waiver(self, city):
        task = task_on(city)
        with pytest.raises(Refused, match="理由"):
            waive(task_id=task.pk, reason="无", by=city.wu, at=AT)

    def test_twice_is_refused_by_its_state(self, city):
        task = task_on(city)
        waive(task_id=task.pk, reason="新法第六条要求相同", by=city.wu, at=AT)
        with pytest.raises(Refused, match="不需修订"):
            waive(task_id=task.pk, reason="新法第六条要求相同", by=city.wu, at=AT)
        with pytest.raises(Refused, match="不需修订"):
            draft_revision(task_id=task.pk, by=city.qian, at=AT)

    @pytest.mark.parametrize("who", ["qian", "zhou", "lin", "feng", "wang"])
    def test_others_waive_nothing(self, city, who):
        task = task_on(city)
        with pytest.raises(Refused):
            waive(task_id=task.pk, reason="新法第六条要求相同", by=getattr(city, who), at=AT)

    def test_a_reviewer_of_another_agency_waives_nothing(self, city):
        stranger = officer("stranger", "别家法制", city.police, Role.LEGAL_REVIEWER)
        task = task_on(city)
        with pytest.raises(Refused):
            waive(task_id=task.pk, reason="新法第六条要求相同", by=stranger, at=AT)

    def test_a_task_of_a_withdrawn_change_stays_closed(self, city):
        task = task_on(city)
        withdraw_change(change_id=task.change_id, reason="登记错了文件", by=city.wu, at=AT)
        come_round()
        with pytest.raises(Refused, match="已经撤销"):
            reopen(task_id=task.pk, by=city.wu, at=AT)


class TestClock:
    """What is late is seen, first by the agency, at last by the justice bureau."""

    def test_a_task_is_seen_by_its_agency_and_the_bureau_in_charge(self, city):
        bare(city, "别家的", DEED_TAX, agency=city.police)
        read_all()
        repealed(city)
        editor = officer("editor", "高岩", city.police, Role.CATALOGUE_EDITOR)
        seen = {
            who: tasks(account, on=ON).count()
            for who, account in {
                "theirs": editor, "charge": city.qian, "justice": city.li, "feng": city.feng, "lin": city.lin,
            }.items()
        }  # fmt: skip
        assert seen == {"theirs": 1, "charge": 1, "justice": 1, "feng": 0, "lin": 0}

    def test_how_they_stand_is_counted(self, city):
        for number in range(3):
            item_on(city, DEED_TAX, name=f"证明{number}")
        read_all()
        change = replaced(city)
        first, second, _ = RevisionTask.objects.order_by("pk")
        draft_revision(task_id=first.pk, by=city.qian, at=AT)
        waive(task_id=second.pk, reason="新法第六条要求相同", by=city.wu, at=AT)

        found = tally(tasks(city.qian, on=ON), on=change.due_on + timedelta(days=1))
        assert (found.open, found.drafted, found.waived, found.overdue) == (1, 1, 1, 2)
        assert tally(tasks(city.qian, on=ON), on=change.due_on).overdue == 0

    def test_gravely_late_is_brought_before_the_justice_bureau(self, city):
        item_on(city, DEED_TAX)
        read_all()
        due = replaced(city).due_on
        grave = date(2026, 7, 6)  # fifteen working days after 15 June
        assert due == date(2026, 6, 15)
        assert not escalated(on=grave - timedelta(days=1)).exists()
        assert escalated(on=grave).count() == 1
        assert grave_before(on=grave) == due + timedelta(days=1)

    def test_the_only_basis_repealed_is_a_proposal_and_nothing_happens_by_itself(self, city):
        task = task_on(city, change=repealed)
        assert footing(task, on=ON).value is Footing.GONE
        assert current_version(task.proof_item).status == "published"

    def test_with_another_basis_nothing_is_proposed(self, city):
        task = task_on(city, f"{DEED_TAX}；财税〔2016〕23号第一条", change=repealed)
        assert footing(task, on=ON).value is Footing.STANDS


@pytest.mark.race
def test_two_editors_drawing_up_at_once_make_one_draft(committed_city):
    from concurrent.futures import ThreadPoolExecutor

    city = committed_city
    task = task_on(city)
    other = officer("other", "高岩", city.bureau, Role.CATALOGUE_EDITOR)

    def draw(editor):
        try:
            return draft_revision(task_id=task.pk, by=editor, at=AT).draft.number
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert set(pool.map(draw, [city.qian, other])) == {2}
    assert Entry.objects.filter(step="revision_task.draft_revision").count() == 1
