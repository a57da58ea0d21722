"""Nobody reaches what is another's: every page with a key in its address, for a stranger, an officer and nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.conftest import AT
from tests.portals.applicant.cases import draft, filled, page, picture_file
from tests.portals.applicant.test_signing import signature
from tests.rooms.credit.conftest import false_promise

from yinuo.applications.models import Application, Material
from yinuo.commitments.models import Commitment
from yinuo.documents.models import Document
from yinuo.portals.applicant.urls import urlpatterns

KEYLESS = {"cases", "start", "credit", "accesses"}
POSTED = {"save", "tick", "discard", "withdraw", "withdraw_all"}


@pytest.fixture
def lins(city, browser, settings):
    """Addresses of all pages with a key, of things that are Lin's."""
    settings.YINUO_RECEIVERS = {"credit-platform": "http://127.0.0.1:9/none"}
    drafted = draft(city, route="proof", matter=city.slow_matter)
    client = browser(city.lin)
    client.post(
        page(drafted, "details/"), {"action": "upload", f"file-{drafted.items.get().pk}": picture_file()}
    )
    filed = filled(city)
    client.post(page(filed, "sign/"), signature(city.lin))
    determined = false_promise(city, at=AT - timedelta(days=1), subject=city.lin.subject)
    keys = {
        "number": filed.number,
        "item": filed.items.get().pk,
        "commitment": Commitment.objects.get().pk,
        "pk": {
            "document": Document.objects.filter(kind="letter").get().pk,
            "making": Document.objects.filter(kind="letter").get().pk,
            "material": Material.objects.get().pk,
            "determination": determined.pk,
        },
    }
    found = {}
    for pattern in urlpatterns:
        if pattern.name in KEYLESS:
            continue
        wanted = pattern.pattern.converters
        kwargs = {name: keys["pk"][pattern.name] if name == "pk" else keys[name] for name in wanted}
        found[pattern.name] = reverse(f"applicant:{pattern.name}", kwargs=kwargs)
    return found


def visit(client, name, address):
    return client.post(address) if name in POSTED else client.get(address)


@pytest.mark.clause("2.5-f")
def test_a_stranger_finds_nothing_at_any_address(lins, city, browser):
    client = browser(city.zhou_xian)

    assert {
        name: visit(client, name, address).status_code for name, address in lins.items()
    } == dict.fromkeys(lins, 404)


@pytest.mark.clause("2.5-f")
def test_a_representative_of_others_is_a_stranger_too(lins, city, browser):
    client = browser(city.cheng)

    assert {visit(client, name, address).status_code for name, address in lins.items()} == {404}


def test_an_officer_has_no_place_on_the_applicants_pages(lins, city, browser):
    client = browser(city.zhou)

    assert {visit(client, name, address).status_code for name, address in lins.items()} == {403}


def test_nobody_is_sent_to_the_entrance(lins):
    for name, address in lins.items():
        answer = visit(Client(), name, address)
        assert answer.status_code == 302, name
        assert answer.headers["Location"].startswith("/enter/?next=")


def test_a_strangers_posts_change_nothing(lins, city, browser):
    client = browser(city.zhou_xian)
    before = list(Application.objects.order_by("pk").values("status", "revision"))

    for address in lins.values():
        assert client.post(
            address, {"reason": "other", "words": "x", "action": "send", "route": "proof"}
        ).status_code in {404, 405}

    assert list(Application.objects.order_by("pk").values("status", "revision")) == before


def test_the_owner_himself_gets_in_everywhere(lins, city, browser):
    client = browser(city.lin)

    seen = {name: client.get(address).status_code for name, address in lins.items() if name not in POSTED}

    assert set(seen.values()) <= {200, 202, 302, 404}
    assert {name for name, status in seen.items() if status == 404} <= {"notice_of", "represent"}
