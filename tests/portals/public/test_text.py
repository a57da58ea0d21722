"""What everybody sees of a legal text: which published items rest on it, and the way there from an item."""

from __future__ import annotations

import pytest
from tests.conftest import AT
from tests.rooms.matters.bases import DEED_TAX, bare, item_on, read_all, repealed, text

from yinuo.matters.actions import drop_link, merge_texts, register_law_texts, retire, suspend
from yinuo.matters.queries import current_version, links_of

pytestmark = pytest.mark.clause("3.2-b")


@pytest.fixture
def item(city):
    found = item_on(city, f"{DEED_TAX}；《税收征收管理法》第二十五条", name="完税证明")
    bare(city, "还没公布的证明", DEED_TAX)
    read_all()
    return found


def address(name="契税暂行条例"):
    return f"/texts/{text(name).slug}/"


def page(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_item_leads_from_each_article_to_its_text(city, client, item):
    shown = page(client, f"/items/{item.slug}/")
    assert f'<a href="{address()}">{DEED_TAX}</a>' in shown
    assert f'<a href="{address("税收征收管理法")}">《税收征收管理法》第二十五条</a>' in shown


def test_a_text_shows_the_published_items_that_rest_on_it(city, client, item):
    shown = page(client, address())
    assert "完税证明" in shown
    assert "第六条" in shown
    assert "还没公布的证明" not in shown


def test_what_is_not_published_leads_nowhere(city, client):
    bare(city, "还没公布的证明", DEED_TAX)
    read_all()
    assert client.get(address()).status_code == 404
    assert client.get("/texts/none/").status_code == 404


def test_a_text_of_our_own_rules_is_shown_with_its_sentences(city, client):
    register_law_texts(at=AT)
    shown = page(client, address("行政许可法"))
    assert "申请人申请行政许可，应当如实" in shown
    assert "现在没有证明依据这部文件" in shown


def test_a_repealed_text_says_so_here_and_on_the_item(city, client, item):
    repealed(city)
    assert "这部文件已经废止" in page(client, address())
    assert "（已废止，正在修订）" in page(client, f"/items/{item.slug}/")


def test_a_suspended_item_is_marked_and_a_retired_one_is_gone(city, client, item):
    suspend(version=current_version(item), reason="依据已经废止", by=city.wu, at=AT)
    assert "暂停签承诺" in page(client, address())
    retire(version=current_version(item), reason="不再要这份证明", by=city.wu, at=AT)
    assert client.get(address()).status_code == 404


def test_what_an_editor_crossed_out_leads_nowhere(city, client, item):
    for link in links_of(item).filter(article__text=text("契税暂行条例")):
        drop_link(link_id=link.pk, by=city.qian, at=AT)
    assert address() not in page(client, f"/items/{item.slug}/")


def test_words_not_read_yet_stand_there_without_links(city, client):
    found = item_on(city, "《从没读过的办法》第三条", name="完税证明")
    shown = page(client, f"/items/{found.slug}/")
    assert "《从没读过的办法》第三条" in shown
    assert "/texts/" not in shown


def test_a_merged_text_leads_on_to_the_other(city, client, item):
    old = address("税收征收管理法")
    merge_texts(kept=text("契税暂行条例"), gone=text("税收征收管理法"), by=city.wu, at=AT)
    assert client.get(old).headers["Location"] == address()


def test_page_by_page(city, client, django_assert_max_num_queries):
    for number in range(23):
        item_on(city, DEED_TAX, name=f"证明{number:02d}")
    read_all()
    with django_assert_max_num_queries(8):
        first = page(client, address())
    assert first.count("/items/item-") == 20
    assert "下一页" in first
