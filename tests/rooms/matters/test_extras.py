"""What an office adds in its own words: bounded, clear, asking for nothing, written in drafts only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import LOW_INCOME_FACT, notice_of
from tests.conftest import AT

from yinuo.casefile.models import Entry
from yinuo.law.grammar import Refused
from yinuo.matters.actions import draft_version, submit_version, write_extra
from yinuo.matters.extras import LONGEST, OPEN_PAPERS, extra_of, extra_problems, text_problems

HOURS = "周一至周五 8:30 至 12:00、14:30 至 17:30 办公。"


@pytest.fixture
def draft(city):
    return drafted(city)


def drafted(city, **plain):
    return draft_version(
        item=city.item,
        notice=notice_of("申请法律援助", "经济困难证明"),
        facts=[LOW_INCOME_FACT],
        inputs=[],
        plain=plain,
        by=city.qian,
        at=AT,
    )


def write(version, text=HOURS, *, by, paper="guide", revision=None):
    return write_extra(
        version=version,
        paper=paper,
        text=text,
        revision=version.revision if revision is None else revision,
        by=by,
        at=AT,
    )


@pytest.mark.clause("3.3-a")
@pytest.mark.parametrize("paper", OPEN_PAPERS)
def test_an_editor_adds_to_guide_and_procedure_and_the_case_file_says_so(city, draft, paper):
    written = write(draft, by=city.qian, paper=paper)

    assert extra_of(written.plain, paper) == HOURS
    entry = Entry.objects.filter(case_file=draft.case_file_id).latest("id")
    assert (entry.step, entry.title) == ("matters.write_extra", f"修改{OPEN_PAPERS[paper]}的补充说明")


def test_the_same_words_twice_are_written_once(city, draft):
    once = write(draft, by=city.qian)
    entries = Entry.objects.count()

    again = write(draft, by=city.qian)
    assert again.revision == once.revision
    assert Entry.objects.count() == entries


def test_an_addition_can_be_taken_away_again(city, draft):
    written = write(draft, by=city.qian)

    assert write(written, "", by=city.qian).plain["extra"] == {}


def test_an_edit_of_the_draft_leaves_the_addition_where_it_is(city, draft):
    write(draft, by=city.qian)

    assert extra_of(drafted(city, promise="属实").plain, "guide") == HOURS


@pytest.mark.parametrize("paper", ["notice", "letter", "letter-firm", ""])
def test_notice_and_letter_take_no_addition(city, draft, paper):
    with pytest.raises(Refused, match="不能另加"):
        write(draft, by=city.qian, paper=paper)


def test_what_was_submitted_takes_none_any_more(city, draft):
    submitted = submit_version(version=draft, by=city.qian, at=AT)

    with pytest.raises(Refused, match="内容已经固定"):
        write(submitted, by=city.qian)
    with pytest.raises(Refused, match="内容已经固定"):
        write(city.version, by=city.qian)


@pytest.mark.parametrize("who", ["wu", "zhou", "feng", "li"])
def test_who_is_no_editor_of_the_agency_writes_nothing(city, draft, who):
    with pytest.raises(Refused, match="只有"):
        write(draft, by=getattr(city, who))


def test_of_two_editors_the_second_sees_what_the_first_wrote(city, draft):
    write(draft, by=city.qian)

    with pytest.raises(Refused, match=r"被别人改过.*8:30") as refused:
        write(draft, "另一段话。", by=city.qian, revision=draft.revision)
    assert "再保存一次" in refused.value.refusal.instead


@pytest.mark.clause("2.3-b")
@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("请带上户口簿，窗口核对。还要提交居住证明。", "是在要材料"),
        ("须出示结婚证原件", "是在要材料"),
        ("其他材料以窗口要求为准。", "材料"),
        ("我们会尽快答复。", "尽快"),
        ("字" * (LONGEST + 1), f"最多 {LONGEST} 个字"),
    ],
)
def test_an_addition_that_is_vague_asks_for_something_or_runs_on_is_refused(city, draft, text, why):
    with pytest.raises(Refused, match=why):
        write(draft, text, by=city.qian)
    draft.refresh_from_db()
    assert extra_of(draft.plain, "guide") == ""


@pytest.mark.parametrize("text", ["本窗口不再要求提交居住证明。", "不用提供复印件，窗口代印。", HOURS, ""])
def test_what_explains_or_frees_from_a_demand_is_allowed(text):
    assert text_problems(text) == ()


@pytest.mark.parametrize(
    "extra", ["一段话", ["一段话"], {"guide": 3}, {"letter": "多一句"}, {"guide": "还要提交户口簿复印件"}]
)
def test_an_addition_that_came_another_way_does_not_pass_submission(city, extra):
    version = drafted(city, extra=extra)

    assert extra_problems({"extra": extra})
    with pytest.raises(Refused, match="还不能提交审核"):
        submit_version(version=version, by=city.qian, at=AT)


@given(st.text(max_size=LONGEST * 2))
def test_whatever_is_typed_is_judged_and_breaks_nothing(text):
    assert all(isinstance(what, str) and what for what in text_problems(text))
