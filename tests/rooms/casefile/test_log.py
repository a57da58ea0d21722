"""Every entry gets its place in the public log once, whatever happens to who gives it."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from tests.rooms.credit.test_determine import at_once

from yinuo.casefile import merkle
from yinuo.casefile.actions import append_to_log
from yinuo.casefile.models import Entry, LogLeaf, LogNode, WaitingEntry
from yinuo.casefile.queries import log_consistency, log_inclusion, log_root, log_size

pytestmark = pytest.mark.clause("2.4-f")


def leaves() -> list[bytes]:
    hashes = LogLeaf.objects.order_by("index").values_list("entry__hash", flat=True)
    return [bytes.fromhex(one) for one in hashes]


@pytest.mark.django_db
def test_each_entry_waits_and_then_has_its_place_in_the_order_written(city):
    written = list(Entry.objects.order_by("id").values_list("id", flat=True))
    assert len(written) > 4
    assert list(WaitingEntry.objects.order_by("pk").values_list("pk", flat=True)) == written

    assert append_to_log(most=3) == 3
    assert append_to_log() == len(written) - 3
    assert append_to_log() == 0

    assert list(LogLeaf.objects.order_by("index").values_list("index", "entry_id")) == list(
        enumerate(written)
    )
    assert not WaitingEntry.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("at_a_time", [1, 2, 3, 5, 100])
def test_the_log_is_the_tree_of_its_entries_however_it_was_written(city, at_a_time):
    while append_to_log(most=at_a_time):
        pass
    whole = merkle.MemoryLog(leaves())

    assert log_size() == whole.size
    assert [log_root(size) for size in range(1, whole.size + 1)] == [
        whole.root(size) for size in range(1, whole.size + 1)
    ]
    paths = log_inclusion(range(whole.size), whole.size)
    for place, leaf in enumerate(leaves()):
        assert merkle.leaf_is_included(
            leaf, index=place, size=whole.size, proof=paths[place], root=whole.root()
        )
    for old in range(1, whole.size + 1):
        assert merkle.tree_is_continued(
            old=old,
            size=whole.size,
            proof=log_consistency(old, whole.size),
            old_root=whole.root(old),
            root=whole.root(),
        )


@pytest.mark.django_db
def test_all_paths_cost_one_question(city, django_assert_num_queries):
    append_to_log()
    size = log_size()
    with django_assert_num_queries(1):
        log_inclusion(range(size), size)


@pytest.mark.django_db
@pytest.mark.parametrize("model", [LogLeaf, LogNode])
def test_the_database_keeps_the_log_as_it_was_written(city, model):
    append_to_log()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.all()._raw_delete("default")


@pytest.mark.race
def test_of_several_who_append_at_once_none_does_it_twice(committed_city):
    written = Entry.objects.count()

    def act() -> int:
        return sum(append_to_log(most=2) for _ in range(written))

    assert sum(at_once(act, act, act)) <= written
    while append_to_log():
        pass
    assert LogLeaf.objects.count() == written
    assert log_root(written) == merkle.MemoryLog(leaves()).root()


@pytest.mark.race
def test_an_entry_whose_transaction_has_not_ended_is_passed_over_and_comes_later(committed_city):
    append_to_log()
    before = log_size()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO casefile_entry (case_file_id, number, step, title, row_table, from_status, to_status,"
                " by_label, at, basis, facts, previous_hash, hash)"
                " SELECT case_file_id, number + 1000, 'test.late', '晚到', '', '', '', '测试', now(), '', '{}', hash,"
                " repeat('ab', 32) FROM casefile_entry ORDER BY id LIMIT 1"
            )
        [seen] = at_once(append_to_log)
        assert seen == 0
    assert append_to_log() == 1
    assert log_size() == before + 1
