"""The feed of changes holds what RFC 4287 asks for, and tells each change once, for ever under the same name."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from lxml import etree
from tests.conftest import AT
from tests.rooms.matters.cases import renewed

from yinuo.matters import edition_scopes as scopes
from yinuo.matters.actions import issue_edition, resume, retire, suspend
from yinuo.matters.models import ProofItem
from yinuo.matters.queries import changes, current_version

FEED = "/catalogue/feed.atom"
ATOM = "{http://www.w3.org/2005/Atom}"
ONCE = {"id", "title", "updated"}
KNOWN = {
    "feed": ONCE | {"author", "link", "entry"},
    "entry": ONCE | {"author", "link", "category", "summary", "published"},
}


def read(client, query=""):
    return etree.fromstring(client.get(FEED + query).content)


def text(element, name):
    return element.findtext(ATOM + name)


def lives(city):
    """Everything that can happen to an item, and an edition."""
    new = renewed(city)
    suspend(version=new, reason="省里正在修改条例", by=city.wu, at=AT + timedelta(days=2))
    resume(version=current_version(city.item), by=city.wu, at=AT + timedelta(days=3))
    retire(
        version=current_version(city.item), reason="法律修改，不再需要", by=city.wu, at=AT + timedelta(days=4)
    )
    issue_edition(scope=scopes.city(), by=city.wu, at=AT + timedelta(days=5))


@pytest.mark.clause("3.2-b")
def test_every_change_is_told_the_newest_first(city, client):
    lives(city)

    kinds = [entry.find(ATOM + "category").get("term") for entry in read(client).iter(ATOM + "entry")]

    assert kinds == ["edition", "retired", "resumed", "suspended", "renewed", "published", "published"]
    retired = list(read(client).iter(ATOM + "entry"))[1]
    assert text(retired, "summary") == "法律修改，不再需要"
    assert text(retired, "title") == "停用：经济困难证明（申请法律援助）"


@pytest.mark.clause("3.2-b")
def test_it_is_a_valid_feed(city, client, settings):
    settings.PUBLIC_URL = "https://yinuo.example.cn"
    lives(city)
    answer = client.get(FEED)
    root = etree.fromstring(answer.content)

    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert root.tag == ATOM + "feed"
    for element in (root, *root.iter(ATOM + "entry")):
        names = [child.tag.removeprefix(ATOM) for child in element]
        kind = element.tag.removeprefix(ATOM)
        assert set(names) <= KNOWN[kind]  # 4.1.1, 4.1.2: nothing that has no place there
        assert all(names.count(name) == 1 for name in ONCE)  # and these exactly once
        assert names.count("author") >= 1
        assert UUID(text(element, "id").removeprefix("urn:uuid:"))  # 4.2.6: an IRI
        assert (
            datetime.fromisoformat(text(element, "updated")).utcoffset() is not None
        )  # 3.3: RFC 3339 with offset
        assert text(element, "title").strip()
        for link in element.iter(ATOM + "link"):
            assert link.get("href").startswith("https://yinuo.example.cn/")
        assert [link.get("rel") for link in element.findall(ATOM + "link")].count("alternate") == 1
    assert [link.get("rel") for link in root.findall(ATOM + "link")].count("self") == 1
    ids = [text(entry, "id") for entry in root.iter(ATOM + "entry")]
    assert len(ids) == len(set(ids)) == 7
    assert text(root, "updated") == max(text(entry, "updated") for entry in root.iter(ATOM + "entry"))


def test_a_change_keeps_its_name_and_its_place(city, client):
    first = {text(entry, "id"): text(entry, "title") for entry in read(client).iter(ATOM + "entry")}
    lives(city)
    later = {text(entry, "id"): text(entry, "title") for entry in read(client).iter(ATOM + "entry")}
    assert first.items() <= later.items()
    assert text(read(client), "id") != text(read(client, "?unit=sfj"), "id")


def test_each_link_leads_to_a_page(city, client, settings):
    settings.PUBLIC_URL = "http://testserver"
    lives(city)
    for entry in read(client).iter(ATOM + "entry"):
        for link in entry.iter(ATOM + "link"):
            assert client.get(link.get("href")).status_code in {200, 410}


def test_who_knows_the_newest_is_told_so(city, client):
    first = client.get(FEED)
    again = client.get(FEED, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    suspend(version=city.version, reason="省里正在修改条例", by=city.wu, at=AT)
    assert client.get(FEED, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_one_unit_has_its_own_feed_and_an_unknown_one_none(city, client):
    lives(city)
    assert len(list(read(client, "?unit=sfj").iter(ATOM + "entry"))) == 6  # all but the city's edition
    issue_edition(scope=scopes.unit(city.bureau), by=city.wu, at=AT + timedelta(days=6))
    assert len(list(read(client, "?unit=sfj").iter(ATOM + "entry"))) == 7
    empty = read(client, "?unit=gaj")
    assert list(empty.iter(ATOM + "entry")) == []
    assert text(empty, "updated") == "2021-03-01T00:00:00+00:00"
    assert client.get(FEED + "?unit=nobody").status_code == 404


def test_characters_no_xml_may_hold_do_no_harm(city, client):
    ProofItem.objects.filter(pk=city.item.pk).update(name="证明\x01<&>\x0b")
    titles = [text(entry, "title") for entry in read(client).iter(ATOM + "entry")]
    assert "新公布：证明<&>（申请法律援助）" in titles


def test_changes_after_one_that_is_known_come_in_their_order(city):
    first = changes()[-1]
    lives(city)
    after = changes(after=first.key)
    assert [one.key for one in after] == sorted(one.key for one in after)
    assert first.key not in {one.key for one in after}
    assert [one.key for one in changes(after=first.key, limit=2)] == [one.key for one in after[:2]]
