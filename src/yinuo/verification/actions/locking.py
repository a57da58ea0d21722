"""Every verb of this room locks in one order: application, commitment, check or proceeding, then the case file."""

from __future__ import annotations

from yinuo.applications.models import Application
from yinuo.commitments.models import Commitment
from yinuo.verification.models import Task
from yinuo.verification.queries import application_of


def lock_case(commitment_id: int) -> tuple[Application, Commitment]:
    """The application and the commitment, both locked until the transaction ends."""
    application = (
        Application.objects.select_for_update(of=("self",))
        .select_related("matter", "agency", "applicant")
        .defer("answers")
        .get(pk=application_of(commitment_id))
    )
    commitment = (
        Commitment.objects.select_for_update(of=("self",))
        .select_related("letter", "agency", "application_item__proof_item")
        .defer("letter__content", "letter__picture")
        .get(pk=commitment_id)
    )
    return application, commitment


def lock_task(task_id: int) -> tuple[Application, Commitment, Task]:
    """The same, with one check."""
    commitment_id = Task.objects.values_list("commitment_id", flat=True).get(pk=task_id)
    application, commitment = lock_case(commitment_id)
    task = (
        Task.objects.select_for_update(of=("self",)).select_related("agency", "assigned_to").get(pk=task_id)
    )
    return application, commitment, task
