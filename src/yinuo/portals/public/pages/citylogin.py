"""Leaving for the city's login, and coming back."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yinuo.law.grammar import Refusal
from yinuo.law.texts import CLAUSES
from yinuo.people.models import Account
from yinuo.portals.face.doors import everybody
from yinuo.portals.face.refusals import refusal_page
from yinuo.portals.public import citylogin
from yinuo.portals.public.pages.entering import BACKEND, first_page, wanted_page

KEPT = "city-login"


@everybody
@never_cache
@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """Off to the city's login; where none is configured there is no such page."""
    if not citylogin.configured():
        raise Http404
    try:
        attempt, address = citylogin.begin(wanted_page(request), back=_back(), at=timezone.now().timestamp())
    except citylogin.LoginFailed as failed:
        return _refused(request, str(failed), status=502)
    request.session[KEPT] = attempt.as_json()
    return HttpResponseRedirect(address)


@everybody
@never_cache
@require_safe
def finish(request: HttpRequest) -> HttpResponse:
    """Back from the city's login: who has an account here is let in; an answer is good for once."""
    if not citylogin.configured():
        raise Http404
    kept = request.session.pop(KEPT, None)
    try:
        subject, page = citylogin.finish(
            kept, request.GET.dict(), back=_back(), at=timezone.now().timestamp()
        )
    except citylogin.LoginFailed as failed:
        return _refused(request, str(failed), status=403)
    account = Account.objects.filter(oidc_subject=subject, is_active=True, is_demo=False).first()
    if account is None:
        return refusal_page(request, _unknown(), status=403)
    login(request, account, backend=BACKEND)
    return HttpResponseRedirect(page or first_page(request, account))


def _back() -> str:
    return f"{settings.PUBLIC_URL.rstrip('/')}{reverse('public:city_back')}"


def _refused(request: HttpRequest, why: str, *, status: int) -> HttpResponse:
    refusal = Refusal(
        "没有登录成功",
        why,
        CLAUSES["2.4-e"],
        f"请重新登录一次；还是不行的，打 {settings.YINUO_CITY['hotline']}，或者带身份证到窗口办理。",
    )
    return refusal_page(request, refusal, status=status)


def _unknown() -> Refusal:
    return Refusal(
        "还不能进入",
        "您的统一身份已经确认，但在这里还没有对应的账号",
        CLAUSES["2.5-f"],
        "群众请带身份证到窗口登记一次，以后就能直接登录；工作人员请联系本单位管理员。",
    )
