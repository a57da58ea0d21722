"""Two at once: words are entered once, and who publishes never waits for who counts."""

from threading import Barrier, Thread

import pytest
from django.db import connections
from tests.conftest import AT

from yinuo.matters.actions import keep_word, refresh_search
from yinuo.matters.models import Synonym
from yinuo.matters.queries import search_items


@pytest.mark.race
@pytest.mark.clause("3.3-b")
def test_two_who_enter_the_same_word_leave_one_row(committed_city):
    gate = Barrier(2)

    def enter() -> None:
        gate.wait()
        keep_word(everyday="穷人补助", official=["最低生活保障"], note="", by=committed_city.qian, at=AT)
        connections.close_all()

    workers = [Thread(target=enter) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert Synonym.objects.filter(everyday="穷人补助").count() == 1


@pytest.mark.race
def test_while_another_counts_publishing_does_not_wait_and_the_item_is_found(committed_city):
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT pg_advisory_xact_lock(3413005)")
        refresh_search(committed_city.item, {})
    finally:
        other.close()

    assert [hit.slug for hit in search_items("经济困难证明")] == [committed_city.item.slug]
