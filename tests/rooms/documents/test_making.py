"""A letter is made, signed, stamped and kept once, and checks as what it is."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.conftest import AT
from tests.rooms.commitments.test_signing import ready_to_sign, sign

from yinuo.documents import actions, queries
from yinuo.documents.models import Document
from yinuo.signing.check import check_pdf
from yinuo.signing.queries import trust_roots


@pytest.mark.clause("2.3-c")
def test_a_signed_letter_becomes_a_file_that_checks(city):
    [commitment] = sign(city, ready_to_sign(city))

    letter = actions.make(document_id=commitment.letter_id, at=AT + timedelta(minutes=4))

    pdf = queries.file_bytes(letter)
    assert letter.file_digest == hashlib.sha256(pdf).hexdigest()
    found = check_pdf(pdf, trust_roots=trust_roots())
    assert (found.intact, found.trusted, found.problems) == (True, True, ())
    assert queries.by_file_digest(letter.file_digest) == letter
    assert queries.by_check_code(letter.check_code.lower().replace("-", " ")) == letter


def test_making_twice_keeps_one_file(city):
    [commitment] = sign(city, ready_to_sign(city))
    first = actions.make(document_id=commitment.letter_id, at=AT + timedelta(minutes=4))
    second = actions.make(document_id=commitment.letter_id, at=AT + timedelta(minutes=5))

    assert (first.file, first.made_at) == (second.file, second.made_at)


@pytest.mark.race
def test_two_workers_that_make_it_at_once_leave_one_file(committed_city):
    city, gate = committed_city, Barrier(2)
    [commitment] = sign(city, ready_to_sign(city))

    def work() -> None:
        gate.wait()
        actions.make(document_id=commitment.letter_id, at=AT + timedelta(minutes=4))
        connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    [w.start() for w in workers]
    [w.join() for w in workers]

    letter = Document.objects.get(pk=commitment.letter_id)
    folder = letter.file.rsplit("/", 1)[0]
    assert default_storage.exists(letter.file)
    assert (
        len(
            [
                f
                for d in default_storage.listdir("documents")[0]
                for f in default_storage.listdir(f"documents/{d}")[1]
            ]
        )
        == 1
    ), folder


def waiting_jobs(document_id: int) -> int:
    return ProcrastinateJob.objects.filter(
        task_name="documents.make", args__document_id=document_id, status="todo"
    ).count()


def test_a_paper_whose_job_was_lost_is_swept_up_for_three_days_and_then_left_to_whoever_opens_it(city):
    [commitment] = sign(city, ready_to_sign(city))
    requested = Document.objects.get(pk=commitment.letter_id).requested_at

    def swept(days: float) -> bool:
        return commitment.letter_id in queries.left_over(at=requested + timedelta(days=days))

    assert (swept(0.0001), swept(0.01), swept(2.9), swept(3.1)) == (False, True, True, False)


def test_however_often_an_unmade_paper_is_opened_one_further_job_waits(city):
    [commitment] = sign(city, ready_to_sign(city))
    before = waiting_jobs(commitment.letter_id)

    for _ in range(3):
        actions.make_soon(document_id=commitment.letter_id)

    assert waiting_jobs(commitment.letter_id) == before + 1
