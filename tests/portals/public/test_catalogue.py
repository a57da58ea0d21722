"""Finding an item, and the whole catalogue to read and to take away."""

from __future__ import annotations

import csv
import io

import pytest
from tests.conftest import AT

from yinuo.casefile.actions import take_step
from yinuo.matters.lifecycle import ITEM_VERSION
from yinuo.matters.models import MissedSearch
from yinuo.portals.public.pages import catalogue

NAMES = ("证明名称", "办理单位", "设定依据", "核查方式", "来源")


@pytest.mark.parametrize("typed", ["法律援助", "falvyuanzhu", "flyz", "法律援住", "法援", "经济困难"])
def test_an_item_is_found_by_words_pinyin_initials_and_with_a_typing_error(findable, client, typed):
    answer = client.get("/search/", {"q": typed}).content.decode()

    assert '<h2><a href="/items/legal-aid-hardship/">申请法律援助</a></h2>' in answer


def test_a_search_without_a_hit_says_what_to_try(findable, client):
    answer = client.get("/search/", {"q": "zzzzzz"}).content.decode()

    assert "没有叫“zzzzzz”的" in answer
    assert "写得短一点" in answer
    assert "12345" in answer


def test_what_was_typed_is_shown_and_does_no_harm(findable, client):
    answer = client.get("/search/", {"q": '<script>"\x00' + "长" * 5000}).content.decode()

    assert "<script>" not in answer
    assert "&lt;script&gt;" in answer


def test_search_is_paged(findable, client, monkeypatch):
    monkeypatch.setattr(catalogue, "PAGE", 1)

    first = client.get("/search/", {"q": "证明"}).content.decode()

    assert "after=1" in first
    second = client.get("/search/", {"q": "证明", "after": "1"}).content.decode()
    assert first.count('class="hit"') == second.count('class="hit"') == 1


@pytest.mark.clause("3.2-a")
def test_the_whole_catalogue_is_open_and_can_be_narrowed(city, client):
    whole = client.get("/items/").content.decode()
    narrowed = client.get("/items/", {"agency": "gaj"}).content.decode()
    strange = client.get("/items/", {"agency": "'; drop", "field": "nope", "after": "x"}).content.decode()

    assert "经济困难证明" in whole
    assert "完全民事行为能力证明" in whole
    assert "这个条件下还没有公布的事项" in narrowed
    assert "经济困难证明" in strange


def test_the_catalogue_is_paged_by_its_last_item(city, client, monkeypatch):
    monkeypatch.setattr(catalogue, "PAGE", 1)

    first = client.get("/items/").content.decode()
    second = client.get("/items/", {"after": city.item.pk}).content.decode()

    assert f"after={city.item.pk}" in first
    assert "完全民事行为能力证明" in second
    assert "经济困难证明" not in second


@pytest.mark.clause("3.2-a")
def test_the_catalogue_can_be_taken_away_as_a_table_with_its_sources(city, client):
    answer = client.get("/items/catalogue.csv")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert [row["证明名称"] for row in rows] == ["经济困难证明", "完全民事行为能力证明"]
    assert all(rows[0][name] for name in NAMES)


def test_no_cell_of_the_table_is_a_formula(city, client):
    type(city.item).objects.filter(pk=city.item.pk).update(issuer="=HYPERLINK(1)")

    assert "\n1,申请法律援助" in client.get("/items/catalogue.csv").content.decode().replace("\r", "")
    assert "'=HYPERLINK(1)" in client.get("/items/catalogue.csv").content.decode()


@pytest.mark.clause("3.2-b")
def test_a_suspended_item_stays_in_the_catalogue_with_its_reason(city, client):
    take_step(
        city.version,
        ITEM_VERSION,
        "suspend",
        by=city.wu,
        by_label="法制审核",
        at=AT,
        also={"suspended_because": "法律已经修改"},
    )

    assert "法律已经修改" in client.get("/items/").content.decode()
    page = client.get("/items/legal-aid-hardship/").content.decode()
    assert "这项证明现在暂停签承诺" in page
    assert "法律已经修改" in page
    assert "选这种：交证明" in page
    assert "选这种：签承诺" not in page


def test_lists_keep_their_budget(findable, client, django_assert_max_num_queries):
    for address, most in (("/items/", 5), ("/search/?q=证明", 7), ("/items/catalogue.csv", 3)):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200


@pytest.mark.clause("2.6-b")
def test_a_search_in_vain_helps_on_and_is_remembered_by_its_words_alone(findable, client):
    answer = client.get("/search/", {"q": "法律蛋糕定做店"}).content.decode()

    assert "有点像的" in answer
    assert "/search/?q=%E7%94%B3%E8%AF%B7%E6%B3%95%E5%BE%8B%E6%8F%B4%E5%8A%A9" in answer
    assert "按领域找" in answer
    assert 'href="/items/?field=LEGAL_SERVICES"' in answer
    assert dict(MissedSearch.objects.values_list("words", "times")) == {"法律蛋糕定做店": 1}
    client.head("/search/", {"q": "法律蛋糕定做店"})
    client.get("/search/", {"q": "法律援助"})
    client.get("/search/", {"q": "19900000101"})
    assert dict(MissedSearch.objects.values_list("words", "times")) == {"法律蛋糕定做店": 1}


@pytest.mark.parametrize("typed", ["法律", "falvyua", "flyz", "经济困难"])
def test_matters_are_suggested_while_somebody_types(findable, client, typed):
    answer = client.get("/search/suggested/", {"q": typed}).content.decode()

    assert 'role="option" id="suggested-1" aria-selected="false" data-value="申请法律援助"' in answer
    assert not MissedSearch.objects.exists()


def test_nothing_is_suggested_for_one_letter_or_nonsense(findable, client):
    for typed in ("", "f", "zzzzzz", '"><script>'):
        assert client.get("/search/suggested/", {"q": typed}).content.decode().strip() == ""
