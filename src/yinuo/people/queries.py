"""Questions about people: who they are, what they may be, whom they act for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from yinuo.people.encryption import digest
from yinuo.people.models import Account, Mandate, PersonalDataAccess, Role, RoleGrant, Subject


def roles_of(account: Account, *, on: date) -> frozenset[str]:
    """The roles an officer holds on a day; none for a citizen. One query, kept on the account object."""
    if account.agency_id is None:
        return frozenset()
    kept: dict[date, frozenset[str]] = account.__dict__.setdefault("_roles_by_day", {})
    if on not in kept:
        kept[on] = frozenset(
            account.grants.filter(
                Q(valid_until__isnull=True) | Q(valid_until__gt=on), valid_from__lte=on
            ).values_list("role", flat=True)
        )
    return kept[on]


def has_role(account: Account, *roles: Role | str, on: date) -> bool:
    """Whether an account holds any of the roles on a day."""
    return account.agency_id is not None and not roles_of(account, on=on).isdisjoint(str(r) for r in roles)


def officers_with(agency_id: int, *roles: Role | str, on: date) -> QuerySet[Account]:
    """The officers of an agency who hold any of the roles on a day, by name."""
    held = RoleGrant.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=on),
        role__in=[str(r) for r in roles],
        valid_from__lte=on,
    )
    return Account.objects.filter(agency=agency_id, is_active=True, pk__in=held.values("account")).order_by(
        "name", "id"
    )


def subject_by_number(number: str) -> Subject | None:
    """The subject with an identity number or credit code, given in its one written form."""
    return Subject.objects.filter(id_digest=digest(number, purpose="id_number")).first()


def mandates_of(subject: Subject, *, on: date) -> QuerySet[Mandate]:
    """The mandates a person holds on a day, with their principals."""
    return (
        Mandate.objects.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=on), agent=subject, valid_from__lte=on
        )
        .select_related("principal")
        .order_by("id")
    )


def acts_for(account: Account, *, on: date) -> frozenset[int]:
    """Keys of all subjects a citizen's account may act for: himself and his principals.

    One query, kept on the account object.
    """
    if account.subject_id is None or account.subject is None:
        return frozenset()
    kept: dict[date, frozenset[int]] = account.__dict__.setdefault("_acts_for_by_day", {})
    if on not in kept:
        principals = mandates_of(account.subject, on=on).values_list("principal_id", flat=True)
        kept[on] = frozenset({account.subject_id, *principals})
    return kept[on]


def accesses_to(subjects: Iterable[int]) -> QuerySet[PersonalDataAccess]:
    """Who looked at the data of these subjects, newest first."""
    return (
        PersonalDataAccess.objects.filter(subject__in=list(subjects))
        .select_related("account__agency")
        .order_by("-at", "-id")
    )
