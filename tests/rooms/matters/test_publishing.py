"""A version is drafted, reviewed by another person, published, suspended, superseded and retired."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from tests.cast import LOW_INCOME_FACT, notice_of, officer

from yinuo.casefile.models import Entry
from yinuo.commitments.queries import notice_text_digest
from yinuo.law.grammar import Refused
from yinuo.matters.access import visible_to, why_not_edit, why_not_review
from yinuo.matters.actions import (
    MatterWords,
    answer_pretests,
    assess_risks,
    describe_matter,
    draft_version,
    publish_version,
    resume,
    retire,
    send_back,
    submit_version,
    suspend,
)
from yinuo.matters.content import problems
from yinuo.matters.models import ItemVersion
from yinuo.matters.queries import (
    current_version,
    item_by_slug,
    open_steps,
    published_items,
    readiness,
    returned,
    versions_of,
)
from yinuo.matters.terms import Terms
from yinuo.people.models import Role

INPUT = {
    "key": "cause",
    "label": "请求事项",
    "kind": "text",
    "required": True,
    "help": "例如：请求支付赡养费",
}


def draft(city, *, by=None, at=None, **changed):
    content = {
        "notice": notice_of("申请法律援助", "经济困难证明") | changed.pop("notice", {}),
        "facts": [LOW_INCOME_FACT],
        "inputs": [INPUT],
        "plain": {"summary": "一句话", "keywords": ["低保"]},
    } | changed
    return draft_version(item=city.item, by=by or city.qian, at=at or city.at, **content)


def submitted(city, **changed):
    return submit_version(version=draft(city, **changed), by=city.qian, at=city.at)


def steps(version):
    return list(
        Entry.objects.filter(row_table="matters_item_version", row_id=version.pk)
        .order_by("number")
        .values_list("step", flat=True)
    )


@pytest.mark.clause("2.3-a")
@pytest.mark.clause("3.2-b")
def test_publishing_a_new_version_supersedes_the_old_one_in_the_same_act(city):
    new = publish_version(version=submitted(city), by=city.wu, at=city.at + timedelta(days=1))
    city.version.refresh_from_db()
    assert (city.version.status, new.status, new.number) == ("superseded", "published", 2)
    assert city.version.valid_until == new.valid_from
    assert current_version(city.item) == new
    assert item_by_slug(city.item.slug) == new
    assert steps(new) == ["item_version.begin", "item_version.submit", "item_version.publish"]
    assert steps(city.version)[-1] == "item_version.supersede"


def test_the_digest_is_that_of_the_notice_as_it_is_shown(city):
    version = submitted(city)
    assert version.text_digest == notice_text_digest(version)


def test_the_entry_of_publication_keeps_every_conclusion_of_law(city):
    version = publish_version(version=submitted(city), by=city.wu, at=city.at)
    entry = Entry.objects.get(
        row_table="matters_item_version", row_id=version.pk, step="item_version.publish"
    )
    rules = [found["rule"] for found in entry.facts["concluded"]]
    assert {"notice_complete", "wording_clear", "may_be_committed", "needs_a_basis"} <= set(rules)


@pytest.mark.clause("2.6-a")
def test_nobody_publishes_what_he_drafted_himself(city):
    both = officer("both", "双全", city.bureau, Role.CATALOGUE_EDITOR, Role.LEGAL_REVIEWER)
    version = submit_version(version=draft(city, by=both), by=both, at=city.at)
    with pytest.raises(Refused, match="不能审核自己起草"):
        publish_version(version=version, by=both, at=city.at)


def test_the_database_itself_refuses_one_person_as_drafter_and_reviewer(city):
    version = submitted(city)
    with pytest.raises(DatabaseError, match="item_four_eyes"), transaction.atomic():
        ItemVersion.objects.filter(pk=version.pk).update(reviewed_by=version.drafted_by)


@pytest.mark.clause("2.3-a")
def test_an_incomplete_notice_is_not_published_and_the_refusal_names_what_is_missing(city):
    version = submitted(city, notice={"liability_criminal": "", "method": ""})
    with pytest.raises(Refused) as refused:
        publish_version(version=version, by=city.wu, at=city.at)
    assert "没有写承诺方式" in refused.value.refusal.why
    assert "三种责任" in refused.value.refusal.why
    assert current_version(city.item) == city.version


VAGUE = {"materials": "身份证以及其他有关材料"}
KEPT = {"其他有关材料": "本市已另行列表公布全部材料"}


@pytest.mark.clause("2.3-b")
def test_vague_words_do_not_even_reach_the_reviewer_until_mended_or_answered(city):
    with pytest.raises(Refused, match="其他有关材料") as refused:
        submitted(city, notice=VAGUE)
    assert refused.value.refusal.instead
    assert submitted(city, notice=VAGUE, answers=KEPT).status == "in_review"


@pytest.mark.clause("2.3-b")
def test_a_reason_for_vague_words_counts_only_when_the_reviewer_accepts_it(city):
    version = submitted(city, notice=VAGUE, answers=KEPT)

    with pytest.raises(Refused, match="“其他有关材料”还没有认可"):
        publish_version(version=version, by=city.wu, at=city.at)
    with pytest.raises(Refused, match="还没有认可"):
        publish_version(version=version, by=city.wu, at=city.at, accepted=["别的话"])
    assert current_version(city.item) == city.version

    assert publish_version(version=version, by=city.wu, at=city.at, accepted=KEPT).status == "published"
    entry = Entry.objects.get(row_id=version.pk, step="item_version.publish")
    assert entry.facts["accepted"] == KEPT


@pytest.mark.clause("2.3-b")
def test_what_the_law_says_counts_the_editors_answers(city):
    version = submitted(city, notice=VAGUE, answers=KEPT)
    wording = readiness(version, on=city.at.date())[4]

    assert wording.ok is True
    assert KEPT["其他有关材料"] in wording.because[0].reason
    assert readiness(version, on=city.at.date(), answered={})[4].ok is False


@pytest.mark.clause("2.3-b")
def test_vague_words_in_a_promised_fact_are_remarked_on_too(city):
    fact = LOW_INCOME_FACT | {"text": "本人家庭收入较低"}
    with pytest.raises(Refused, match="证明内容中的“较低”"):
        submitted(city, facts=[fact])


@pytest.mark.clause("2.3-b")
def test_a_reviewer_sends_back_with_a_note_for_each_field(city):
    version = send_back(
        version=submitted(city),
        reason="请看逐项意见",
        notes={"notice.basis": "请写到款", "notice.method": "  "},
        by=city.wu,
        at=city.at,
    )

    back = returned(version)
    assert (back.reason, back.notes, back.by) == ("请看逐项意见", {"notice.basis": "请写到款"}, "吴正")
    assert returned(submitted(city)) is None
    assert returned(city.version) is None


@pytest.mark.clause("2.6-d")
def test_a_letter_made_public_without_a_ground_is_not_published(city):
    public = {"public": True, "public_scope": "本市“承诺书公示”栏目", "public_term": "20个自然日"}
    with pytest.raises(Refused, match="没有选公开的理由"):
        publish_version(version=submitted(city, notice=public), by=city.wu, at=city.at)
    grounded = send_back(
        version=city.item.versions.get(status="in_review"), reason="请选公开的理由", by=city.wu, at=city.at
    )
    assert grounded.status == "draft"
    again = submitted(city, notice=public, terms=Terms(third_party_interest=True))
    assert publish_version(version=again, by=city.wu, at=city.at).status == "published"


@pytest.mark.clause("2.1-a")
def test_a_proof_that_is_to_be_abolished_first_is_not_published(city):
    answers = {"licence_shows": {"answer": "yes", "reason": "低保证已经写明"}}
    answer_pretests(item=city.item, answers=answers, by=city.qian, at=city.at)
    with pytest.raises(Refused, match="低保证已经写明"):
        publish_version(version=submitted(city), by=city.wu, at=city.at)


@pytest.mark.clause("2.1-c")
def test_an_item_with_an_excluded_risk_is_not_published(city):
    assess_risks(item=city.item, risks=["PUBLIC_SAFETY"], by=city.qian, at=city.at)
    with pytest.raises(Refused, match="公共安全"):
        publish_version(version=submitted(city), by=city.wu, at=city.at)


@pytest.mark.parametrize("row_class", ["S", "N", "R"])
def test_cancelled_and_retained_proofs_are_not_published(city, row_class):
    city.item.row_class = row_class
    city.item.save()
    with pytest.raises(Refused):
        publish_version(version=submitted(city), by=city.wu, at=city.at)


def test_a_notice_without_any_basis_in_law_is_not_published(city):
    with pytest.raises(Refused, match="依据"):
        publish_version(version=submitted(city, notice={"basis": "惯例"}), by=city.wu, at=city.at)


def test_a_draft_that_is_open_is_changed_and_not_doubled(city):
    first, second = draft(city), draft(city, notice={"method": "当面签署"})
    assert first.pk == second.pk
    assert ItemVersion.objects.get(pk=first.pk).notice["method"] == "当面签署"
    assert steps(first) == ["item_version.begin", "matters.draft_version"]


def test_what_waits_for_review_is_not_changed(city):
    version = submitted(city)
    with pytest.raises(Refused):
        draft(city)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        ItemVersion.objects.filter(pk=version.pk).update(notice={})


def test_a_version_sent_back_may_be_changed_and_submitted_again(city):
    version = send_back(version=submitted(city), reason="请写明核查时间", by=city.wu, at=city.at)
    assert version.status == "draft"
    changed = draft(city, notice={"verification_power": "签署后5个工作日内与民政部门数据比对"})
    assert changed.pk == version.pk
    assert submit_version(version=changed, by=city.qian, at=city.at).text_digest == notice_text_digest(
        changed
    )


def test_a_suspended_item_is_shown_with_its_reason_and_comes_back(city):
    suspended = suspend(version=city.version, reason="省里正在修改条例", by=city.wu, at=city.at)
    assert item_by_slug(city.item.slug).suspended_because == "省里正在修改条例"
    assert resume(version=suspended, by=city.wu, at=city.at).suspended_because == ""


def test_a_retired_item_is_no_longer_found(city):
    retired = retire(version=city.version, reason="法律不再要求这份证明", by=city.wu, at=city.at)
    assert retired.valid_until == city.at.date()
    assert item_by_slug(city.item.slug) is None
    assert city.version not in published_items(matter=city.matter)


@pytest.mark.parametrize("verb", [suspend, retire, send_back])
def test_adverse_steps_need_a_reason(city, verb):
    version = submitted(city) if verb is send_back else city.version
    with pytest.raises(Refused, match="理由"):
        verb(version=version, reason="  ", by=city.wu, at=city.at)


@pytest.mark.parametrize("who", ["zhao", "zhou", "wu", "zheng", "wang", "lin", "feng"])
def test_only_editors_draft(city, who):
    with pytest.raises(Refused):
        draft(city, by=getattr(city, who))


@pytest.mark.parametrize("who", ["zhao", "zhou", "qian", "wang", "lin", "feng"])
def test_only_reviewers_publish(city, who):
    with pytest.raises(Refused):
        publish_version(version=submitted(city), by=getattr(city, who), at=city.at)


def test_editors_and_reviewers_reach_their_own_agency_and_those_of_the_bureau_in_charge_all(city):
    on = city.at.date()
    editor = officer("editor", "高岩", city.police, Role.CATALOGUE_EDITOR)
    assert why_not_edit(editor, city.bureau, on=on)
    assert why_not_edit(editor, city.police, on=on) is None
    assert why_not_edit(city.qian, city.police, on=on) is None
    assert why_not_review(city.wu, city.version, on=on) is None
    assert city.version not in visible_to(editor, on=on)
    assert city.version in visible_to(city.qian, on=on)
    assert city.version in visible_to(city.li, on=on)
    assert not visible_to(city.lin, on=on).exists()
    assert not visible_to(city.feng, on=on).exists()


def test_open_steps_say_why_the_others_are_closed(city):
    named = {step.name: why for step, why in open_steps(city.wu, city.version, on=city.at.date())}
    assert named["suspend"] == ""
    assert "状态" in named["publish"]
    mine = {step.name: why for step, why in open_steps(city.qian, submitted(city), on=city.at.date())}
    assert "法制审核" in mine["publish"]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"facts": []}, "没有写明申请人要承诺的事实"),
        ({"facts": [LOW_INCOME_FACT | {"standard": " "}]}, "没有写核查标准"),
        ({"facts": [LOW_INCOME_FACT, LOW_INCOME_FACT]}, "用了两次"),
        ({"facts": [LOW_INCOME_FACT | {"item_class": "easy"}]}, "核查类别"),
        ({"facts": [LOW_INCOME_FACT | {"source_key": ""}]}, "数据来源"),
        ({"facts": [LOW_INCOME_FACT | {"expects": {"status": "answer:nothing"}}]}, "不存在"),
        (
            {"facts": [LOW_INCOME_FACT | {"expects": {"household_size": {"at_most": "answer:nobody"}}}]},
            "不存在",
        ),
        ({"inputs": [INPUT | {"kind": "choice"}]}, "没有写选项"),
        ({"inputs": [INPUT | {"kind": "picture"}]}, "种类"),
        ({"facts": [LOW_INCOME_FACT | {"colour": "red"}]}, "没有这些栏目"),
    ],
)
def test_content_without_shape_is_not_submitted(city, changed, says):
    version = draft(city, **changed)
    with pytest.raises(Refused, match=says):
        submit_version(version=version, by=city.qian, at=city.at)


def test_a_notice_with_a_foreign_field_is_refused_at_once(city):
    assert "没有这些栏目" in problems({"colour": "red"}, [LOW_INCOME_FACT], [])[0]
    with pytest.raises(ValueError, match="没有这些栏目"):
        draft(city, notice={"colour": "red"})


def test_a_matter_is_described_and_every_item_of_it_notes_that(city):
    words = MatterWords(
        "请律师有困难时，由政府出钱请", field="LEGAL_SERVICES", for_firms=False, at_once=True, days=3
    )
    matter = describe_matter(matter=city.matter, words=words, by=city.qian, at=city.at)
    assert (matter.field, matter.days) == ("LEGAL_SERVICES", 3)
    assert Entry.objects.filter(case_file=city.item.case_file, step="matters.describe_matter").count() == 1
    with pytest.raises(Refused):
        describe_matter(matter=city.matter, words=words, by=city.zhao, at=city.at)
    with pytest.raises(ValueError, match="重点领域"):
        describe_matter(
            matter=city.matter, words=MatterWords("一", field="ELSEWHERE"), by=city.qian, at=city.at
        )


def test_all_versions_are_listed_with_who_made_them(city):
    new = publish_version(version=submitted(city), by=city.wu, at=city.at)
    assert [(v.number, v.reviewed_by) for v in versions_of(city.item)] == [(2, city.wu), (1, city.wu)]
    assert new.drafted_by == city.qian


@pytest.mark.race
def test_two_reviewers_publishing_at_once_leave_one_version_in_use(committed_city):
    from concurrent.futures import ThreadPoolExecutor

    city = committed_city
    other = officer("other", "卫明", city.bureau, Role.LEGAL_REVIEWER)
    version = submitted(city)

    def publish(reviewer):
        try:
            publish_version(version=version, by=reviewer, at=city.at)
        except Refused:
            return "refused"
        else:
            return "published"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(publish, [city.wu, other])) == ["published", "refused"]
    assert city.item.versions.filter(status="published").count() == 1
