"""How the API is asked: by GET alone, with parameters that are what they should be, and answered in JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt

from yinuo.law.grammar import Refusal
from yinuo.law.texts import CLAUSES
from yinuo.portals.face.doors import everybody
from yinuo.portals.face.reading import whole_number
from yinuo.portals.face.refusals import refusal_page

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

PAGE, MOST = 20, 100
OPENED_TO_ALL = {"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=60"}
"""The data are public and no cookie counts here, so any site may read them."""


class BadParameter(ValueError):
    """A parameter that is not what it should be; the message says what is wrong, the remedy what would be right."""

    def __init__(self, why: str, instead: str) -> None:
        super().__init__(why)
        self.why, self.instead = why, instead


def reading(view: Callable[..., DataclassInstance | dict[str, Any] | None]) -> Callable[..., HttpResponse]:
    """A view of the API: what it returns becomes JSON; None is nothing found.

    It changes nothing by any method, so it asks for no token and can say itself why a POST is refused.
    """

    @everybody
    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, **kwargs: str) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            refusal = Refusal(
                "这个接口只供查阅",
                "用了 GET 以外的方法",
                CLAUSES["1-b"],
                "请用 GET 查阅；办事请到网页或者窗口。",
            )
            answer = refusal_page(request, refusal, status=HTTPStatus.METHOD_NOT_ALLOWED)
            answer["Allow"] = "GET, HEAD"
            return answer
        try:
            found = view(request, **kwargs)
        except BadParameter as bad:
            refusal = Refusal("没有查到", bad.why, CLAUSES["1-b"], bad.instead)
            return refusal_page(request, refusal, status=HTTPStatus.BAD_REQUEST)
        if found is None:
            refusal = Refusal(
                "没有查到",
                "没有这一项，或者它没有公布",
                CLAUSES["1-b"],
                "请从列表接口取得地址，或者核对代号和核验码。",
            )
            return refusal_page(request, refusal, status=HTTPStatus.NOT_FOUND)
        body = found if isinstance(found, dict) else asdict(found)
        return JsonResponse(body, headers=OPENED_TO_ALL, json_dumps_params={"ensure_ascii": False})

    return answered


def page_asked(request: HttpRequest) -> tuple[int | None, int]:
    """The key after which a page begins, and its size.

    Raises:
        BadParameter: one of them is no such number.
    """
    after, size = request.GET.get("after", ""), request.GET.get("size", "")
    if after and whole_number(after) is None:
        raise BadParameter("参数 after 不是数字", "请原样使用上一页 next 里的地址。")
    wanted = whole_number(size) if size else PAGE
    if wanted is None or not 1 <= wanted <= MOST:
        raise BadParameter(f"参数 size 不在 1 到 {MOST} 之间", f"请写 1 到 {MOST} 的整数，不写按 {PAGE}。")
    return whole_number(after), wanted


def next_address(request: HttpRequest, after: int | None) -> str:
    """The address of the next page with the same filters; empty where there is none."""
    if after is None:
        return ""
    kept = {key: str(value) for key, value in request.GET.items() if key != "after"}
    return request.build_absolute_uri(f"{request.path}?{urlencode({**kept, 'after': str(after)})}")
