"""Items with bases, and changes of the texts they name, as tests need them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.cast import LOW_INCOME_FACT, notice_of
from tests.conftest import AT

from yinuo.casefile.actions import open_case_file
from yinuo.casefile.models import CaseFile
from yinuo.law.adjusting import ChangeKind
from yinuo.law.citing import read
from yinuo.matters.actions import (
    ChangeWords,
    close_revisions,
    draft_version,
    open_revisions,
    publish_version,
    read_bases,
    record_change,
    submit_version,
)
from yinuo.matters.models import ItemVersion, LegalText, ProofItem, TextChange
from yinuo.matters.queries import texts_named
from yinuo.people.models import Agency

DEED_TAX = "《契税暂行条例》第六条"
DEED_LAW = "《中华人民共和国契税法》第六条"


def bare(city: Any, name: str, basis: str, *, agency: Agency | None = None, matter: Any = None) -> ProofItem:
    """An item as an import leaves it: no version yet."""
    home = matter or city.matter
    if agency is not None and agency != home.agency:
        home = type(home).objects.get_or_create(
            agency=agency,
            name=f"{agency.short_name}的事项",
            defaults={"code": f"SZ-{agency.pk}", "kind": "licence", "region_code": "341302"},
        )[0]
    file = open_case_file(kind=CaseFile.Kind.ITEM, agency=home.agency, region_code=home.region_code, at=AT)
    return ProofItem.objects.create(
        matter=home,
        case_file=file,
        slug=f"item-{file.pk}",
        name=name,
        basis=basis,
        row_class="A",
        source="测试",
    )


def published(city: Any, item: ProofItem, basis: str, **notice: Any) -> ItemVersion:
    """The next version of an item, through the verbs."""
    facts = notice.pop("facts", [LOW_INCOME_FACT])
    version = draft_version(
        item=item,
        notice={**notice_of(item.matter.name, item.name), "basis": basis, **notice},
        facts=facts,
        inputs=[],
        plain={"summary": "一句话"},
        by=city.qian,
        at=AT,
    )
    submit_version(version=version, by=city.qian, at=AT)
    return publish_version(version=version, by=city.wu, at=AT)


def item_on(city: Any, basis: str, *, name: str = "完税证明", **more: Any) -> ProofItem:
    """A published item whose own basis and whose notice name the same."""
    item = bare(city, name, basis, **more)
    published(city, item, basis)
    return item


def read_all(at: Any = AT) -> None:
    """Read until nothing is left."""
    while read_bases(at=at):
        pass


def text(name: str) -> LegalText:
    """The text of a name."""
    return texts_named([name])[name]


def words(kind: ChangeKind, places: str = "", **more: Any) -> ChangeWords:
    """A change as it is entered; places written as in ``第六条``."""
    found = tuple(one.place for one in read(places).references)
    given = {"in_force_on": date(2021, 9, 1), "source": "《中华人民共和国契税法》第十六条", **more}
    return ChangeWords(kind, found, **given)


def changed(
    city: Any, name: str, kind: ChangeKind, places: str = "", *, by: Any = None, at: Any = AT, **more: Any
) -> TextChange:
    """A change entered, its tasks not opened yet."""
    return record_change(text=text(name), words=words(kind, places, **more), by=by or city.wu, at=at)


def repealed(city: Any, *, at: Any = AT) -> TextChange:
    """契税暂行条例 repealed as a whole, and its tasks opened."""
    change = changed(city, "契税暂行条例", ChangeKind.REPEALED, at=at)
    open_all(change)
    return change


def replaced(city: Any, new: str = DEED_LAW, places: str = "") -> TextChange:
    """契税暂行条例 replaced by the law, and its tasks opened."""
    [reference] = read(new).references
    change = changed(city, "契税暂行条例", ChangeKind.REPLACED, places, replaced_by=reference)
    open_all(change)
    return change


def open_all(change: TextChange, at: Any = AT) -> int:
    """Open the tasks of a change, as the worker does."""
    count = 0
    while made := open_revisions(change_id=change.pk, at=at):
        count += made
    return count


def come_round(at: Any = None) -> int:
    """What the worker does each minute: read, then close."""
    moment = at or AT + timedelta(minutes=1)
    read_all(moment)
    return close_revisions(at=moment)
