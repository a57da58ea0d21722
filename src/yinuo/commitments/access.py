"""Who may see a commitment: whoever may see its application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yinuo.applications.queries import reach
from yinuo.commitments.models import Commitment
from yinuo.people.queries import acts_for

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from yinuo.people.models import Account


def visible_to(account: Account, *, on: date) -> QuerySet[Commitment]:
    """The commitments a person may see: his own and his principals', or those of an officer's reach."""
    if account.subject_id is not None:
        return Commitment.objects.filter(
            application_item__application__applicant__in=acts_for(account, on=on)
        )
    return Commitment.objects.filter(reach(account, on=on))
