"""Publishing the catalogue: what is in force on a day is frozen, numbered, digested and signed in one act (方案三（二）)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from yinuo.casefile.actions import open_case_file, record
from yinuo.casefile.models import CaseFile
from yinuo.documents.actions import new_check_code, request_document
from yinuo.documents.models import Document
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES
from yinuo.matters.access import why_not_issue
from yinuo.matters.actions.publication import stated_reason
from yinuo.matters.edition_changes import differences
from yinuo.matters.edition_lines import content_of, digest_of
from yinuo.matters.edition_scopes import PREFIX, Numbered
from yinuo.matters.models import Edition, EditionLine
from yinuo.matters.papers import edition_content
from yinuo.matters.queries import editions, in_force, latest, line_of, lines_of
from yinuo.people.queries import roles_of

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.matters.edition_scopes import Scope
    from yinuo.people.models import Account

BY_PUBLISHER = "目录公布人"
_LOCK = 3_413_005


class AlreadyIssued(Refused):
    """The very same catalogue has been published today; ``edition`` is where."""

    def __init__(self, refusal: Refusal, edition: Edition) -> None:
        super().__init__(refusal)
        self.edition = edition


@transaction.atomic
def issue_edition(
    *, scope: Scope, by: Account, at: datetime, corrects: Edition | None = None, reason: str = ""
) -> Edition:
    """Publish the catalogue of a scope as it is today: frozen line by line, numbered, digested, its paper to be signed.

    It cannot be undone. What was published wrongly is published anew by an edition that names the one it corrects.

    Args:
        scope: the whole city, a county or a unit.
        by: a legal reviewer of the unit, the justice bureau of the county, or either of the bureau in charge.
        at: the moment, aware; the day is that of the edition.
        corrects: the edition of the same scope that it corrects, if any.
        reason: why it is corrected.

    Returns:
        The edition; its paper is made by a job, in the name and with the key of the agency of who published it.

    Raises:
        AlreadyIssued: today's catalogue of the scope has been published with the very same content.
        Refused: not this person's to publish, a correction without a reason, of another scope, of an edition that has
            been corrected already, or nothing is in force and nothing was ever published.
    """
    on = timezone.localdate(at)
    refusal = why_not_issue(by, scope.region_code, scope.agency, on=on)
    if refusal is not None:
        raise Refused(refusal)
    # One series of numbers for the whole city: who publishes waits for who is publishing.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    why = _correction(scope, corrects, reason)
    found = sorted(((line_of(version), version) for version in in_force(scope)), key=lambda one: one[0].place)
    lines, last = tuple(line for line, _ in found), latest(scope)
    if not lines and last is None:
        raise Refused(_nothing_yet(scope))
    said = scope.as_json()
    digest = digest_of(content_of(said, on.isoformat(), lines))
    same = editions().filter(content_digest=digest).first()
    if same is not None:
        raise AlreadyIssued(_same(same), same)
    issuer = by.agency
    if issuer is None:
        raise ValueError("an officer belongs to an agency")
    serial = (Edition.objects.filter(year=on.year).aggregate(last=Max("serial"))["last"] or 0) + 1
    name, code = Numbered(scope, on.year, serial), new_check_code()
    difference = differences(lines_of(last) if last is not None else (), lines)
    file = open_case_file(kind=CaseFile.Kind.CATALOGUE, agency=issuer, region_code=scope.region_code, at=at)
    document = request_document(
        case_file_id=file.pk,
        kind=Document.Kind.EDITION,
        number_prefix=PREFIX,
        number=name.number,
        title=name.title,
        check_code=code,
        at=at,
        content=edition_content(
            name=name,
            issuer=issuer,
            check_code=code,
            lines=lines,
            difference=difference,
            follows=last,
            corrects=corrects,
            reason=why,
            digest=digest,
            on=on,
            at=at,
        ),
    )
    edition = Edition.objects.create(
        year=on.year,
        serial=serial,
        number=name.number,
        scope=scope.kind,
        region_code=scope.region_code,
        agency=scope.agency,
        scope_said=said,
        title=name.title,
        as_of=on,
        count=len(lines),
        content_digest=digest,
        follows=last,
        corrects=corrects,
        correction_reason=why,
        case_file=file,
        document=document,
        issued_by=by,
        issued_at=at,
    )
    EditionLine.objects.bulk_create(
        EditionLine(
            edition=edition, position=position, item=version.item, version=version, said=line.as_json()
        )
        for position, (line, version) in enumerate(found, start=1)
    )
    record(
        case_file_id=file.pk,
        step="matters.issue_edition",
        title=f"公布目录：{name.number}",
        by=by,
        by_label=BY_PUBLISHER,
        at=at,
        row=edition,
        basis=CLAUSES["3.2-a"],
        facts={
            "number": name.number,
            "scope": said,
            "on": on,
            "count": len(lines),
            "content_digest": digest,
            "difference": difference.counts(),
            "follows": last.number if last is not None else "",
            "corrects": corrects.number if corrects is not None else "",
            "reason": why,
            "roles": sorted(roles_of(by, on=on)),
        },
    )
    return edition


def _correction(scope: Scope, corrects: Edition | None, reason: str) -> str:
    """The reason of a correction; empty where nothing is corrected."""
    if corrects is None:
        return ""
    why = stated_reason(reason, "没有公布更正")[:300]
    against = ""
    if not editions(scope).filter(pk=corrects.pk).exists():
        against = f"{corrects.number} 不是{scope.name}的目录"
    elif Edition.objects.filter(corrects=corrects).exists():
        against = f"{corrects.number} 已经更正过，更正它的是 {corrects.corrected_by.number}"
    if against:
        raise Refused(
            Refusal(
                "没有公布更正",
                against,
                CLAUSES["3.2-b"],
                "请选同一范围里要更正的那一期；更正也有错的，更正那份更正。",
            )
        )
    return why


def _same(edition: Edition) -> Refusal:
    return Refusal(
        "没有再次公布",
        f"今天已经公布过同样的内容：{edition.number}",
        CLAUSES["3.2-a"],
        "请直接用已经公布的那一期；目录有了变化，再公布新的一期。",
    )


def _nothing_yet(scope: Scope) -> Refusal:
    return Refusal(
        "还没有可以公布的目录",
        f"{scope.name}还没有已经公布的证明事项",
        CLAUSES["3.2-a"],
        "请先把事项编好、审核、公布，再按期公布目录。",
    )
