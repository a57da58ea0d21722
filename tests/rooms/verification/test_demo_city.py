"""With the registers of the demo city, over HTTP: one in receipt, one stopped, one whose register is down."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from tests.rooms.verification.cases import SIGNED, application_of, planned

from yinuo.exchange.models import Source
from yinuo.people.actions import register_subject
from yinuo.people.models import Account
from yinuo.verification import actions
from yinuo.verification.models import Task
from yinuo_demo.people import city as demo_city
from yinuo_demo.registers import running_registers


@pytest.fixture(scope="module")
def registers():
    with running_registers() as address:
        yield address


def person(key: str) -> Account:
    found = demo_city().person(key)
    subject = register_subject(
        kind="person",
        name=found.name,
        id_number=found.id_number,
        phone="",
        address="",
        region_code="341302",
        on=date(2026, 6, 1),
    )
    return Account.objects.create(username=key, name=found.name, subject=subject, is_demo=True)


def checked(city: Any, registers: str, key: str) -> Task:
    Source.objects.update(address=f"{registers}/registers/low-income")
    task = planned(city, who=person(key))
    actions.run_data_check(task_id=task.pk, at=SIGNED)
    task.refresh_from_db()
    return task


def test_who_is_in_receipt_is_clear(city, registers):
    task = checked(city, registers, "lin-xiaohe")

    assert (task.status, task.findings.get().outcome) == ("concluded", "agrees")
    assert application_of(task).checks_cleared_at is not None


def test_who_is_no_longer_in_receipt_is_asked_for_evidence(city, registers):
    task = checked(city, registers, "tao-yichuan")

    assert task.findings.get().comparison[0]["found"] == "停发"
    assert application_of(task).status == "evidence_asked"


def test_whose_register_is_down_is_not_kept_waiting(city, registers):
    task = checked(city, registers, "mi-keke")

    assert (task.status, task.timing, task.next_attempt_at) == (
        "open",
        "after",
        SIGNED + timedelta(minutes=1),
    )
    assert application_of(task).checks_cleared_at is not None
