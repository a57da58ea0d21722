"""Filling the demo city: calendar, agencies, people, accounts, registers, and the published catalogue.

Everything the product has a verb for is done by that verb. Doing it again changes nothing and takes a moment.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from importlib.resources import files

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from yinuo.exchange.models import Source
from yinuo.matters import edition_scopes
from yinuo.matters.actions import (
    ItemWords,
    MatterWords,
    answer_pretests,
    assess_risks,
    describe_item,
    describe_matter,
    draft_version,
    enter_default_words,
    import_catalogue,
    issue_edition,
    load_other_catalogue,
    publish_version,
    submit_version,
)
from yinuo.matters.models import Edition, Matter, OtherCatalogue, ProofItem
from yinuo.matters.queries import agency_finder
from yinuo.people.actions import register_subject
from yinuo.people.models import Account, Agency, Mandate, RoleGrant, Subject
from yinuo.workdays.actions import enter_year
from yinuo.workdays.models import KnownYear
from yinuo_demo import calendars
from yinuo_demo.accounts import DemoAccount, accounts
from yinuo_demo.agencies import agencies
from yinuo_demo.completions import completions, entity
from yinuo_demo.completions.shape import Completion
from yinuo_demo.law_changes import follow
from yinuo_demo.people import City, Firm, Person, age_on, city
from yinuo_demo.sources import SOURCES
from yinuo_demo.unfinished import leave_unfinished

OPENED_AT = datetime(2025, 10, 9, 9, 0, tzinfo=timezone(timedelta(hours=8)))
"""When the demo city took up the procedure; its catalogue is published on that day."""
FIRST_EDITION_AT = datetime(2025, 10, 30, 9, 0, tzinfo=timezone(timedelta(hours=8)))
EDITIONS_OF = ("legal-aid", "police")
IN_OFFICE_SINCE = date(2025, 1, 2)
BY = "演示"
CATALOGUE = "catalogue_real.csv"
NO_PLACE = "来源没有写明地区"
_LOCK = 3_413_001


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the city holds after loading, and how much of it is new."""

    agencies: int
    persons: int
    firms: int
    accounts: int
    published: int
    new: int
    provisional_years: tuple[int, ...]


def load(*, at: datetime) -> Loaded:
    """Fill the demo city as far as it is not filled yet.

    Args:
        at: now, aware; only what the demo itself enters bears this time.

    Returns:
        What the city holds.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            return _load(at)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _load(at: datetime) -> Loaded:
    town = city()
    new = _enter_years(at) + _make_agencies() + _point_sources()
    new += _register(town, at)
    new += _open_accounts() + _give_mandates(town)
    new += _publish_catalogue() + _issue_editions() + enter_default_words(at=OPENED_AT)
    new += _load_other_places()
    new += follow(Account.objects.get(username="wu-zheng"), at=at)
    known = KnownYear.objects.filter(source__startswith="演示用暂定表")
    return Loaded(
        agencies=Agency.objects.count(),
        persons=Subject.objects.filter(kind="person").count(),
        firms=Subject.objects.filter(kind="firm").count(),
        accounts=Account.objects.filter(is_demo=True).count(),
        published=ProofItem.objects.filter(versions__status="published").count(),
        new=new,
        provisional_years=tuple(known.values_list("year", flat=True)),
    )


def _enter_years(at: datetime) -> int:
    kept = dict(KnownYear.objects.values_list("year", "source"))
    missing = [year for year in calendars.years() if not kept.get(year.year, "").startswith(year.source)]
    for year in missing:
        enter_year(
            year=year.year,
            days_off=year.days_off,
            make_up_days=year.make_up_days,
            source=year.source,
            by=BY,
            at=at,
        )
    return len(missing)


@transaction.atomic
def _make_agencies() -> int:
    kept = dict(Agency.objects.values_list("slug", "pk"))
    new = [agency for agency in agencies() if agency.slug not in kept]
    for agency in new:
        made = Agency.objects.create(
            slug=agency.slug,
            name=agency.name,
            short_name=agency.short_name,
            uscc=agency.uscc,
            kind=agency.kind,
            region_code=agency.region_code,
            address=agency.address,
            phone=agency.phone,
            parent_id=kept.get(agency.parent),
        )
        kept[agency.slug] = made.pk
    return len(new)


@transaction.atomic
def _point_sources() -> int:
    made = 0
    for key, row in SOURCES.items():
        address = f"{settings.DEMO_REGISTERS_URL.rstrip('/')}/registers/{key}"
        source, new = Source.objects.get_or_create(key=key, defaults={**row, "address": address})
        if source.address != address:
            source.address, source.failures, source.rests_until = address, 0, None
            source.save(update_fields=["address", "failures", "rests_until"])
        made += new
    return made


def _subjects(town: City) -> dict[str, int]:
    """Key of a person or firm to the subject, as far as they are registered."""
    names = {person.name for person in town.persons} | {firm.name for firm in town.firms}
    kept = {
        subject.id_number: subject.pk for subject in Subject.objects.filter(name__in=names).only("id_number")
    }
    numbers = {p.key: p.id_number for p in town.persons} | {f.key: f.uscc for f in town.firms}
    return {key: kept[number] for key, number in numbers.items() if number in kept}


@transaction.atomic
def _register(town: City, at: datetime) -> int:
    kept = _subjects(town)
    persons: list[tuple[str, str, Person | Firm]] = [("person", p.id_number, p) for p in town.persons]
    firms: list[tuple[str, str, Person | Firm]] = [("firm", f.uscc, f) for f in town.firms]
    new = [row for row in (*persons, *firms) if row[2].key not in kept]
    for kind, number, owner in new:
        register_subject(
            kind=kind,
            name=owner.name,
            id_number=number,
            phone=owner.phone,
            address=owner.address,
            region_code=owner.region_code,
            on=at.date(),
        )
    return len(new)


@transaction.atomic
def _open_accounts() -> int:
    town, subjects = city(), _subjects(city())
    bodies = dict(Agency.objects.values_list("slug", "pk"))
    kept = set(Account.objects.values_list("username", flat=True))
    new = [account for account in accounts() if account.username not in kept]
    made = Account.objects.bulk_create(
        [
            Account(
                username=account.username,
                name=account.name,
                is_demo=True,
                password=make_password(None),
                subject_id=subjects[town.person(account.person).key] if account.person else None,
                agency_id=bodies[account.agency] if account.agency else None,
            )
            for account in new
        ]
    )
    grants = [
        RoleGrant(account=row, role=role, valid_from=IN_OFFICE_SINCE)
        for account, row in zip(new, made, strict=True)
        for role in account.roles
    ]
    RoleGrant.objects.bulk_create(grants)
    return len(made)


@transaction.atomic
def _give_mandates(town: City) -> int:
    subjects = _subjects(town)
    wanted = [
        Mandate(
            agent_id=subjects[firm.representative],
            principal_id=subjects[firm.key],
            kind=Mandate.Kind.LEGAL_REPRESENTATIVE,
            valid_from=firm.established_on,
        )
        for firm in town.firms
    ]
    for child in town.persons:
        if child.relation_to_head in {"子", "女"} and age_on(child, OPENED_AT.date()) < 18:
            grown = child.born_on.replace(year=child.born_on.year + 18, day=min(child.born_on.day, 28))
            wanted.append(
                Mandate(
                    agent_id=subjects[child.household],
                    principal_id=subjects[child.key],
                    kind=Mandate.Kind.GUARDIAN,
                    valid_from=child.born_on,
                    valid_until=grown,
                )
            )
    kept = set(Mandate.objects.values_list("agent_id", "principal_id", "kind"))
    new = [row for row in wanted if (row.agent_id, row.principal_id, row.kind) not in kept]
    Mandate.objects.bulk_create(new)
    return len(new)


def _publish_catalogue() -> int:
    editor = Account.objects.select_related("agency").get(username="qian-shu")
    reviewer = Account.objects.select_related("agency").get(username="wu-zheng")
    content = files("yinuo_demo").joinpath("data", CATALOGUE).read_bytes()
    import_catalogue(
        file_name=CATALOGUE, content=content, by=editor, at=OPENED_AT, agency_for=agency_finder()
    )
    waiting = ProofItem.objects.filter(row_class="A", versions=None).select_related("matter__agency")
    written = completions()
    new = [(item, written[key]) for item in waiting if (key := (item.matter.name, item.name)) in written]
    described: set[int] = set()
    for item, completion in new:
        with transaction.atomic():
            if item.matter_id not in described:
                described.add(item.matter_id)
                _describe(item.matter, completion, editor)
            _describe_item(item, completion, editor)
            _publish(item, completion, editor, reviewer)
    return len(new) + leave_unfinished(editor=editor, at=OPENED_AT + timedelta(days=30))


def _issue_editions() -> int:
    """The catalogue of the city and of two units as editions, three weeks after the procedure began."""
    if Edition.objects.exists():
        return 0
    publisher = Account.objects.select_related("agency").get(username="li-du")
    units = Agency.objects.filter(slug__in=EDITIONS_OF).order_by("pk")
    wanted = [edition_scopes.city(), *(edition_scopes.unit(agency) for agency in units)]
    for days, scope in enumerate(wanted):
        issue_edition(scope=scope, by=publisher, at=FIRST_EDITION_AT + timedelta(days=days))
    return len(wanted)


def _load_other_places() -> int:
    """The same rows are what other places do: from them the demo city learns what it does not do yet."""
    if OtherCatalogue.objects.exists():
        return 0
    editor = Account.objects.select_related("agency").get(username="qian-shu")
    content = files("yinuo_demo").joinpath("data", CATALOGUE).read_bytes()
    return len(
        load_other_catalogue(file_name=CATALOGUE, content=content, by=editor, at=OPENED_AT, place=NO_PLACE)
    )


def _describe(matter: Matter, completion: Completion, editor: Account) -> None:
    describe_matter(matter=matter, words=MatterWords(**completion.matter), by=editor, at=OPENED_AT)


def _describe_item(item: ProofItem, completion: Completion, editor: Account) -> None:
    row = item.rows.order_by("pk").first()
    asker = str(row.raw.get("department", "")) if row is not None else ""
    words = replace(ItemWords.of(item), proves=entity.proves(item.name), asker=asker[:200])
    describe_item(item=item, words=words, by=editor, at=OPENED_AT)
    assess_risks(item=item, risks=(), none_because=entity.why_no_risk(), by=editor, at=OPENED_AT)
    answers = entity.pretests(item, completion, on=OPENED_AT.date())
    answer_pretests(item=item, answers=answers, by=editor, at=OPENED_AT)


def _publish(item: ProofItem, completion: Completion, editor: Account, reviewer: Account) -> None:
    version = draft_version(
        item=item,
        notice=completion.notice,
        facts=completion.facts,
        inputs=completion.inputs,
        plain=completion.plain,
        terms=entity.terms(completion),
        by=editor,
        at=OPENED_AT,
    )
    submit_version(version=version, by=editor, at=OPENED_AT)
    publish_version(version=version, by=reviewer, at=OPENED_AT)


def told(account: DemoAccount) -> str:
    """One line about an account, for the terminal."""
    return f"{account.username:<28}{account.name}　{account.part}"
