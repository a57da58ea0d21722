"""Cases in every state a page can show, told through the pages where a person acts and through verbs where the house does."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from PIL import Image, ImageDraw
from tests.conftest import AT
from tests.portals.applicant.cases import draft, filled, page, picture_file
from tests.rooms.exchange.odd_server import odd_server, say
from tests.rooms.matters.bases import changed, open_all, read_all
from tests.rooms.supervision.pooling import announced_draw
from tests.rooms.verification.cases import PAPER_FACT, STOPPED, asks, matter_of, slow_matter

from yinuo.applications.models import Application, Material
from yinuo.casefile.actions import append_to_log
from yinuo.commitments import actions as commitments
from yinuo.commitments.models import Commitment
from yinuo.credit.actions import determine
from yinuo.credit.models import Determination, Objection, Repair
from yinuo.decisions.models import Decision
from yinuo.documents import actions as documents
from yinuo.documents.models import Document
from yinuo.exchange import actions as exchange
from yinuo.exchange.models import OutboxMessage
from yinuo.law.adjusting import ChangeKind
from yinuo.law.credit import Grade, GradeFactors
from yinuo.law.notice import MUST_CONFIRM
from yinuo.matters import edition_scopes
from yinuo.matters.actions import copy_item, issue_edition, load_other_catalogue
from yinuo.matters.models import CatalogueImport, OtherRow, RevisionTask
from yinuo.matters.queries import mapping_guess
from yinuo.people.models import Account
from yinuo.portals.desk.feed import token_of
from yinuo.registers.actions import issue_head
from yinuo.verification import actions as verification
from yinuo.verification.models import Finding, Proceeding, Task

BACKEND = "django.contrib.auth.backends.ModelBackend"
ROLES = ("zhao", "zhou", "second", "sun", "qian", "wu", "zheng", "li", "wang", "feng")
OF_A_TEXT = ("public:text", "desk:text", "desk:text_describe", "desk:text_name", "desk:change")
OF_A_CHANGE = ("desk:text_change", "desk:change_progress", "desk:change_drafts", "desk:change_withdraw")
DRAW_KEYS = ("desk:draw/pk", "desk:draw_file/pk", "public:draw/pk", "public:draw_file/pk")
ELSEWHERE = (
    "地区,行政事项,证明名称,类别,来源\n"
    "湖南省常德市,,经济困难证明,A,某地目录\n"
    "黑龙江省,变更户口登记身高,卫生部门证明,A,某地公告\n"
)
"""What other places do."""
CITIZENS = ("lin", "tao", "zhou_xian", "cheng")


class Clock:
    """The moment that pages read."""

    def __init__(self) -> None:
        self.now: datetime = AT + timedelta(minutes=5)

    def turn(self, **span: int) -> None:
        """Let some time pass."""
        self.now += timedelta(**span)


@dataclass
class Walk:
    """What the walk left behind.

    Attributes:
        city: who and what there is.
        keys: for the parameters of addresses, by the name of the address and of the parameter.
        told: what pages said on the way, by a word for the step: status and body.
    """

    city: Any
    keys: dict[str, Any]
    told: dict[str, tuple[int, bytes]]


def signature(account: Any, **changed: Any) -> dict[str, Any]:
    """What is typed to sign."""
    return {"typed_name": account.name, "identity_end": account.subject.id_number[-4:], **changed}


def drawn() -> str:
    """A drawn signature as the page sends it."""
    image = Image.new("RGBA", (300, 120), (0, 0, 0, 0))
    ImageDraw.Draw(image).line((20, 20, 260, 100), fill="black", width=4)
    out = io.BytesIO()
    image.save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


def client_of(account: Any) -> Client:
    """A browser signed in."""
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


def walked(city: Any, clock: Clock) -> Walk:
    """Walk: Lin drafts, promises, hands proofs in and is asked; Tao promises what is not so, up to repair and objection."""
    told: dict[str, tuple[int, bytes]] = {}

    def ask(
        who: str, step: str, address: str, data: dict[str, Any] | None = None, *, post: bool = True
    ) -> Any:
        client = client_of(getattr(city, who))
        answer = client.post(address, data or {}) if post else client.get(address)
        told[step] = (answer.status_code, answer.content)
        assert answer.status_code in {200, 302}, (step, answer.status_code, answer.content.decode()[:3000])
        return answer

    proof = draft(city, route="proof", matter=city.slow_matter)
    ask(
        "lin",
        "upload",
        page(proof, "details/"),
        {"action": "next", f"file-{proof.items.get().pk}": picture_file()},
    )
    ask("lin", "hand in", page(proof, "sign/"))
    drafted = filled(city)

    # Tao promises on a matter an officer decides; the register says otherwise afterwards.
    false = _filled(city, slow_matter(city), city.tao)
    ask("tao", "sign", page(false, "sign/"), signature(city.tao, typed_name="", signature=drawn()))
    ask(
        "zhou",
        "decide",
        reverse("desk:decide", args=[false.number]),
        {"kind": "grant", "reason": "材料齐全，符合规定的条件，准予。"},
    )
    promised = Commitment.objects.get()
    [task, *_] = verification.open_tasks(commitment_id=promised.pk, at=clock.now)
    with odd_server(say(STOPPED)) as odd:
        asks(odd)
        verification.run_data_check(task_id=task.pk, at=clock.now)
        clock.turn(minutes=1)
    finding = Finding.objects.get()
    ask("sun", "open", reverse("desk:open_proceeding", args=[finding.pk]))
    proceeding = Proceeding.objects.get()
    ask("tao", "represent", page(false, "represent/"), {"text": "我不知道已经停发，以为还在享受。"})
    clock.turn(days=10)
    ask(
        "zhou",
        "conclude",
        reverse("desk:proceeding", args=[proceeding.pk]),
        {
            "amount": "1200",
            "persons_affected": "0",
            "benefit_obtained": "on",
            "intent_shown": "on",
            "disposition": "annul",
            "grade": "general",
            "measures": ["closer_checks"],
            "reason": "低保已于承诺前停发，当事人没有提出相反证据。",
        },
    )
    determination = Determination.objects.get()
    ask(
        "tao",
        "object",
        f"/my/credit/{determination.pk}/",
        {"act": "object", "o-text": "金额算错了，应当是一千元。"},
    )

    # A second determination long enough ago that its repair may be asked for.
    older = _older(city, clock)
    ask(
        "tao",
        "repair",
        f"/my/credit/{older.pk}/",
        {"act": "repair", "r-duty_done": "已退回全部费用", "r-agreed": "on"},
    )

    # Lin is asked for evidence in one case, and has one letter that a person checks.
    asked = _filled(city, matter_of(city, PAPER_FACT, code="SZ-300"), city.lin)
    ask("lin", "sign second", page(asked, "sign/"), signature(city.lin))
    ask(
        "zhou",
        "ask",
        reverse("desk:ask", args=[asked.number]),
        {"reason": "请补充户口簿上能看出关系的那一页。"},
    )
    paper = Commitment.objects.get(application_item__application=asked)
    [person_task, *_] = verification.open_tasks(commitment_id=paper.pk, at=clock.now)
    ask("sun", "take", reverse("field:take", args=[person_task.pk]))
    ask(
        "sun",
        "finding",
        reverse("field:task", args=[person_task.pk]),
        {
            "outcome": "cannot_tell",
            "explanation": "户口簿复印件看不清，请当事人补充。",
            "evidence": picture_file("现场.png"),
        },
    )
    seen = Finding.objects.get(task=person_task)
    listed = _list_in_hand(city, ask)
    ask("zhou", "unmask", reverse("desk:reveal", args=[asked.number]), {"reason": "电话通知申请人补充材料"})
    for document in Document.objects.filter(made_at__isnull=True):
        documents.make(document_id=document.pk, at=clock.now)
    for message in OutboxMessage.objects.all():
        exchange.send(message_id=message.pk, at=clock.now)
    ask("tao", "open letter", reverse("applicant:document", args=[promised.letter_id]), post=False)

    edition = issue_edition(scope=edition_scopes.city(), by=city.wu, at=clock.now)
    revision = _revised(city, clock)
    ask("qian", "draft revision", reverse("desk:revision_step", args=[revision.pk, "draft_revision"]))

    keys = {
        "slug": city.item.slug,
        **_from_elsewhere(city, clock),
        **_logged(clock),
        **dict.fromkeys(DRAW_KEYS, announced_draw(city, at=clock.now).pk),
        **{f"{name}/slug": revision.change.text.slug for name in OF_A_TEXT},
        **{f"{name}/pk": revision.change_id for name in OF_A_CHANGE},
        "desk:revision/pk": revision.pk,
        "desk:revision_step/pk": revision.pk,
        "desk:revision_step/step": "waive",
        "desk:undo_merge/pk": 1,
        "desk:feed/token": token_of(city.qian),
        "kind": "notice",
        "ending": "pdf",
        "number": false.number,
        "item": drafted.items.get().pk,
        "commitment": promised.pk,
        "code": promised.letter.check_code,
        "key": "cases",
        "document_id": promised.letter_id,
        "finding_id": finding.pk,
        "proceeding_id": proceeding.pk,
        "repair_id": Repair.objects.get().pk,
        "objection_id": Objection.objects.get().pk,
        "finding": seen.pk,
        "material_id": Material.objects.get().pk,
        "pk": promised.letter_id,
        "applicant:material/pk": Material.objects.get().pk,
        "applicant:determination/pk": determination.pk,
        "field/pk": person_task.pk,
        "oversight:retry/pk": OutboxMessage.objects.first().pk,
        "drafted": drafted.number,
        "asked": asked.number,
        "proof": proof.number,
        "desk:material/number": proof.number,
        "desk:document/number": false.number,
        "desk:version_step/pk": city.version.pk,
        "desk:validity/pk": city.version.pk,
        "public:version/number": 1,
        "public:unit_poster/slug": city.bureau.slug,
        "public:edition_file/key": edition.key,
        "public:edition_file/kind": "xlsx",
        "public:edition/key": edition.key,
        "public:difference/a": edition.key,
        "public:difference/b": "now",
        "api:edition/key": edition.key,
        "desk:papers/pk": city.version.pk,
        "desk:all_papers/pk": city.version.pk,
        "desk:paper/pk": city.version.pk,
        "desk:agency_papers/slug": city.bureau.slug,
        "desk:version_step/step": "retire",
        "desk:review/pk": city.version.pk,
        "desk:preview/pk": city.version.pk,
        **{
            f"desk:import{more}/pk": listed.pk
            for more in ("", "_file", "_progress", "_columns", "_agencies", "_step", "_row", "_row_step")
        },
        "desk/row": listed.rows.first().pk,
        "desk:import_step/step": "recheck",
        "desk:import_row_step/step": "skip",
        "form": "csv",
        "applicant:notice_of/number": drafted.number,
        "applicant:tick/number": drafted.number,
        "applicant:supply/number": asked.number,
        "applicant:withdraw/number": false.number,
        "applicant:routes/number": drafted.number,
        "applicant:details/number": drafted.number,
        "applicant:sign/number": drafted.number,
        "applicant:notice/number": drafted.number,
        "applicant:save/number": drafted.number,
        "applicant:discard/number": drafted.number,
    }
    assert Decision.objects.filter(status="annulled").exists()
    assert Task.objects.count() >= 2
    return Walk(city, keys, told)


def _from_elsewhere(city: Any, clock: Clock) -> dict[str, Any]:
    """An item copied to another body, and an item of another place to decide on."""
    copied = copy_item(item=city.item, to=city.police, by=city.qian, at=clock.now)
    load_other_catalogue(file_name="外地.csv", content=ELSEWHERE.encode(), by=city.qian, at=clock.now)
    return {
        "desk:outside/pk": OtherRow.objects.get(proof="经济困难证明").pk,
        "desk:check_copy/slug": copied.item.slug,
    }


def _logged(clock: Clock) -> dict[str, Any]:
    """The public log as it is now, with its head."""
    append_to_log()
    head = issue_head(at=clock.now)
    assert head is not None
    return {
        "public:log_head/size": head.size,
        "public:log_continuation/old": head.size,
        "public:log_continuation/new": head.size,
    }


def _revised(city: Any, clock: Clock) -> RevisionTask:
    """A change of law that touches the city's item."""
    read_all()
    change = changed(city, "法律援助法", ChangeKind.AMENDED, "第四十一条", at=clock.now)
    open_all(change, clock.now)
    return RevisionTask.objects.get(proof_item=city.item)


def _filled(city: Any, matter: Any, who: Account) -> Application:
    """A draft on another matter with everything but the signature."""
    opened = draft(city, who, route="commit", matter=matter)
    item = opened.items.get()
    commitments.show_notice(application_id=opened.pk, item_id=item.pk, by=who, at=AT)
    for key in MUST_CONFIRM:
        commitments.confirm_clause(application_id=opened.pk, item_id=item.pk, key=key, by=who, at=AT)
    return opened


def _list_in_hand(city: Any, ask: Callable[..., Any]) -> CatalogueImport:
    """A list that an editor handed in, whose rows were checked."""
    file = SimpleUploadedFile("清单.csv", "证明名称,行政事项,办理部门\n收入证明,申请低保,市司法局\n".encode())
    ask("qian", "hand in a list", reverse("desk:imports"), {"file": file})
    made = CatalogueImport.objects.get()
    columns = {f"column-{one.heading.index}": one.name for one in mapping_guess(made).columns}
    told = {"sheet": "0", "source": "测试", "row_class": "C", **columns}
    ask("qian", "map its columns", reverse("desk:import_columns", args=[made.pk]), told)
    return made


def _older(city: Any, clock: Clock) -> Determination:
    """A determination of half a year ago."""
    from yinuo.casefile.actions import open_case_file
    from yinuo.casefile.models import CaseFile

    at = clock.now - timedelta(days=140)
    file = open_case_file(kind=CaseFile.Kind.APPLICATION, agency=city.bureau, region_code="341302", at=at)
    return determine(
        subject=city.tao.subject,
        case_file_id=file.pk,
        agency=city.bureau,
        grade=Grade.GENERAL,
        factors=GradeFactors(benefit_obtained=True, intent_shown=True),
        measure_keys=["closer_checks"],
        reason="证明材料与事实不符，本人知情",
        by=city.zheng,
        at=at,
    )


def addresses() -> Iterator[tuple[str, URLPattern]]:
    """Every address of the house with its full name."""

    def within(patterns: list[Any], space: str) -> Iterator[tuple[str, URLPattern]]:
        for one in patterns:
            if isinstance(one, URLResolver):
                yield from within(one.url_patterns, f"{one.namespace}:" if one.namespace else space)
            else:
                yield f"{space}{one.name}", one

    yield from within(get_resolver().url_patterns, "")


def address_of(name: str, pattern: URLPattern, keys: dict[str, Any]) -> str:
    """The address with keys of the walk in it; where the walk knows none, the first row's, or a word."""
    room = name.split(":", maxsplit=1)[0]

    def key(parameter: str, converter: Any) -> Any:
        for known in (f"{name}/{parameter}", f"{room}/{parameter}", parameter):
            if known in keys:
                return keys[known]
        return 1 if converter.regex == "[0-9]+" else "none"

    return reverse(name, kwargs={one: key(one, how) for one, how in pattern.pattern.converters.items()})
