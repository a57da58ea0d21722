"""How the registers do and what could not be delivered; a stuck message is sent anew here. Clauses 2.4-e, 2.5-b."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from yinuo.exchange.actions import retry
from yinuo.exchange.models import OutboxMessage
from yinuo.exchange.queries import health, stuck_messages
from yinuo.exchange.queries import messages as sent
from yinuo.inspectorate.queries import SCREEN_ROLES
from yinuo.inspectorate.queries.lists import told
from yinuo.law.texts import CLAUSES
from yinuo.people.models import Role
from yinuo.people.queries import has_role
from yinuo.portals.face.doors import officers
from yinuo.portals.face.reading import asked_with, following, who, whole_number

SOURCE_ROLES = (*SCREEN_ROLES, Role.ADMINISTRATOR)
MINDERS = (Role.ADMINISTRATOR, Role.CREDIT_OFFICER)
SIZE = 30
TONES = {"off": "bad", "resting": "bad", "unsteady": "look", "answering": "ok", "unasked": "open"}


@officers(*SOURCE_ROLES)
@require_safe
def sources_page(request: HttpRequest) -> HttpResponse:
    """Every register with its state, what is stuck, and the newest messages."""
    account, on = who(request), timezone.localdate()
    after = whole_number(request.GET.get("after"))
    rows = sent(account, on=on)
    newest = list((rows.filter(pk__lt=after) if after else rows)[: SIZE + 1])
    context = {
        "sources": [(one, TONES[one.state]) for one in health(at=timezone.now())],
        "stuck": [(row, told(row)) for row in stuck_messages(account, on=on)[:SIZE]],
        "newest": [(row, told(row)) for row in newest[:SIZE]],
        "first": asked_with(request) if after else "",
        "following": following(request, newest[SIZE - 1].pk if len(newest) > SIZE else None),
        "minds": has_role(account, *MINDERS, on=on),
        "citations": (CLAUSES["2.4-e"], CLAUSES["2.5-b"]),
        "statuses": OutboxMessage.Status,
    }
    return render(request, "oversight/sources.html", context)


@officers(*MINDERS)
@require_POST
def retry_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a message that was given up on its way again."""
    rows = sent(who(request), on=timezone.localdate())
    message = get_object_or_404(rows, pk=pk)
    retry(message_id=message.pk, by=who(request), at=timezone.now())
    messages.success(request, "已经重新排上，送达以后这里会显示回执。")
    return redirect("oversight:sources")
