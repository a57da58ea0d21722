"""Writes the bench's hundred thousand items: published, with case file, entry and search entry; no guard is switched off."""

from __future__ import annotations

import os
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Max
from django.db.models.functions import Coalesce
from django.utils import timezone

from yinuo.casefile import chain
from yinuo.casefile.models import CaseFile, Entry
from yinuo.casefile.queries import hashed_content
from yinuo.law.texts import CLAUSES
from yinuo.matters.actions import recount_search
from yinuo.matters.grams import EDITION, fragments, levels, prior_of
from yinuo.matters.lifecycle import ITEM_VERSION
from yinuo.matters.models import ItemVersion, Matter, ProofItem, SearchEntry
from yinuo.matters.queries.published import IN_USE
from yinuo.people.models import Account, Agency
from yinuo_demo.bench.manifold import Offered, offered
from yinuo_demo.crowd.rows import Batch, Keys
from yinuo_demo.people import credit_code

if TYPE_CHECKING:
    from collections.abc import Iterable

SEED, AT_A_TIME = 3413, 5_000
MARK, INDEX = "bench", "search_entry_fragments"


def fill(items: int) -> int:
    """Publish as many items of the bench as are missing, and every real one that the demo city keeps unpublished.

    Whether an item may be put under commitment is no question here: the bench is about finding it.

    Args:
        items: how many there shall be; 0 for the real rows alone.

    Returns:
        How many were written.
    """
    published = _publish_real()
    rows = ProofItem.objects.values_list("matter__agency__name", "matter__name", "name", "source")
    known = {(agency, matter, proof): source == MARK for agency, matter, proof, source in rows.iterator()}
    wanted = islice(offered(seed=SEED), items)
    new = [one for one in wanted if (one.agency, one.matter, one.proof) not in known]
    if not new:
        return published
    writer, made = _Writer(), _taken_down()
    for start in range(0, len(new), AT_A_TIME):
        writer.write(new[start : start + AT_A_TIME])
    with connection.cursor() as cursor:
        cursor.execute(made)
    recount_search(at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return published + len(new)


def _publish_real() -> int:
    writer, batch = _Writer(), Batch(Keys())
    missing = (
        ProofItem.objects.exclude(versions__status__in=IN_USE)
        .select_related("matter__agency", "case_file")
        .annotate(numbered=Coalesce(Max("versions__number"), 0))
    )
    items = list(missing)
    for item in items:
        writer.publish(batch, item, {"item_title": item.name}, item.numbered + 1)
        CaseFile.objects.filter(pk=item.case_file_id).update(
            head_number=item.case_file.head_number, head_hash=item.case_file.head_hash
        )
    batch.write()
    recount_search(at=timezone.now())
    return len(items)


def _taken_down() -> str:
    """Take the index down, which is made in one go far sooner than row by row.

    Returns:
        The statement that makes it again.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_indexdef(%s::regclass)", [INDEX])
        [made] = cursor.fetchone()
        cursor.execute(f"DROP INDEX {INDEX}")
    return str(made)


class _Writer:
    def __init__(self) -> None:
        self.at = timezone.now() - timedelta(days=90)
        self.on = timezone.localdate(self.at)
        self.editor = Account.objects.get(username="qian-shu")
        self.reviewer = Account.objects.get(username="wu-zheng")
        self.agencies = {agency.name: agency for agency in Agency.objects.all()}
        self.matters = {(matter.agency_id, matter.name): matter for matter in Matter.objects.all()}
        self.keys = Keys()

    def write(self, rows: Iterable[Offered]) -> None:
        batch = Batch(self.keys)
        for one in rows:
            self._item(batch, one)
        batch.write()

    def _agency(self, one: Offered) -> Agency:
        if one.agency not in self.agencies:
            number = Agency.objects.count()
            self.agencies[one.agency] = Agency.objects.create(
                slug=f"{MARK}-{number}",
                name=one.agency,
                short_name=one.short_name[:40],
                uscc=credit_code("11", 50_000 + number),
                region_code="341300",
            )
        return self.agencies[one.agency]

    def _matter(self, batch: Batch, one: Offered) -> Matter:
        agency = self._agency(one)
        key = (agency.pk, one.matter)
        if key not in self.matters:
            made = Matter(
                name=one.matter, agency=agency, region_code=agency.region_code, summary=f"办{one.matter}。"
            )
            made.pk = self.keys.next_of("matters_matter")
            made.code = f"{MARK}-{made.pk}"
            self.matters[key] = batch.add(made)
        return self.matters[key]

    def _item(self, batch: Batch, one: Offered) -> None:
        matter = self._matter(batch, one)
        number = self.keys.written_number(f"{matter.region_code}M", year=self.at.year)
        file = batch.add(
            CaseFile(
                number=number,
                kind=CaseFile.Kind.ITEM.value,
                agency_id=matter.agency_id,
                region_code=matter.region_code,
                salt=os.urandom(16),
                head_number=0,
                head_hash=chain.FIRST.hex(),
                opened_at=self.at,
            )
        )
        item = ProofItem(
            matter=matter, case_file=file, name=one.proof, row_class="A", source=MARK, uses_a_year=one.uses
        )
        item.pk = self.keys.next_of("matters_proof_item")
        item.slug = f"{MARK}-{item.pk}"
        batch.add(item)
        self.publish(batch, item, _notice(one))

    def publish(self, batch: Batch, item: ProofItem, notice: dict[str, Any], number: int = 1) -> None:
        """A version in use (by default its first) for an item that has none, with the entry that says so and the search entry."""
        version = batch.add(
            ItemVersion(
                item=item,
                case_file=item.case_file,
                number=number,
                status="published",
                notice=notice,
                drafted_by=self.editor,
                reviewed_by=self.reviewer,
                valid_from=self.on,
            )
        )
        self._enter(batch, item.case_file, version)
        matter, prior = item.matter, prior_of(item.uses_a_year or 0)
        names, beside = fragments((matter.name, item.name), (matter.agency.short_name, matter.summary))
        names = [*levels(prior), *names]
        batch.add(SearchEntry(item=item, names=names, beside=beside, prior=prior, edition=EDITION))

    def _enter(self, batch: Batch, file: CaseFile, version: ItemVersion) -> None:
        file.head_number += 1
        entry = Entry(
            case_file_id=file.pk,
            number=file.head_number,
            step="item_version.publish",
            title=ITEM_VERSION.step("publish").title,
            row_table=version._meta.db_table,
            row_id=version.pk,
            to_status=version.status,
            by_id=self.reviewer.pk,
            by_label="法制审核",
            at=self.at,
            basis=CLAUSES["3.2-a"].label,
            facts={"version": version.number},
            previous_hash=file.head_hash,
        )
        previous = bytes.fromhex(file.head_hash)
        entry.hash = file.head_hash = chain.entry_hash(previous, hashed_content(entry)).hex()
        batch.add(entry)


def _notice(one: Offered) -> dict[str, Any]:
    return {"item_title": f"{one.matter}：{one.proof}", "proof_content": one.proof, "public": False}
