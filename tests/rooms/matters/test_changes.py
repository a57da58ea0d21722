"""A text changes: it is entered once, all that rests on it is known before, and each item touched gets one task."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.cast import officer
from tests.conftest import AT, ON
from tests.rooms.matters.bases import (
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
    text,
    words,
)
from tests.rooms.verification.cases import signed

from yinuo.casefile.models import CaseFile, Entry
from yinuo.casefile.queries import first_break
from yinuo.commitments.queries import LettersUnder, letters_under
from yinuo.law.adjusting import ChangeKind
from yinuo.law.citing import Place, read
from yinuo.law.grammar import Refused
from yinuo.matters import tasks as jobs
from yinuo.matters.actions import (
    describe_text,
    draft_version,
    drop_link,
    open_revisions,
    record_change,
    register_law_texts,
    retire,
    withdraw_change,
)
from yinuo.matters.actions.texts import TextWords
from yinuo.matters.models import RevisionTask, TextArticle, TextChange
from yinuo.matters.queries import (
    articles_of,
    changes_lacking_tasks,
    current_version,
    links_of,
    ours,
    touched,
    touched_items,
    versions_resting_on,
)
from yinuo.people.models import Role

pytestmark = pytest.mark.clause("3.2-b")

SIXTH = (Place(article=6),)


def deed_tax():
    return text("契税暂行条例")


class TestPreview:
    """Before anything is entered it is known what would be touched, and how surely."""

    @pytest.fixture(autouse=True)
    def catalogue(self, city):
        self.first = item_on(city, DEED_TAX, name="一")
        self.both = item_on(city, f"{DEED_TAX}；《税收征收管理法》第二十五条", name="二")
        self.vague = item_on(city, "《契税暂行条例》；《税收征收管理法》第二十五条", name="三")
        self.paragraph = bare(city, "四", "《契税暂行条例》第六条第二款", agency=city.police)
        self.other = item_on(city, "《契税暂行条例》第八条", name="五")
        read_all()

    def names(self, *places):
        return {row.name: row.sure for row in touched_items(deed_tax(), places)}

    def test_items_that_name_the_article_are_sure_those_that_name_the_text_may_be(self):
        assert self.names(*SIXTH) == {"一": True, "二": True, "三": False, "四": True}

    def test_a_paragraph_touches_what_names_it_or_the_whole_article(self):
        assert self.names(Place(article=6, paragraph=1)) == {"一": True, "二": True, "三": False}

    def test_a_whole_text_touches_all_of_them_surely(self):
        assert self.names() == dict.fromkeys("一二三四五", True)

    def test_the_figures_are_those_of_the_list(self, city):
        found = touched(deed_tax(), SIXTH, on=ON)
        assert (found.items, found.sure, found.in_use, found.drafts) == (4, 3, 3, 0)
        assert found.without == 2
        assert found.units == ((city.bureau, 3), (city.police, 1))

    def test_a_draft_that_names_it_counts(self, city):
        item = bare(city, "六", "")
        draft_version(
            item=item, notice={"basis": DEED_TAX}, facts=[], inputs=[], plain={}, by=city.qian, at=AT
        )
        read_all()
        found = touched(deed_tax(), SIXTH, on=ON)
        assert (found.items, found.drafts) == (5, 1)

    def test_what_only_an_ended_version_names_is_not_touched_but_its_letters_are(self, city):
        old = current_version(self.first)
        published(city, self.first, "《中华人民共和国契税法》第六条")
        self.first.basis = ""
        self.first.save()
        read_all()
        assert "一" not in self.names(*SIXTH)
        assert old.pk in versions_resting_on(deed_tax(), SIXTH).values_list("version", flat=True)

    def test_what_an_editor_crossed_out_is_not_touched(self, city):
        drop_link(link_id=links_of(self.paragraph).get().pk, by=city.qian, at=AT)
        assert "四" not in self.names(*SIXTH)

    def test_it_costs_the_same_for_one_item_and_for_many(self, city, django_assert_max_num_queries):
        for number in range(30):
            bare(city, f"更多{number}", DEED_TAX)
        read_all()
        with django_assert_max_num_queries(7):
            assert touched(deed_tax(), SIXTH, on=ON).items == 34

    def test_our_own_rules_steps_and_numbers_are_named(self, city):
        register_law_texts(at=AT)
        named = {one.name for one in ours(text("行政许可法"), [Place(article=32)], on=ON)}
        assert "supplement_due" in named
        assert ours(deed_tax(), SIXTH, on=ON) == ()


class TestEntering:
    """A change is entered by a reviewer or the justice bureau, once, with where it was read."""

    @pytest.fixture(autouse=True)
    def catalogue(self, city):
        item_on(city, DEED_TAX)
        read_all()

    def test_it_stands_in_the_file_of_the_text_and_a_job_is_queued(self, city):
        change = changed(city, "契税暂行条例", ChangeKind.REPEALED)
        entry = Entry.objects.get(step="matters.record_change")
        assert entry.case_file_id == change.text.case_file_id
        assert entry.facts["kind"] == "REPEALED"
        assert entry.by == city.wu
        assert ProcrastinateJob.objects.filter(
            task_name="matters.open_revisions", args={"change_id": change.pk}
        ).exists()

    def test_the_clock_is_that_of_the_place(self, city):
        assert changed(city, "契税暂行条例", ChangeKind.REPEALED).due_on == date(2026, 6, 15)
        later = changed(city, "契税暂行条例", ChangeKind.AMENDED, "第八条", in_force_on=date(2026, 9, 1))
        assert later.due_on == date(2026, 9, 1)

    def test_the_same_again_is_the_same(self, city):
        first = changed(city, "契税暂行条例", ChangeKind.AMENDED, "第六条")
        again = changed(
            city, "契税暂行条例", ChangeKind.AMENDED, "第6条", by=city.li, at=AT + timedelta(hours=1)
        )
        other = changed(city, "契税暂行条例", ChangeKind.AMENDED, "第六条", in_force_on=date(2022, 1, 1))
        assert first == again
        assert first != other
        assert Entry.objects.filter(step="matters.record_change").count() == 2

    def test_the_register_follows(self, city):
        changed(city, "契税暂行条例", ChangeKind.REPEALED, "第六条")
        assert TextArticle.objects.get(text=deed_tax(), number=6).repealed_on == date(2021, 9, 1)
        assert deed_tax().repealed_on is None
        changed(city, "契税暂行条例", ChangeKind.REPEALED)
        assert deed_tax().repealed_on == date(2021, 9, 1)

    def test_old_and_new_wording_stand_with_their_days(self, city):
        changed(
            city,
            "契税暂行条例",
            ChangeKind.AMENDED,
            "第六条第一款",
            old_wording="有下列情形之一的，减征或者免征契税。",
            new_wording="有下列情形之一的，免征契税。",
        )
        [row] = [row for row in articles_of(deed_tax()) if row.article.number == 6]
        assert [(w.content, w.since, w.until, w.paragraph) for w in row.wordings if w.until is None] == [
            ("有下列情形之一的，免征契税。", date(2021, 9, 1), None, 1)
        ]
        assert [w.until for w in row.wordings if w.until] == [date(2021, 9, 1)]

    def test_a_sentence_our_rules_rest_on_ends_when_it_is_amended(self, city):
        register_law_texts(at=AT)
        changed(
            city,
            "行政许可法",
            ChangeKind.AMENDED,
            "第四十二条第一款",
            in_force_on=ON,
            new_wording="改为十五日",
        )
        [row] = [row for row in articles_of(text("行政许可法")) if row.article.number == 42]
        assert {(w.content[:4], w.since, w.until) for w in row.wordings} == {
            ("除可以当", None, ON),
            ("改为十五", ON, None),
        }

    def test_what_takes_its_place_is_in_the_register(self, city):
        change = replaced(city, "《中华人民共和国契税法》第六条", "第六条")
        assert change.replaced_by == text("契税法")
        assert change.replaced_place == "第六条"
        assert change.replaced_by.in_force_from is None

    @pytest.mark.parametrize(
        ("kind", "places", "more", "says"),
        [
            (ChangeKind.REPEALED, "", {"source": " "}, "从哪里得知"),
            (ChangeKind.REPLACED, "第六条", {}, "由哪一部文件代替"),
            (ChangeKind.RENUMBERED, "第六条", {}, "新的序号"),
            (ChangeKind.RENUMBERED, "", {"replaced_by": read("《甲法》第七条").references[0]}, "原来的条文"),
            (ChangeKind.AMENDED, "第六条、第七条", {"new_wording": "新"}, "一次登记几条"),
            (
                ChangeKind.REPLACED,
                "",
                {"replaced_by": read("本条例第三条").references[0]},
                "由哪一部文件代替",
            ),
            (ChangeKind.REPLACED, "", {"replaced_by": read("《契税暂行条例》").references[0]}, "它自己"),
            (ChangeKind.AMENDED, "第六条", {"in_force_on": date(2031, 1, 1)}, "放假安排"),
        ],
    )
    def test_an_entry_that_lacks_something_is_refused_in_words(self, city, kind, places, more, says):
        with pytest.raises(Refused, match=says) as refused:
            changed(city, "契税暂行条例", kind, places, **more)
        assert refused.value.refusal.instead
        assert not TextChange.objects.exists()

    @pytest.mark.parametrize("who", ["qian", "zhou", "zhao", "sun", "wang", "lin", "feng"])
    def test_others_enter_nothing(self, city, who):
        with pytest.raises(Refused, match="法制审核"):
            changed(city, "契税暂行条例", ChangeKind.REPEALED, by=getattr(city, who))

    def test_the_justice_bureau_enters_too(self, city):
        change = changed(city, "契税暂行条例", ChangeKind.REPEALED, by=city.li)
        assert Entry.objects.get(step="matters.record_change").by_label == "司法局督察"
        assert change.recorded_by == city.li


class TestTasks:
    """One task for each item touched, on the clock, in the file of the item, for its agency."""

    def test_each_item_touched_gets_one(self, city):
        item = item_on(city, DEED_TAX)
        mine = bare(city, "别家的", DEED_TAX, agency=city.police)
        item_on(city, "《税收征收管理法》第二十五条", name="不相干")
        read_all()
        change = repealed(city)

        rows = {task.proof_item: task for task in RevisionTask.objects.all()}
        assert set(rows) == {item, mine}
        assert rows[item].version == current_version(item)
        assert rows[mine].version is None
        assert rows[mine].agency == city.police
        assert {task.due_on for task in rows.values()} == {change.due_on}
        assert Entry.objects.filter(step="revision_task.begin", case_file=item.case_file).count() == 1
        assert first_break(CaseFile.objects.get(pk=item.case_file_id)) is None

    def test_opened_some_at_a_time_and_never_twice(self, city):
        for number in range(5):
            bare(city, f"证明{number}", DEED_TAX)
        read_all()
        change = changed(city, "契税暂行条例", ChangeKind.REPEALED)

        assert [open_revisions(change_id=change.pk, at=AT, limit=2) for _ in range(4)] == [2, 2, 1, 0]
        assert RevisionTask.objects.count() == 5
        assert changes_lacking_tasks() == []

    def test_killed_in_the_middle_it_goes_on(self, city, monkeypatch):
        from yinuo.matters.actions import rounds as module

        for number in range(4):
            bare(city, f"证明{number}", DEED_TAX)
        read_all()
        change = changed(city, "契税暂行条例", ChangeKind.REPEALED)
        open_revisions(change_id=change.pk, at=AT, limit=2)
        plain, calls = module.begin, []

        def dies(*args, **more):
            calls.append(1)
            if len(calls) == 2:
                raise RuntimeError("power cut")
            return plain(*args, **more)

        monkeypatch.setattr(module, "begin", dies)
        with pytest.raises(RuntimeError):
            open_revisions(change_id=change.pk, at=AT)
        assert RevisionTask.objects.count() == 2
        assert changes_lacking_tasks() == [change.pk]
        monkeypatch.setattr(module, "begin", plain)
        open_all(change)
        assert RevisionTask.objects.count() == 4

    def test_a_lost_bell_is_made_up_for_by_the_round(self, city):
        item = bare(city, "还没读过的", DEED_TAX)
        bare(city, "先读", "《契税暂行条例》第九条")
        read_all()
        changed(city, "契税暂行条例", ChangeKind.REPEALED, "第六条")
        jobs.revise(0)

        assert RevisionTask.objects.get().proof_item == item

    def test_a_basis_read_later_that_names_what_ended_gets_its_task(self, city):
        bare(city, "一", DEED_TAX)
        read_all()
        change = repealed(city)
        late = bare(city, "后来收进来的", "《契税暂行条例》第六条")
        read_all(AT + timedelta(days=3))

        assert changes_lacking_tasks() == [change.pk]
        open_all(change, AT + timedelta(days=3))
        assert RevisionTask.objects.filter(proof_item=late).count() == 1
        assert changes_lacking_tasks() == []

    def test_a_basis_written_after_an_amendment_knows_it(self, city):
        bare(city, "一", DEED_TAX)
        read_all()
        change = changed(city, "契税暂行条例", ChangeKind.AMENDED, "第六条")
        open_all(change)
        bare(city, "后来的", DEED_TAX)
        read_all(AT + timedelta(days=3))

        assert changes_lacking_tasks() == []
        assert RevisionTask.objects.count() == 1

    def test_nothing_touched_is_finished_at_once(self, city):
        bare(city, "一", "《契税暂行条例》第九条")
        read_all()
        change = changed(city, "契税暂行条例", ChangeKind.REPEALED, "第六条")
        assert open_all(change) == 0
        assert changes_lacking_tasks() == []


class TestWithdrawing:
    """What was entered by mistake is taken back, with all it did."""

    def test_register_and_tasks_are_as_before(self, city):
        item_on(city, DEED_TAX)
        read_all()
        change = repealed(city)
        withdraw_change(change_id=change.pk, reason="登记错了文件", by=city.wu, at=AT)
        withdraw_change(change_id=change.pk, reason="登记错了文件", by=city.wu, at=AT)
        come_round()

        assert deed_tax().repealed_on is None
        task = RevisionTask.objects.get()
        assert task.status == "waived"
        assert "登记错了文件" in task.closed_because
        assert Entry.objects.filter(step="matters.withdraw_change").count() == 1

    def test_wording_comes_back(self, city):
        register_law_texts(at=AT)
        change = changed(
            city, "行政许可法", ChangeKind.AMENDED, "第四十二条第一款", in_force_on=ON, new_wording="改"
        )
        withdraw_change(change_id=change.pk, reason="看错了条文", by=city.wu, at=AT)
        [row] = [row for row in articles_of(text("行政许可法")) if row.article.number == 42]
        assert [(w.until, w.content[:4]) for w in row.wordings] == [(None, "除可以当")]

    def test_it_may_be_entered_again_rightly(self, city):
        item = item_on(city, DEED_TAX)
        read_all()
        change = repealed(city)
        withdraw_change(change_id=change.pk, reason="登记错了日期", by=city.wu, at=AT)
        again = repealed(city)
        assert again != change
        assert RevisionTask.objects.filter(proof_item=item).count() == 2

    def test_no_reason_no_withdrawal(self, city):
        item_on(city, DEED_TAX)
        read_all()
        change = repealed(city)
        with pytest.raises(Refused, match="理由"):
            withdraw_change(change_id=change.pk, reason=" ", by=city.wu, at=AT)
        with pytest.raises(Refused):
            withdraw_change(change_id=change.pk, reason="登记错了文件", by=city.qian, at=AT)


def test_a_merged_text_does_not_change_any_more(city):
    from yinuo.matters.actions import merge_texts

    bare(city, "一", f"{DEED_TAX}；《契税条例（旧）》第一条")
    read_all()
    gone = text("契税条例（旧）")
    merge_texts(kept=deed_tax(), gone=gone, by=city.wu, at=AT)
    with pytest.raises(Refused, match="并入"):
        record_change(text=gone, words=words(ChangeKind.REPEALED), by=city.wu, at=AT)


def test_letters_in_force_under_it_are_counted_also_when_a_new_version_is_in_use(city):
    signed(city)
    read_all()
    resting = versions_resting_on(text("法律援助法"), [Place(article=41)])
    assert letters_under(resting) == LettersUnder(in_force=1, public=0)

    published(city, city.item, "《律师法》第六条")
    read_all()
    assert letters_under(resting).in_force == 1
    assert letters_under(versions_resting_on(text("法律援助法"), [Place(article=42)])).in_force == 0


def test_a_retired_item_is_not_touched(city):
    item = item_on(city, DEED_TAX)
    item.basis = ""
    item.save()
    retire(version=current_version(item), reason="不再要这份证明", by=city.wu, at=AT)
    read_all()
    assert touched(deed_tax(), SIXTH, on=ON).items == 0


def test_what_is_repealed_in_the_register_is_no_footing_for_others(city):
    item_on(city, f"{DEED_TAX}；《旧办法》第三条")
    read_all()
    assert touched(deed_tax(), SIXTH, on=ON).without == 0
    old = text("旧办法")
    describe_text(text=old, words=replace(TextWords(), repealed_on=ON), revision=0, by=city.wu, at=AT)
    assert touched(deed_tax(), SIXTH, on=ON).without == 1


@pytest.mark.race
def test_two_at_once_enter_one_change_and_open_each_task_once(committed_city):
    from concurrent.futures import ThreadPoolExecutor

    city = committed_city
    for number in range(8):
        bare(city, f"证明{number}", DEED_TAX)
    read_all()
    other = officer("other", "卫明", city.bureau, Role.LEGAL_REVIEWER)

    def enter(reviewer):
        try:
            change = changed(city, "契税暂行条例", ChangeKind.REPEALED, by=reviewer)
            while open_revisions(change_id=change.pk, at=AT, limit=3):
                pass
            return change.pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        found = set(pool.map(enter, [city.wu, other]))
    assert len(found) == 1
    assert RevisionTask.objects.count() == 8
    assert timezone.localdate(AT) == ON
