"""Who may enter which page: every view says it, and a view that says nothing admits nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from yinuo.people.queries import roles_of
from yinuo.portals.face.refusals import forbidden_page, too_large, unreadable_address

if TYPE_CHECKING:
    from yinuo.people.models import Account

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True, slots=True)
class Door:
    """Who is admitted: everybody, citizens, or officers with one of some roles."""

    public: bool = False
    citizens: bool = False
    roles: frozenset[str] = frozenset()

    def admits(self, account: Account | None, roles: frozenset[str]) -> bool:
        """Whether a person may enter."""
        if self.public:
            return True
        if account is None:
            return False
        if account.subject_id is not None:
            return self.citizens
        return not self.roles.isdisjoint(roles)


def _marked(door: Door) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.door = door  # type: ignore[attr-defined]
        return view

    return mark


def everybody(view: View) -> View:
    """Admit everybody, signed in or not."""
    return _marked(Door(public=True))(view)


def citizens(view: View) -> View:
    """Admit signed-in applicants."""
    return _marked(Door(citizens=True))(view)


def officers(*roles: str) -> Callable[[View], View]:
    """Admit officers who hold one of the roles today."""
    return _marked(Door(roles=frozenset(str(r) for r in roles)))


def signed_in(*roles: str) -> Callable[[View], View]:
    """Admit citizens, and officers who hold one of the roles."""
    return _marked(Door(citizens=True, roles=frozenset(str(r) for r in roles)))


class DoorMiddleware:
    """Asks the door of a view before it runs; no door, no entry. What lies behind a door is kept by no cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Before anything reads the body; one that does not say its length has none.
        if _length(request) > settings.BODY_LIMIT:
            return too_large(request)
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return unreadable_address(request)
        response = self.get_response(request)
        if _is_personal(request, response):
            add_never_cache_headers(response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        door: Door | None = getattr(view, "door", None)
        request.door = door  # type: ignore[attr-defined]
        account: Account | None = request.user if request.user.is_authenticated else None
        if door is not None and door.public:
            return None
        if account is not None and account.is_demo and not settings.DEMO:
            return forbidden_page(request, "演示账号只能在演示模式使用", "请退出后用正式账号登录。")
        roles = roles_of(account, on=timezone.localdate()) if account is not None else frozenset()
        if door is not None and door.admits(account, roles):
            return None
        if account is None and door is not None:
            return HttpResponseRedirect(f"{settings.LOGIN_URL}?next={quote(request.get_full_path())}")
        return forbidden_page(
            request,
            "您的账号不能打开这个页面",
            "如果工作需要，请联系本单位管理员开通相应角色；申请人请从“我的办件”进入。",
        )


def _length(request: HttpRequest) -> int:
    """The body's length as announced."""
    said = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(said) if said.isascii() and said.isdecimal() else 0


def _is_personal(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether an answer may hold somebody's data: all behind a door, and pages that greet who is signed in."""
    door: Door | None = getattr(request, "door", None)
    if door is None or not door.public:
        return True
    page = response.get("Content-Type", "").startswith("text/html")
    return page and "Cache-Control" not in response and request.user.is_authenticated
