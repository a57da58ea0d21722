"""A draft: opened, saved as it is typed, routes chosen per proof item, materials put in and taken out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from yinuo.applications.access import why_not_edit
from yinuo.applications.lifecycle import APPLICATION
from yinuo.applications.models import Application, ApplicationItem, Material
from yinuo.casefile.actions import begin, open_case_file, record, take_step
from yinuo.casefile.models import CaseFile
from yinuo.exchange.comparison import unfit_lines
from yinuo.exchange.queries import answer
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES
from yinuo.matters.models import ItemVersion
from yinuo.people.queries import acts_for, mandates_of

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.documents.uploads import Upload
    from yinuo.exchange.models import Query
    from yinuo.matters.models import Matter
    from yinuo.people.models import Account, Subject

BY_APPLICANT = "申请人"
MOST_MATERIALS = 20


@transaction.atomic
def open_draft(
    *, matter: Matter, applicant: Subject, by: Account, at: datetime, channel: str = "online"
) -> Application:
    """Open a draft for a matter, or return the one already open.

    The published version of each proof item is pinned, so a later version does not change a running case.

    Args:
        matter: what is applied for.
        applicant: for whom; the account must be his or hold his mandate.
        by: the citizen's account.
        at: the moment, aware.
        channel: ``"online"`` or ``"window"``.

    Returns:
        The draft.

    Raises:
        Refused: not the person's to open, of the wrong kind of subject, or nothing published.
    """
    on = timezone.localdate(at)
    if applicant.pk not in acts_for(by, on=on):
        raise Refused(
            Refusal(
                "不能开始办理", "您不能代表这个主体办理", CLAUSES["2.5-f"], "请选择您本人，或者您代表的企业。"
            )
        )
    if (applicant.kind == "person" and not matter.for_persons) or (
        applicant.kind != "person" and not matter.for_firms
    ):
        who = "个人" if applicant.kind == "person" else "企业"
        raise Refused(
            Refusal(
                "不能开始办理",
                f"“{matter.name}”不受理{who}的申请",
                CLAUSES["1-a"],
                "请换一个办理主体，或者查找别的事项。",
            )
        )
    # Locking the applicant makes two first clicks at once find one draft.
    type(applicant).objects.select_for_update().get(pk=applicant.pk)
    kept = Application.objects.filter(matter=matter, applicant=applicant, status="draft").first()
    if kept is not None:
        return kept
    versions = list(
        ItemVersion.objects.filter(item__matter=matter, status__in=("published", "suspended")).select_related(
            "item"
        )
    )
    if not versions:
        raise Refused(
            Refusal(
                "不能开始办理",
                f"“{matter.name}”还没有公布的证明事项",
                CLAUSES["3.2-a"],
                "请联系办理单位，或者过些日子再来。",
            )
        )
    case_file = open_case_file(
        kind=CaseFile.Kind.APPLICATION, agency=matter.agency, region_code=matter.region_code, at=at
    )
    mandate = None
    if by.subject_id != applicant.pk and by.subject is not None:
        mandate = mandates_of(by.subject, on=on).filter(principal=applicant).first()
    application = Application.objects.create(
        case_file=case_file,
        number=case_file.number,
        matter=matter,
        agency=matter.agency,
        region_code=matter.region_code,
        applicant=applicant,
        filed_by=by,
        mandate=mandate,
        channel=channel,
        answers={},
        saved_at=at,
        opened_at=at,
    )
    ApplicationItem.objects.bulk_create(
        [ApplicationItem(application=application, proof_item=v.item, version=v) for v in versions]
    )
    begin(
        application,
        APPLICATION,
        by=by,
        by_label=BY_APPLICANT,
        at=at,
        title="开始办理",
        basis=CLAUSES["2.2-a"],
        facts={"matter": matter.code, "versions": {v.item.slug: v.number for v in versions}},
    )
    return application


@transaction.atomic
def save_draft(
    *, application_id: int, answers: Mapping[str, Any], revision: int | None, by: Account, at: datetime
) -> Application:
    """Keep what was typed so far.

    Args:
        application_id: the draft.
        answers: input key to text; merged into what is kept.
        revision: the revision the page was opened with; None accepts any.
        by, at: who and when.

    Returns:
        The draft with its new revision.

    Raises:
        Refused: no longer a draft, a stranger, or changed in another window meanwhile.
    """
    application = locked(application_id)
    _refuse_unless_drafting(application, by, at)
    if revision is not None and revision < application.revision:
        raise Refused(
            Refusal(
                "没有保存",
                "这件申请在另一个窗口里改过了",
                CLAUSES["2.2-a"],
                "请刷新本页，看到最新内容后再改；两边填的都还在。",
            )
        )
    application.answers = {**(application.answers or {}), **{k: _clean(v) for k, v in answers.items()}}
    application.revision += 1
    application.saved_at = at
    application.save(update_fields=["answers", "revision", "saved_at"])
    return application


@transaction.atomic
def choose_route(
    *, application_id: int, item_id: int, route: str, by: Account, at: datetime
) -> ApplicationItem:
    """Choose, for one proof item, to sign a commitment or to hand in the proof; may be changed until submission.

    Args:
        application_id, item_id: the draft and its proof item.
        route: ``"commit"`` or ``"proof"``; ``"held"`` is chosen by :func:`use_held`.
        by, at: who and when.

    Raises:
        Refused: not a draft (nor waiting for evidence), a stranger, or an unknown route.
    """
    application = locked(application_id)
    _refuse_unless_drafting(application, by, at)
    if route not in {ApplicationItem.Route.COMMIT, ApplicationItem.Route.PROOF}:
        raise Refused(
            Refusal("没有选上", "没有这种办法", CLAUSES["2.2-a"], "请在“签承诺”和“交证明”里选一个。")
        )
    item = application.items.select_for_update().get(pk=item_id)
    if item.route != route:
        item.route, item.chosen_at, item.held_query = route, at, None
        item.save(update_fields=["route", "chosen_at", "held_query"])
        record(
            case_file_id=application.case_file_id,
            step="applications.choose_route",
            title=f"选择办法：{item.get_route_display()}",
            by=by,
            by_label=BY_APPLICANT,
            at=at,
            basis=CLAUSES["2.2-a"],
            facts={"item": item.proof_item_id, "route": route},
        )
    return item


@transaction.atomic
def use_held(
    *, application_id: int, item_id: int, query: Query, by: Account, at: datetime
) -> ApplicationItem:
    """Choose the third way for a proof item: the office already holds the data and the person lets it be used.

    Args:
        query: the register's answer, put for this case; it must be answered and about the applicant.

    Raises:
        Refused: the register did not answer, found nothing, or says otherwise than the item must show; the answer is
            about somebody else, of another case, or of a register that the item does not name.
    """
    application = locked(application_id)
    _refuse_unless_drafting(application, by, at)
    item = application.items.select_for_update(of=("self",)).select_related("version").get(pk=item_id)
    _refuse_unfit(application, item, query)
    item.route, item.chosen_at, item.held_query = ApplicationItem.Route.HELD, at, query
    item.save(update_fields=["route", "chosen_at", "held_query"])
    record(
        case_file_id=application.case_file_id,
        step="applications.use_held",
        title="选择办法：用机关已有数据",
        by=by,
        by_label=BY_APPLICANT,
        at=at,
        basis=CLAUSES["2.4-e"],
        facts={"item": item.proof_item_id, "route": "held", "query": query.pk, "digest": query.digest},
    )
    return item


def _refuse_unfit(application: Application, item: ApplicationItem, query: Query) -> None:
    """Refuse data that do not show what the proof would show."""
    facts, source = item.version.facts, query.source
    ours = query.subject_id == application.applicant_id and query.case_file_id == application.case_file_id
    why, instead = "", "请改为签承诺，或者交证明。"
    if query.outcome == query.Outcome.FAILED:
        why = f"“{source.name}”这会儿没有应答"
        instead = "您可以过一会儿再试，也可以改为签承诺或者交证明，不耽误办理。"
    elif not ours or not facts or {fact.get("source_key") for fact in facts} != {source.key}:
        why = "这份数据不是为这件申请、这项证明查的"
    elif query.outcome == query.Outcome.NOT_FOUND:
        why = f"“{source.name}”里没有查到您的记录"
    elif said := unfit_lines(facts, answer(query)):
        why = f"“{source.name}”里您的记录是：{'；'.join(said)}，和这份证明要证明的不一样"
        instead = "数据有错的，可以请数据单位更正；实际情况符合的，可以交证明。"
    if why:
        raise Refused(Refusal("不能用机关已有数据", why, CLAUSES["2.4-e"], instead))


@transaction.atomic
def add_material(
    *, application_id: int, item_id: int | None, upload: Upload, by: Account, at: datetime
) -> Material:
    """Put a checked file into the case; the same file twice is kept once.

    Args:
        application_id: the draft, or the application waiting for evidence.
        item_id: the proof item it proves, or None.
        upload: the file, already checked by content.

    Raises:
        Refused: nothing can be handed in now, or there are twenty files already.
    """
    application = locked(application_id)
    _refuse_unless_open_for_materials(application, by, at)
    kept = application.materials.filter(item=item_id, digest=upload.digest, removed_at__isnull=True).first()
    if kept is not None:
        return kept
    if application.materials.filter(removed_at__isnull=True).count() >= MOST_MATERIALS:
        raise Refused(
            Refusal(
                "没有收下",
                f"一件申请最多交 {MOST_MATERIALS} 个文件",
                CLAUSES["2.3-b"],
                "请先移除用不着的文件，或者把多页合成一个 PDF。",
            )
        )
    name = f"materials/{upload.digest[:2]}/{upload.digest}"
    if not default_storage.exists(name):
        name = default_storage.save(name, ContentFile(upload.content))
    material = Material.objects.create(
        application=application,
        item_id=item_id,
        name=upload.name,
        media_type=upload.media_type,
        size=len(upload.content),
        digest=upload.digest,
        file=name,
        by=by,
        at=at,
    )
    record(
        case_file_id=application.case_file_id,
        step="applications.add_material",
        title="交来材料",
        by=by,
        by_label=BY_APPLICANT,
        at=at,
        basis=CLAUSES["2.2-b"],
        facts={"material": material.pk, "digest": material.digest, "size": material.size, "item": item_id},
    )
    return material


@transaction.atomic
def remove_material(*, application_id: int, material_id: int, by: Account, at: datetime) -> Material:
    """Take a material out again before submission; the record that it was there stays."""
    application = locked(application_id)
    _refuse_unless_open_for_materials(application, by, at)
    material = application.materials.select_for_update().get(pk=material_id)
    if material.removed_at is None:
        material.removed_at = at
        material.save(update_fields=["removed_at"])
        record(
            case_file_id=application.case_file_id,
            step="applications.remove_material",
            title="取回材料",
            by=by,
            by_label=BY_APPLICANT,
            at=at,
            facts={"material": material.pk, "digest": material.digest},
        )
    return material


@transaction.atomic
def discard(*, application_id: int, by: Account, at: datetime) -> Application:
    """Delete a draft: what was typed is erased, the number stays used."""
    application = locked(application_id)
    _refuse_stranger(application, by, at)
    take_step(
        application, APPLICATION, "discard", by=by, by_label=BY_APPLICANT, at=at, also={"answers": None}
    )
    return application


def locked(application_id: int) -> Application:
    """The application, its row locked until the transaction ends."""
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("matter", "agency", "applicant")
        .get(pk=application_id)
    )


def _refuse_stranger(application: Application, by: Account, at: datetime) -> None:
    refusal = why_not_edit(by, application, on=timezone.localdate(at))
    if refusal is not None:
        raise Refused(refusal)


def _refuse_unless_drafting(application: Application, by: Account, at: datetime) -> None:
    _refuse_stranger(application, by, at)
    APPLICATION.refuse_unless_open("submit", application.status)


def _refuse_unless_open_for_materials(application: Application, by: Account, at: datetime) -> None:
    _refuse_stranger(application, by, at)
    if application.status != "evidence_asked":
        APPLICATION.refuse_unless_open("submit", application.status)


def _clean(value: Any) -> Any:
    """Text without control characters (PostgreSQL refuses NUL), at most 2,000 characters."""
    if not isinstance(value, str):
        return value
    return "".join(c for c in value if c == "\n" or c.isprintable())[:2000].strip()
