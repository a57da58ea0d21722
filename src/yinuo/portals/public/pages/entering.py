"""The entrance: the city's own login, officers by password, and in demo mode anybody of the demo city."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.messages import success
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yinuo.law.grammar import Refusal
from yinuo.law.texts import CLAUSES
from yinuo.people.models import Account
from yinuo.portals.face import nav
from yinuo.portals.face.doors import everybody
from yinuo.portals.face.refusals import refusal_page
from yinuo.portals.public import citylogin, demo
from yinuo.portals.public.forms.entering import PasswordForm

if TYPE_CHECKING:
    from django.forms import Form

BACKEND = "django.contrib.auth.backends.ModelBackend"


@everybody
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """The entrance; a POST carries an officer's user name and password."""
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        account = authenticate(request, **form.cleaned_data)
        if account is not None:
            return _let_in(request, account)
        form.add_error(
            None,
            ValidationError(
                "登录名和密码对不上",
                params={
                    "remedy": f"请核对大小写后再试；连续输错 {settings.AXES_FAILURE_LIMIT} 次会锁定 15 分钟。",
                },
            ),
        )
    return render(
        request, "public/enter.html", _entrance(request, form), status=200 if not form.errors else 422
    )


@everybody
@require_POST
def enter_as(request: HttpRequest) -> HttpResponse:
    """Enter as a person of the demo city; outside demo mode nobody can."""
    if not settings.DEMO:
        return refusal_page(request, _not_a_demo(), status=403)
    account = demo.account(request.POST.get("username", "")[:80])
    if account is None:
        raise Http404
    return _let_in(request, account)


@everybody
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out; the session is emptied."""
    logout(request)
    success(request, "您已退出。草稿都已保存，随时可以回来接着办。")
    return HttpResponseRedirect(reverse("public:home"))


def _entrance(request: HttpRequest, form: Form) -> dict[str, Any]:
    wanted = request.GET.get("who", "")[:40].strip()
    return {
        "form": form,
        "next": wanted_page(request),
        "city_login": citylogin.configured(),
        "demo": demo.cast(wanted) if settings.DEMO else None,
        "who": wanted,
    }


def _let_in(request: HttpRequest, account: Any) -> HttpResponse:
    page = wanted_page(request)
    login(request, account, backend=BACKEND)
    return HttpResponseRedirect(page or first_page(request, account))


def wanted_page(request: HttpRequest) -> str:
    """The page that sent the person here, if it is one of ours; else empty."""
    page = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if ours and not page.startswith(settings.LOGIN_URL) else ""


def first_page(request: HttpRequest, account: Account) -> str:
    """Where a person lands: a citizen with his cases, an officer at the first place of work open to him."""
    if account.subject_id is not None:
        return nav.address("applicant:cases") or "/"
    links = nav.staff_links(request)
    return links[0].url if links else "/"


def _not_a_demo() -> Refusal:
    return Refusal(
        "不能以演示身份进入",
        "这是正式系统，没有开启演示模式",
        CLAUSES["2.5-f"],
        "群众请用统一身份认证登录，工作人员请用本单位发给您的账号登录。",
    )
