"""Two at once: one candidate, one copy, one catalogue."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connections
from tests.conftest import AT

from yinuo.matters.actions import copy_item, load_other_catalogue, take_up_outside
from yinuo.matters.models import CopiedSetup, OtherCatalogue, OtherRow, OutsideDecision, ProofItem

FILE = "地区,行政事项,证明名称,类别,来源\n黑龙江省,变更户口登记身高,卫生部门证明,A,公告\n".encode()


def together(act: Callable[[], object]) -> None:
    gate = Barrier(2)

    def run() -> None:
        gate.wait()
        try:
            act()
        finally:
            connections.close_all()

    workers = [Thread(target=run) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


@pytest.mark.race
@pytest.mark.clause("2.1-a")
def test_a_file_is_taken_in_once_and_a_candidate_entered_once(committed_city):
    city = committed_city

    together(lambda: load_other_catalogue(file_name="外地.csv", content=FILE, by=city.qian, at=AT))
    row = OtherRow.objects.get()
    together(lambda: take_up_outside(row=row, agency=city.police, by=city.qian, at=AT))

    assert OtherCatalogue.objects.count() == 1
    assert ProofItem.objects.filter(name="卫生部门证明").count() == 1
    assert OutsideDecision.objects.count() == 1


@pytest.mark.race
@pytest.mark.clause("4.1-b")
def test_a_set_up_is_copied_to_a_body_once(committed_city):
    city = committed_city

    together(lambda: copy_item(item=city.item, to=city.police, by=city.qian, at=AT))

    assert CopiedSetup.objects.count() == 1
    assert ProofItem.objects.filter(matter__agency=city.police).count() == 1
