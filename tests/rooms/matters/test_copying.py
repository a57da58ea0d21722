"""A set-up is copied to another body in one act: a draft there, with what still speaks of the first body marked."""

from __future__ import annotations

import pytest
from tests.cast import LOW_INCOME_FACT, notice_of, officer
from tests.conftest import AT, ON

from yinuo.casefile.models import Entry
from yinuo.law.grammar import Refused
from yinuo.matters.actions import (
    check_copy,
    copy_item,
    draft_version,
    publish_version,
    retire,
    submit_version,
    suspend,
)
from yinuo.matters.copying import Body, flags
from yinuo.matters.models import CopiedSetup, ItemVersion, Matter, ProofItem
from yinuo.matters.queries import copied_setup, copies_of, readiness
from yinuo.matters.terms import ProcedureStep, Terms
from yinuo.people.models import Role

pytestmark = [pytest.mark.django_db, pytest.mark.clause("4.1-b")]


@pytest.fixture
def model(city):
    """The city's item with a second version that says much of its own office."""
    version = draft_version(
        item=city.item,
        notice=notice_of("申请法律援助", "经济困难证明")
        | {"materials": "本人身份证，交到市司法局法律援助窗口"},
        facts=[LOW_INCOME_FACT, LOW_INCOME_FACT | {"key": "gone", "source_key": "nowhere"}],
        inputs=[{"key": "cause", "label": "请求事项", "kind": "text", "help": "到知行路3号的3号窗口再细问"}],
        plain={"summary": "没钱也能请律师", "keywords": ["请律师"]},
        terms=Terms(procedure=(ProcedureStep("受理", "市司法局窗口人员"),), high_value=True),
        by=city.qian,
        at=AT,
    )
    submit_version(version=version, by=city.qian, at=AT)
    return publish_version(version=version, by=city.wu, at=AT)


@pytest.fixture
def editor(city):
    return officer("other", "别家编辑", city.police, Role.CATALOGUE_EDITOR)


@pytest.mark.clause("4.1-b")
def test_everything_but_the_reviews_is_copied_as_it_stands(city, model, editor):
    copied = copy_item(item=city.item, to=city.police, by=editor, at=AT)

    draft = copied.version
    for column in ("notice", "facts", "inputs", "plain", "terms"):
        assert getattr(draft, column) == getattr(model, column), column
    assert (draft.status, draft.number, draft.reviewed_by, draft.answers) == ("draft", 1, None, {})
    assert draft.drafted_by == editor
    assert copied.item.matter.agency == city.police
    assert copied.item.matter.name == "申请法律援助"
    assert (copied.item.issuer, copied.item.basis) == (city.item.issuer, city.item.basis)
    assert copied.item.source == "复制自宿州市司法局《申请法律援助》第2版。原来源：测试"


def test_the_case_file_names_the_source(city, model, editor):
    copied = copy_item(item=city.item, to=city.police, by=editor, at=AT)

    entry = Entry.objects.get(case_file=copied.item.case_file, step="matters.copy_item")
    assert entry.facts["from_agency"] == "宿州市司法局"
    assert entry.facts["from_item"] == city.item.slug
    assert entry.facts["text_digest"] == model.text_digest


@pytest.mark.clause("4.1-b")
def test_what_speaks_of_the_first_body_is_marked(city, model, editor):
    copied = copy_item(item=city.item, to=city.police, by=editor, at=AT)

    marked = {(flag["where"], flag["words"]) for flag in copied.flags}
    assert ("开具单位", "民政部门") in marked
    assert ("告知内容·材料要求", "市司法局") in marked
    assert ("工作规程第1步", "市司法局") in marked
    assert ("承诺事实2", "nowhere") in marked
    assert any(where == "填写项1" and "路3号" in words for where, words in marked)
    assert ("填写项1", "3号窗口") in marked
    assert not any(where == "承诺事实1" for where, _ in marked)


@pytest.mark.clause("4.1-b")
def test_a_copy_is_published_only_after_what_is_marked_was_looked_at(city, model, editor):
    copied = copy_item(item=city.item, to=city.police, by=editor, at=AT)
    standing = [found for found in readiness(copied.version, on=ON) if found.ok is False]
    assert any("没有核对" in found.reason for found in standing)

    for _ in range(2):
        check_copy(copied=copied, by=editor, at=AT)

    assert copied_setup(copied.item).checked_by == editor
    assert not any("没有核对" in found.reason for found in readiness(copied.version, on=ON))
    assert Entry.objects.filter(step="matters.check_copy").count() == 1


def test_copying_twice_gives_the_same_draft_and_leaves_what_was_changed_in_it(city, model, editor):
    first = copy_item(item=city.item, to=city.police, by=editor, at=AT)
    ItemVersion.objects.filter(pk=first.version_id).update(plain={"summary": "改过了"})

    again = copy_item(item=city.item, to=city.police, by=editor, at=AT)

    assert again == first
    assert again.version.plain == {"summary": "改过了"}
    assert ProofItem.objects.filter(matter__agency=city.police).count() == 1


def test_several_bodies_each_get_their_own(city, model):
    from yinuo.people.models import Agency

    third = Agency.objects.create(
        slug="mzj",
        name="宿州市民政局",
        short_name="市民政局",
        uscc="11341399000000099X",
        region_code="341302",
    )
    for agency in (city.police, third):
        copy_item(item=city.item, to=agency, by=city.qian, at=AT)

    assert {one.item.matter.agency for one in copies_of(city.item)} == {city.police, third}
    assert len(set(Matter.objects.filter(name="申请法律援助").values_list("code", flat=True))) == 3


def test_a_body_that_has_the_item_keeps_its_own(city, model, editor):
    matter = Matter.objects.create(code="P-1", name="申请法律援助", agency=city.police, region_code="341302")
    ProofItem.objects.create(
        matter=matter,
        case_file=city.item.case_file,
        slug="own",
        name="经济困难证明",
        row_class="A",
        source="自己的",
    )

    with pytest.raises(Refused, match="市公安局已经有“经济困难证明”这一项"):
        copy_item(item=city.item, to=city.police, by=editor, at=AT)
    assert not CopiedSetup.objects.exists()


def test_only_what_is_published_is_copied(city, model, editor):
    suspend(version=model, reason="依据正在修改", by=city.wu, at=AT)
    with pytest.raises(Refused, match="没有公布的版本"):
        copy_item(item=city.item, to=city.police, by=editor, at=AT)
    retire(version=model, reason="法律已经修改", by=city.wu, at=AT)
    with pytest.raises(Refused, match="没有公布的版本"):
        copy_item(item=city.item, to=city.police, by=editor, at=AT)


def test_a_body_does_not_copy_from_itself(city, model):
    with pytest.raises(Refused, match="本来就是这个单位的"):
        copy_item(item=city.item, to=city.bureau, by=city.qian, at=AT)


@pytest.mark.parametrize("who", ["wu", "zhou", "li", "feng", "lin"])
def test_who_is_no_editor_there_copies_nothing(city, model, who):
    with pytest.raises(Refused, match="不能编制这个单位的证明事项"):
        copy_item(item=city.item, to=city.police, by=getattr(city, who), at=AT)
    assert not CopiedSetup.objects.exists()


def test_an_editor_of_another_body_neither_copies_there_nor_checks(city, model, editor):
    from yinuo.people.models import Agency

    third = Agency.objects.create(
        slug="mzj",
        name="宿州市民政局",
        short_name="市民政局",
        uscc="11341399000000099X",
        region_code="341302",
    )
    with pytest.raises(Refused, match="不能编制这个单位的证明事项"):
        copy_item(item=city.item, to=third, by=editor, at=AT)
    copied = copy_item(item=city.item, to=third, by=city.qian, at=AT)
    with pytest.raises(Refused, match="不能编制这个单位的证明事项"):
        check_copy(copied=copied, by=editor, at=AT)


def test_a_set_up_without_words_of_its_own_body_has_nothing_marked():
    body = Body("宿州市司法局", "市司法局")
    content = {"notice": {"basis": "《法律援助法》第四十一条", "public": False}, "facts": [LOW_INCOME_FACT]}

    assert flags(content, issuer="", source=body, target=body, known_sources={"low-income"}) == []


def test_addresses_and_telephones_are_marked_wherever_they_stand():
    body = Body("宿州市司法局", "市司法局", "埇桥区知行路3号", "0557-1234567")
    content = {"plain": {"summary": "到埇桥区知行路3号，先打 0557-7654321", "withdraw": "到政务服务中心"}}

    marked = flags(content, issuer="", source=body, target=body, known_sources=())
    assert [flag.words for flag in marked] == [
        "埇桥区知行路3号",
        "0557-7654321",
        "政务服务中心",
    ]
