"""How often each item is asked for, told to the catalogue each night."""

from datetime import timedelta

import pytest
from tests.conftest import AT, ON
from tests.rooms.inspectorate.cases import filed

from yinuo.inspectorate.queries import uses_in_a_year
from yinuo.inspectorate.tasks import uses
from yinuo.matters.actions import refresh_search
from yinuo.matters.models import ItemUse, SearchEntry

pytestmark = [pytest.mark.django_db, pytest.mark.clause("2.1-a")]


def test_a_year_of_applications_is_counted_and_older_ones_are_not(city):
    before = AT - timedelta(days=1)
    filed(city, "commit", at=before)
    filed(city, "proof", at=AT - timedelta(days=300))
    filed(city, "proof", at=AT - timedelta(days=400))
    filed(city, "proof", at=AT)

    counted = dict(uses_in_a_year(on=ON))

    assert sum(counted.values()) == 2


def test_the_nightly_job_tells_the_catalogue_and_running_it_twice_changes_nothing(city, monkeypatch):
    monkeypatch.setattr("yinuo.inspectorate.tasks.timezone.now", lambda: AT)
    row = filed(city, "commit", at=AT - timedelta(days=1))
    item = row.items.get().proof_item
    refresh_search(item, {})

    for _ in range(2):
        uses(0)

    assert ItemUse.objects.get(pk=item.pk).in_a_year == 1
    assert SearchEntry.objects.get(pk=item.pk).prior > 0
