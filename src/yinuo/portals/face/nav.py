"""The links of head, menu and foot, by the name of the page they lead to.

A portal appears here as soon as it has a page of that name; a name without a page is left out, never a dead link.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils import timezone

from yinuo.people.queries import roles_of

if TYPE_CHECKING:
    from yinuo.people.models import Account

LINKS = {
    "home": "public:home",
    "search": "public:search",
    "catalogue": "public:catalogue",
    "downloads": "public:downloads",
    "editions": "public:published_catalogue",
    "verify": "public:verify",
    "letters": "public:letters",
    "published": "public:published",
    "draws": "public:draws",
    "log": "public:log",
    "figures": "public:figures",
    "windows": "public:windows",
    "report": "public:report",
    "complain": "public:complain",
    "questions": "public:questions",
    "accessibility": "public:accessibility",
    "privacy": "public:privacy",
    "english": "public:english",
    "enter": "public:enter",
    "leave": "public:leave",
    "my_cases": "applicant:cases",
    "my_credit": "applicant:credit",
}
STAFF_LINKS = (
    ("desk:queue", "待办"),
    ("desk:untrue", "不实处理"),
    ("desk:catalogue", "目录"),
    ("desk:texts", "依据"),
    ("desk:credit", "信用"),
    ("field:tasks", "核查"),
    ("desk:draws", "抽查"),
    ("oversight:overview", "监督"),
    ("oversight:sources", "数据"),
)


@dataclass(frozen=True, slots=True)
class StaffLink:
    """One place of work in the officer's head."""

    word: str
    url: str
    current: bool


@cache
def _address(name: str, _urlconf: str) -> str:
    """The address of a named page; empty when there is none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def address(name: str) -> str:
    """The address of a named page; empty when there is none."""
    return _address(name, settings.ROOT_URLCONF)


def links() -> dict[str, str]:
    """The addresses of the public frame by key; a key whose page does not exist is absent."""
    found = {key: address(name) for key, name in LINKS.items()}
    return {key: url for key, url in found.items() if url}


def staff_links(request: HttpRequest) -> list[StaffLink]:
    """The places of work whose doors admit this officer today; the longest matching address is the current one."""
    account: Account | None = request.user if request.user.is_authenticated else None
    if account is None:
        return []
    roles = roles_of(account, on=timezone.localdate())
    open_to = [
        (word, url)
        for name, word in STAFF_LINKS
        if (url := address(name))
        and (door := getattr(resolve(url).func, "door", None)) is not None
        and door.admits(account, roles)
    ]
    here = max((url for _, url in open_to if request.path.startswith(url)), key=len, default="")
    return [StaffLink(word, url, url == here) for word, url in open_to]
