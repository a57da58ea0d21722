"""承诺: the letter is signed, the plan of checks drawn up and told with it, the application handed in; one act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from yinuo.applications.actions import submit
from yinuo.applications.lifecycle import APPLICATION
from yinuo.applications.models import Application, ApplicationItem
from yinuo.casefile.actions import begin, next_number
from yinuo.commitments.actions.telling import refuse_stranger
from yinuo.commitments.letters import letter_content
from yinuo.commitments.lifecycle import COMMITMENT
from yinuo.commitments.models import Commitment
from yinuo.commitments.queries import eligibility, plan, plan_row, showing_of, unconfirmed
from yinuo.credit.queries import standing
from yinuo.documents.actions import deliver, new_check_code, request_document
from yinuo.documents.models import Delivery, Document
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.notice import NOTICE_CLAUSES
from yinuo.law.texts import CLAUSES, E_SIGNATURE

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.commitments.models import NoticeShowing
    from yinuo.law.credit import Standing
    from yinuo.law.grammar import Conclusion
    from yinuo.law.verification import PlanLine
    from yinuo.people.models import Account

_TITLES = {clause.key: clause.title for clause in NOTICE_CLAUSES}
LAST_CHARACTERS = 4


@dataclass(frozen=True, slots=True)
class Signature:
    """How the person signed.

    Attributes:
        picture: the drawn signature as PNG, or None.
        typed_name: the full name typed instead, by keyboard.
        identity_end: last four characters of the signer's own identity number, typed again.
        identity: one of :class:`Commitment.Identity`.
    """

    picture: bytes | None
    typed_name: str
    identity_end: str
    identity: str = Commitment.Identity.PASSWORD


@transaction.atomic
def sign(*, application_id: int, signature: Signature, by: Account, at: datetime) -> list[Commitment]:
    """Sign one letter for each proof item that is to be promised, and hand in the application with them.

    Args:
        application_id: the draft; a second click finds it submitted and changes nothing.
        signature: how the person signed and confirmed who he is.
        by: the applicant's account, or that of who acts for him.
        at: the moment, aware.

    Returns:
        The commitments, each with its letter in the making.

    Raises:
        Refused: a stranger; not a draft; a notice not yet shown or confirmed; not eligible (with rule, record, date
            and cure); the identity does not fit; no signature; another item lacks its proof.
    """
    application = (
        Application.objects.select_for_update(of=("self",))
        .select_related("matter", "agency", "applicant", "case_file")
        .get(pk=application_id)
    )
    refuse_stranger(application, by, at)
    APPLICATION.refuse_unless_open("submit", application.status)
    items = list(
        application.items.filter(route=ApplicationItem.Route.COMMIT)
        .select_related("proof_item", "version__item")
        .order_by("proof_item_id")
    )
    _refuse_bad_signature(signature, by)
    _refuse_missing_answers(application, items)
    on = timezone.localdate(at)
    stands = standing(application.applicant_id, on=on)
    commitments = [_sign_item(application, item, signature, stands, by, at) for item in items]
    submit(application_id=application.pk, by=by, at=at, held=application)
    for commitment in commitments:
        # The bell: the plan becomes checks at once. If it is lost, verification comes round for it.
        app.configure_task("verification.plan", queue="cases").defer(commitment_id=commitment.pk)
    return commitments


def _sign_item(
    application: Application,
    item: ApplicationItem,
    signature: Signature,
    stands: Conclusion[Standing],
    by: Account,
    at: datetime,
) -> Commitment:
    on = timezone.localdate(at)
    showing = showing_of(item)
    open_clauses = unconfirmed(showing)
    if showing is None or open_clauses:
        named = "、".join(f"“{_TITLES[key]}”" for key in open_clauses)
        raise Refused(
            Refusal(
                "还不能签署",
                f"“{item.proof_item.name}”的告知书还没有确认：{named}",
                CLAUSES["2.3-a"],
                "请回到告知书，逐条看过并确认后再签。",
            )
        )
    eligible = eligibility(applicant_id=application.applicant_id, version=item.version, on=on, known=stands)
    if not eligible.value:
        raise Refused(Refusal("现在不能签承诺", eligible.reason, eligible.citation, eligible.instead))
    lines = plan(version=item.version, standing_class=stands.value.class_, at=at, on=on)
    letter = _letter(application, item, showing, signature, lines, by, at)
    commitment = Commitment.objects.create(
        application_item=item,
        case_file_id=application.case_file_id,
        agency=application.agency,
        region_code=application.region_code,
        showing=showing,
        letter=letter,
        facts={"facts": item.version.facts, "answers": _answers_of(application, item)},
        plan=[plan_row(line.value) for line in lines],
        eligibility=eligible.as_json(),
        standing=stands.value.class_,
        identity=signature.identity,
        signed_by=by,
        signed_at=at,
    )
    begin(
        commitment,
        COMMITMENT,
        by=by,
        by_label="申请人",
        at=at,
        title="签署承诺书",
        basis=CLAUSES["2.3-c"],
        facts={
            "letter": letter.number,
            "content_digest": letter.content_digest,
            "notice_digest": showing.text_digest,
            "notice_shown_at": showing.shown_at,
            "notice_confirmed_at": showing.confirmed_at,
            "identity": signature.identity,
            "plan": [line.as_json() for line in lines],
        },
        conclusion=eligible,
    )
    deliver(document=letter, to=application.applicant, means=Delivery.Means.PORTAL, at=at)
    return commitment


def _letter(
    application: Application,
    item: ApplicationItem,
    showing: NoticeShowing,
    signature: Signature,
    lines: list[Conclusion[PlanLine]],
    by: Account,
    at: datetime,
) -> Document:
    number, code = next_number("宿诺", year=at.year), new_check_code()
    content = letter_content(
        application=application,
        item=item,
        showing=showing,
        lines=[line.value for line in lines],
        answers=_answers_of(application, item),
        number=number,
        check_code=code,
        typed_name="" if signature.picture else signature.typed_name.strip(),
        signer=by.name,
        identity=Commitment.Identity(signature.identity).label,
        at=at,
    )
    return request_document(
        case_file_id=application.case_file_id,
        kind=Document.Kind.LETTER,
        number_prefix="宿诺",
        title=f"证明事项告知承诺书（{item.proof_item.name}）",
        content=content,
        at=at,
        picture=signature.picture,
        number=number,
        check_code=code,
    )


def _answers_of(application: Application, item: ApplicationItem) -> dict[str, Any]:
    answers = application.answers or {}
    return {field["key"]: answers.get(field["key"], "") for field in item.version.inputs}


def _refuse_bad_signature(signature: Signature, by: Account) -> None:
    signer = by.subject
    if signature.identity == Commitment.Identity.PASSWORD:
        own = (signer.id_number or "") if signer is not None else ""
        typed = signature.identity_end.strip().upper()
        if len(typed) != LAST_CHARACTERS or not own.endswith(typed):
            raise Refused(
                Refusal(
                    "没有签署",
                    "身份证号后四位不对",
                    E_SIGNATURE.article(13),
                    "请输入您本人身份证号的最后四位，字母 X 大小写都可以。",
                )
            )
    if signature.picture is None and signature.typed_name.strip() != by.name:
        raise Refused(
            Refusal(
                "没有签署",
                "没有手写签名，输入的姓名也和账号姓名不一致",
                E_SIGNATURE.article(13),
                f"请在签名框里手写签名，或者用键盘完整输入您的姓名“{by.name}”。",
            )
        )


def _refuse_missing_answers(application: Application, items: list[ApplicationItem]) -> None:
    answers = application.answers or {}
    missing = [
        field["label"]
        for item in items
        for field in item.version.inputs
        if field.get("required") and not str(answers.get(field["key"], "")).strip()
    ]
    if missing:
        raise Refused(
            Refusal(
                "还不能签署",
                "这些内容还没有填：" + "、".join(missing),
                CLAUSES["2.3-c"],
                "请回到填写页补上，已填的内容都在。",
            )
        )
