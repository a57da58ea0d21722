"""Whether a paper still holds, by its check code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from yinuo.documents.queries import by_check_code
from yinuo.portals.api import answers
from yinuo.portals.api.asking import reading
from yinuo.portals.face.standing import state_of, whose

if TYPE_CHECKING:
    from django.http import HttpRequest


@reading
def check(request: HttpRequest, code: str) -> answers.Check | None:
    """What a paper is and whether it still holds; nothing personal but a family name."""
    document = by_check_code(code)
    if document is None:
        return None
    state = state_of(document)
    return answers.Check(
        code=document.check_code,
        kind=document.kind,
        title=document.get_kind_display(),
        number=document.number,
        agency=document.case_file.agency.name,
        about=whose(document),
        fixed_on=timezone.localdate(document.requested_at),
        state=state.word,
        said=state.said,
        made=document.made_at is not None,
        file_digest=document.file_digest,
        page=request.build_absolute_uri(reverse("public:check", args=[document.check_code])),
    )
