"""What differs between two catalogues, as laws that hold for all of them."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.casefile.chain import canonical_bytes
from yinuo.matters.edition_changes import DoesNotFit, differences, marked
from yinuo.matters.edition_lines import TITLES, Line, content_of, digest_of, ordered, shown

TEXTS = st.text(alphabet="证明收入身份 甲乙，。3a", max_size=6)
STATES = st.sampled_from(["published", "suspended"])


@st.composite
def lines(draw, slugs=("a", "b", "c", "d", "e")):
    found = []
    for slug in draw(st.lists(st.sampled_from(slugs), unique=True)):
        texts = {
            one.name: draw(TEXTS)
            for one in fields(Line)
            if one.name in {"agency", "name", "basis", "because"}
        }
        told = {one.name: "" for one in fields(Line)} | texts
        told |= {"slug": slug, "status": draw(STATES), "version": draw(st.integers(1, 3))}
        found.append(Line(**told))
    return tuple(found)


SCOPE = {"kind": "city", "region_code": "341300", "agency": "", "title": "目录"}


@pytest.mark.clause("3.2-b")
@given(a=lines(), b=lines())
def test_a_difference_applied_gives_the_other_and_its_inverse_leads_back(a, b):
    found = differences(a, b)

    assert found.applied(a) == ordered(b)
    assert found.inverse() == differences(b, a)
    assert found.inverse().applied(b) == ordered(a)
    assert found.inverse().inverse() == found
    assert bool(found) == (ordered(a) != ordered(b))


@given(a=lines(), b=lines())
def test_every_line_is_counted_once_and_every_changed_column_named(a, b):
    found, old, new = differences(a, b), {x.slug: x for x in a}, {x.slug: x for x in b}

    assert {x.slug for x in found.added} == new.keys() - old.keys()
    assert {x.slug for x in found.removed} == old.keys() - new.keys()
    assert sum(found.counts().values()) == len(found.added) + len(found.removed) + len(found.changed)
    for one in found.changed:
        mended = replace(one.before, **{change.name: change.after for change in one.fields})
        assert mended == one.after
        assert one.kind == {
            ("published", "suspended"): "suspended",
            ("suspended", "published"): "resumed",
        }.get((one.before.status, one.after.status), "changed")


@given(a=lines(), b=lines(), c=lines())
def test_a_difference_fits_only_the_catalogue_it_comes_from(a, b, c):
    found = differences(a, b)
    try:
        applied = found.applied(c)
    except DoesNotFit:
        assert ordered(c) != ordered(a)
    else:
        assert differences(c, applied) == found or not found


@given(before=TEXTS, after=TEXTS)
def test_marked_words_are_all_the_words_of_both_texts(before, after):
    parts = marked(before, after)

    assert "".join(text for mark, text in parts if mark != "new") == before
    assert "".join(text for mark, text in parts if mark != "gone") == after
    assert all(text for _, text in parts)
    assert [mark for mark, _ in marked(before, before)] == (["same"] if before else [])


def test_long_texts_are_marked_sentence_by_sentence_and_soon():
    before = "".join(f"第{n}条规定的证明，由申请人提交。" for n in range(300))
    after = before.replace("第7条规定的证明", "第7条规定的承诺")

    parts = marked(before, after)
    assert [text for mark, text in parts if mark == "new"] == ["第7条规定的承诺，由申请人提交。"]
    assert "".join(text for mark, text in parts if mark != "new") == before


def test_a_number_is_marked_as_one_and_a_lone_word_between_changes_is_no_island():
    assert marked("签署后 3 个工作日内比对", "签署后 10 个工作日内比对") == (
        ("same", "签署后 "),
        ("gone", "3"),
        ("new", "10"),
        ("same", " 个工作日内比对"),
    )
    assert marked("甲的乙", "丙的丁") == (("gone", "甲的乙"), ("new", "丙的丁"))


@given(a=lines())
def test_the_digest_knows_the_content_and_not_the_order(a):
    one = digest_of(content_of(SCOPE, "2026-06-01", a))

    assert one == digest_of(content_of(SCOPE, "2026-06-01", tuple(reversed(a))))
    assert one != digest_of(content_of(SCOPE, "2026-06-02", a))
    for line in a:
        changed = tuple(replace(x, basis=x.basis + "。") if x == line else x for x in a)
        assert digest_of(content_of(SCOPE, "2026-06-01", changed)) != one


@given(a=lines())
def test_a_line_is_read_back_as_it_was_written(a):
    for line in a:
        assert Line.from_json(line.as_json()) == line
        assert canonical_bytes(line.as_json())
        with pytest.raises(ValueError, match="栏目不对"):
            Line.from_json(line.as_json() | {"colour": "red"})


def test_every_column_has_its_title_and_is_shown_in_words():
    assert set(TITLES) == {one.name for one in fields(Line)}
    assert shown("status", "suspended") == "暂停适用"
    assert shown("version", 3) == "第3版"
