"""Every address of the house × every role × a citizen × a stranger × nobody: each view has its door, and rows have owners."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter
from django.utils import timezone
from tests.cast import REGION, citizen, firm_number, officer
from tests.conftest import AT
from tests.portals.applicant.cases import draft
from tests.portals.office import by_hand, case, client_of, content, contradicted, credited, heard, picture
from tests.rooms.matters.bases import changed, open_all, read_all
from tests.rooms.supervision.pooling import announced_draw

from yinuo.applications import actions as applications
from yinuo.applications.models import Material
from yinuo.casefile.models import Entry
from yinuo.documents.uploads import check_upload
from yinuo.exchange.models import OutboxMessage
from yinuo.law.adjusting import ChangeKind
from yinuo.matters.actions import advance, copy_item, hand_in, map_columns
from yinuo.matters.models import CatalogueImport, RevisionTask
from yinuo.matters.queries import mapping_guess
from yinuo.people.models import Account, Agency, Role
from yinuo.people.queries import roles_of
from yinuo.verification.actions import conclude
from yinuo.verification.models import Finding

ON = AT.date()
NOBODY = "nobody"
LIST = "证明名称,行政事项,办理部门\n收入证明,申请低保,市司法局\n"
TRIED = {
    "reason": "材料齐全符合条件，准予。",
    "kind": "grant",
    "outcome": "agrees",
    "explanation": "看了户口簿原件",
    "duty_done": "yes",
    "upheld": "yes",
    "disposition": "annul",
    "grade": "minor",
    "amount": "0",
    "persons_affected": "0",
    "text": "我要说明情况",
    "to": "1",
    "route": "commit",
    "act": "repair",
    "action": "next",
}
"""What a stranger might post: enough for every form."""
PEOPLE = (
    NOBODY,
    "lin",
    "cheng",
    "zhao",
    "zhou",
    "sun",
    "qian",
    "wu",
    "zheng",
    "li",
    "wang",
    "feng",
    "roleless",
)

NO_ROW = {
    "public:item": "published for everybody",
    "public:paper": "published for everybody",
    "public:version": "published for everybody",
    "public:poster": "published for everybody",
    "public:unit_poster": "a unit, known to everybody",
    "public:edition": "published for everybody",
    "public:edition_file": "published for everybody",
    "public:difference": "published for everybody",
    "public:papers": "published for everybody",
    "public:all_papers": "published for everybody",
    "public:check": "whoever holds the paper has its code",
    "api:item": "published for everybody",
    "api:edition": "published for everybody",
    "api:check": "whoever holds the paper has its code",
    "applicant:start": "an item of the catalogue, published for everybody",
    "oversight:list": "a figure; its rows are those of the officer's reach",
    "oversight:download": "a figure; its rows are those of the officer's reach",
    "public:text": "published for everybody",
    "desk:imports": "no parameter",
    "desk:feed": "whoever holds the address, which ends with the account",
    **dict.fromkeys(
        (
            "desk:text",
            "desk:text_describe",
            "desk:text_name",
            "desk:undo_merge",
            "desk:change",
            "desk:text_change",
            "desk:change_progress",
            "desk:change_drafts",
            "desk:change_withdraw",
        ),
        "a legal text or its change; the register is the city's, what a verb does is asked of the role",
    ),
    "public:log_head": "published for everybody",
    "public:log_continuation": "published for everybody",
    "public:draw": "published for everybody",
    "public:draw_file": "published for everybody",
    "public:download_as": "a form of the published catalogue, for everybody",
    "desk:outside": "an item of other places' public lists, for every editor of the city",
    "desk:copy": "published for everybody; whom it is copied to is asked of the role",
}
"""Addresses with a parameter that names nobody's row, each with the reason; every other one is somebody's."""


def addresses() -> Iterator[tuple[str, URLPattern]]:
    """Every address with its full name."""

    def within(patterns: list[Any], space: str) -> Iterator[tuple[str, URLPattern]]:
        for one in patterns:
            if isinstance(one, URLResolver):
                yield from within(one.url_patterns, f"{one.namespace}:" if one.namespace else space)
            else:
                yield f"{space}{one.name}", one

    yield from within(get_resolver().url_patterns, "")


ADDRESSES = dict(addresses())


def somewhere(name: str) -> str:
    """The address with something in its parameters; the door is asked before anybody looks for the row."""
    converters = ADDRESSES[name].pattern.converters
    return reverse(
        name,
        kwargs={key: 999_999 if isinstance(one, IntConverter) else "x" for key, one in converters.items()},
    )


@pytest.fixture(autouse=True)
def open_house(settings, monkeypatch):
    """Demo mode, since the cast are demo accounts; pages read a clock that stands."""
    settings.DEMO = True
    settings.YINUO_RECEIVERS = {"credit-platform": "http://127.0.0.1:9/none"}
    monkeypatch.setattr(timezone, "now", lambda: AT + timedelta(minutes=30))


def test_there_are_addresses_to_walk():
    assert len(ADDRESSES) > 70


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_view_has_a_door(name):
    assert getattr(ADDRESSES[name].callback, "door", None) is not None, (
        f"{name} says nothing about who may enter"
    )


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_door_names_roles_there_are(name):
    assert ADDRESSES[name].callback.door.roles <= {role.value for role in Role}


@pytest.mark.clause("2.5-f")
@pytest.mark.parametrize("person", PEOPLE)
def test_nobody_enters_where_the_door_does_not_admit(city, person):
    account = (
        None
        if person == NOBODY
        else officer("roleless", "无角色", city.bureau)
        if person == "roleless"
        else getattr(city, person)
    )
    roles = roles_of(account, on=ON) if account is not None else frozenset()
    wrong, client = [], client_of(account)
    for name, pattern in ADDRESSES.items():
        admitted, address = pattern.callback.door.admits(account, roles), somewhere(name)
        for method in ("get", "post"):
            if method == "post" and admitted:
                continue
            answer = getattr(client, method)(address)
            turned_away = answer.status_code == 403 or answer.headers.get("Location", "").startswith(
                "/enter/?next="
            )
            if turned_away is admitted or answer.status_code >= 500:
                wrong.append(f"{method} {name}: {answer.status_code}, admitted: {admitted}")
    assert wrong == []


def test_an_api_refuses_in_json_and_a_page_in_words(city):
    assert client_of(city.lin).get("/desk/")["Content-Type"].startswith("text/html")
    assert client_of().get("/api/v1/nothing/")["Content-Type"].startswith("application/json")


def test_a_demo_account_enters_nothing_but_what_everybody_may_outside_demo_mode(city, settings):
    settings.DEMO = False
    client = client_of(city.zhou)
    for name, pattern in ADDRESSES.items():
        if not pattern.callback.door.public:
            assert client.get(somewhere(name)).status_code == 403, name


def test_a_role_that_ended_opens_no_door(city):
    city.zhou.grants.update(valid_until=ON)

    assert client_of(city.zhou).get("/desk/").status_code == 403


def rows(city: Any) -> dict[str, dict[str, Any]]:
    """For every address that shows somebody's row: a row of the bureau's, or of Lin's."""
    proceeding = heard(city, city.cheng, code="SZ-102")
    told_of = contradicted(city, city.zhou_xian, code="SZ-103")
    task = by_hand(city, code="SZ-104")
    seen = conclude(
        task_id=by_hand(city, code="SZ-105").pk,
        outcome="agrees",
        explanation="看了户口簿原件，一致。",
        evidence_file=check_upload(picture().read(), "a.png"),
        by=city.sun,
        at=AT + timedelta(minutes=20),
    )
    handed = _handed_in(city)
    number = {"number": case(task).number}
    mine = {"number": draft(city, route="commit").number}
    item = city.matter.applications.get(number=mine["number"]).items.get().pk
    done = credited(city)  # last: from here on neither Lin nor Tao may promise
    message = OutboxMessage.objects.create(
        key="k",
        receiver="credit-platform",
        kind="repaired",
        case_file=done.determination.case_file,
        payload={},
        status="failed",
        next_at=AT,
        created_at=AT,
    )
    handed_list = _list_in_hand(city)
    a_list, a_row = {"pk": handed_list.pk}, {"pk": handed_list.pk, "row": handed_list.rows.first().pk}
    a_draw = {"pk": announced_draw(city, at=timezone.now()).pk}
    clause = {**mine, "item": item}
    paper = {"pk": task.commitment.letter_id}
    check = {"pk": task.pk}
    entry, version = {"slug": city.item.slug}, {"pk": city.version.pk}
    return {
        **dict.fromkeys(("desk:case", "desk:decide", "desk:ask", "desk:take_back", "desk:reveal"), number),
        "desk:document": {**number, "document_id": task.commitment.letter_id},
        "desk:material": {"number": handed.application.number, "material_id": handed.pk},
        "desk:open_proceeding": {"finding_id": told_of.pk},
        "desk:proceeding": {"proceeding_id": proceeding.pk},
        "desk:repair": {"repair_id": done.repair.pk},
        "desk:objection": {"objection_id": done.objection.pk},
        **dict.fromkeys(("desk:item", "desk:facts", "desk:edit", "desk:edit_save", "desk:edit_ready"), entry),
        **dict.fromkeys(("desk:review", "desk:preview"), version),
        "desk:item": {"slug": city.item.slug},
        "desk:validity": {"pk": city.version.pk},
        **dict.fromkeys(("desk:draw", "desk:draw_file"), a_draw),
        "desk:bases": {"slug": city.item.slug},
        "desk:item_review": {"slug": city.item.slug},
        "desk:revision": {"pk": _revision(city)},
        "desk:revision_step": {"pk": _revision(city), "step": "draft_revision"},
        "desk:version_step": {"pk": city.version.pk, "step": "suspend"},
        "desk:check_copy": {"slug": _copied(city)},
        "desk:papers": {"pk": city.version.pk},
        "desk:all_papers": {"pk": city.version.pk},
        "desk:paper": {"pk": city.version.pk, "kind": "notice", "ending": "pdf"},
        "desk:agency_papers": {"slug": city.bureau.slug},
        **dict.fromkeys(
            (
                "desk:import",
                "desk:import_file",
                "desk:import_progress",
                "desk:import_columns",
                "desk:import_agencies",
            ),
            a_list,
        ),
        "desk:import_step": {**a_list, "step": "drop"},
        "desk:import_row": a_row,
        "desk:import_row_step": {**a_row, "step": "skip"},
        **dict.fromkeys(("field:task", "field:take", "field:assign"), check),
        "field:reassess": {"pk": told_of.task_id},
        "field:proceed": {"pk": told_of.task_id},
        "field:evidence": {"pk": seen.task_id, "finding": seen.pk},
        "oversight:retry": {"pk": message.pk},
        **dict.fromkeys(
            (
                "applicant:routes",
                "applicant:details",
                "applicant:save",
                "applicant:notice",
                "applicant:sign",
                "applicant:discard",
            ),
            mine,
        ),
        **dict.fromkeys(("applicant:notice_of", "applicant:tick"), clause),
        **dict.fromkeys(
            (
                "applicant:case",
                "applicant:receipt",
                "applicant:log_receipt",
                "applicant:progress",
                "applicant:supply",
                "applicant:withdraw_all",
            ),
            number,
        ),
        "applicant:represent": {"number": done.repair.case_file.number},
        "applicant:withdraw": {**number, "commitment": task.commitment_id},
        "applicant:document": paper,
        "applicant:making": paper,
        "applicant:material": {"pk": handed.pk},
        "applicant:determination": {"pk": done.determination.pk},
    }


def _list_in_hand(city: Any) -> CatalogueImport:
    """A list of the bureau's that was checked and waits to be taken in."""
    made = hand_in(file_name="清单.csv", content=LIST.encode(), by=city.qian, at=AT)
    columns = {one.heading.index: one.name for one in mapping_guess(made).columns}
    told = {"sheet": 0, "columns": columns, "row_class": "C", "source": "测试", "split": True}
    map_columns(import_id=made.pk, by=city.qian, at=AT, **told)
    return advance(import_id=made.pk, at=AT)


def _handed_in(city: Any) -> Material:
    """A proof of Lin's in a case that was handed in."""
    opened = draft(city, route="proof", matter=city.slow_matter)
    upload = check_upload(picture().read(), "证明.png")
    for item in opened.items.all():
        applications.add_material(
            application_id=opened.pk, item_id=item.pk, upload=upload, by=city.lin, at=AT
        )
    applications.submit(application_id=opened.pk, by=city.lin, at=AT)
    return Material.objects.get(application=opened)


def _copied(city: Any) -> str:
    """The address of an item that a third body had copied for it, which is neither the bureau's nor the stranger's."""
    third = Agency.objects.create(
        slug="mzj", name="宿州市民政局", short_name="市民政局", uscc=firm_number(9, "11"), region_code=REGION
    )
    return copy_item(item=city.item, to=third, by=city.qian, at=AT).item.slug


def _revision(city: Any) -> int:
    """A task to revise the bureau's item, because the article it rests on was amended."""
    read_all()
    open_all(changed(city, "法律援助法", ChangeKind.AMENDED, "第四十一条"))
    return RevisionTask.objects.get(proof_item=city.item).pk


def test_every_address_with_a_parameter_is_somebodys_row_or_says_why_not(city):
    with_parameter = {name for name, pattern in ADDRESSES.items() if pattern.pattern.converters}

    assert with_parameter == set(rows(city)) | (set(NO_ROW) & with_parameter)


def owners(name: str, city: Any) -> list[Account]:
    """Who may see the row."""
    if name.startswith("applicant:"):
        return [city.lin]
    return [city.zhou, city.sun, city.zheng, city.qian, city.wu, city.wang]


def strangers(city: Any) -> dict[bool, Any]:
    """Clients of people the same doors admit, to whom no row of the walk belongs: another citizen, another agency's officer."""
    every_role_but_the_bureau = [
        role for role in Role if role not in {Role.JUSTICE_BUREAU, Role.ADMINISTRATOR}
    ]
    return {
        True: client_of(citizen(150, "stranger", "生人")),
        False: client_of(officer("elsewhere", "别家", city.police, *every_role_but_the_bureau)),
    }


@pytest.mark.clause("2.5-f")
def test_somebody_elses_row_is_not_there_and_nothing_of_it_moves(city):
    keys, clients, found = rows(city), strangers(city), []
    before = Finding.objects.count(), Entry.objects.count()
    for name, key in keys.items():
        client, address = clients[name.startswith("applicant:")], reverse(name, kwargs=key)
        for method in ("get", "post"):
            answer = getattr(client, method)(address, TRIED)
            if answer.status_code not in {404, 405}:
                found.append(f"{method} {name}: {answer.status_code}")
    assert found == []
    assert (Finding.objects.count(), Entry.objects.count()) == before


def test_the_rows_of_this_walk_are_there_for_those_they_belong_to(city):
    clients = {
        account: client_of(account) for account in {one for name in ADDRESSES for one in owners(name, city)}
    }
    missing = []
    for name, keys in rows(city).items():
        answers = [clients[owner].get(reverse(name, kwargs=keys)) for owner in owners(name, city)]
        codes = {answer.status_code for answer in answers if content(answer) is not None}
        if not codes & {200, 202, 302, 405}:
            missing.append(f"{name}: {sorted(codes)}")
    assert missing == []
