"""Drafts and filed cases as the applicant's pages meet them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from tests.cast import LOW_INCOME_FACT, publish
from tests.conftest import AT

from yinuo.applications import actions as applications
from yinuo.commitments import actions as commitments
from yinuo.law.notice import MUST_CONFIRM
from yinuo.matters.models import Matter

if TYPE_CHECKING:
    from yinuo.applications.models import Application


def draft(
    city: Any, who: Any = None, *, route: str = "", matter: Any = None, applicant: Any = None
) -> Application:
    """A draft of the aid matter, with a route chosen where one is named."""
    who = who or city.lin
    opened = applications.open_draft(
        matter=matter or city.matter, applicant=applicant or who.subject, by=who, at=AT
    )
    for item in opened.items.all() if route else ():
        applications.choose_route(application_id=opened.pk, item_id=item.pk, route=route, by=who, at=AT)
    return opened


def filled(city: Any, who: Any = None, *, confirm: bool = True) -> Application:
    """A draft with everything but the signature."""
    who = who or city.lin
    opened = draft(city, who, route="commit")
    applications.save_draft(
        application_id=opened.pk, answers={"cause": "请求支付赡养费"}, revision=None, by=who, at=AT
    )
    item = opened.items.get()
    commitments.show_notice(application_id=opened.pk, item_id=item.pk, by=who, at=AT)
    for key in MUST_CONFIRM if confirm else ():
        commitments.confirm_clause(application_id=opened.pk, item_id=item.pk, key=key, by=who, at=AT)
    return opened


def matter_asking(city: Any, *inputs: dict[str, Any]) -> Matter:
    """A matter whose one item asks for these inputs."""
    matter = Matter.objects.create(
        code="SZ-900", name="有填写项的事项", kind="payment", agency=city.bureau, region_code="341302"
    )
    publish(
        matter,
        "asking",
        "一份证明",
        drafted_by=city.qian,
        reviewed_by=city.wu,
        at=AT,
        facts=[LOW_INCOME_FACT],
        inputs=list(inputs),
    )
    return matter


def picture_file(name: str = "证明.png") -> SimpleUploadedFile:
    """A real photograph of a proof."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/png")


def page(application: Application, step: str = "") -> str:
    """The address of a page of a case."""
    return f"/my/cases/{application.number}/{step}"


def text_of(answer: Any) -> str:
    """What a page says."""
    return answer.content.decode()
