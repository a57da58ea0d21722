"""What people see when something cannot be done: what, why, on what basis, and the way out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES


def refusal_page(request: HttpRequest, refusal: Refusal, *, status: int = 409) -> HttpResponse:
    """A refusal as a page, or as JSON for the API."""
    if request.path.startswith("/api/"):
        return JsonResponse({"refused": refusal.as_json()}, status=status)
    return render(request, "face/error.html", {"refusal": refusal, "status": status}, status=status)


def forbidden_page(request: HttpRequest, why: str, instead: str) -> HttpResponse:
    """403: the person may not enter."""
    refusal = Refusal("不能打开这个页面", why, CLAUSES["2.5-f"], instead)
    return refusal_page(request, refusal, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's form
    """404: nothing here, or nothing this person may see; the two look the same on purpose."""
    refusal = Refusal(
        "没有找到这个页面",
        "地址有误，或者您没有查看权限",
        CLAUSES["1-b"],
        "请核对地址，或者回到首页用搜索查找。",
    )
    return refusal_page(request, refusal, status=404)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's form
    """403: the library's own way to say no."""
    return forbidden_page(request, "您没有这个权限", "如果工作需要，请联系本单位管理员开通相应角色。")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 or 413: the request itself cannot be read. It may have failed before anybody was recognised."""
    large = isinstance(exception, RequestDataTooBig)
    said = (
        _TOO_MUCH
        if large
        else (
            "没有读懂发来的内容",
            "地址或者表单在路上损坏了，或者不是从本站发出的",
            "请返回上一页刷新后再试",
        )
    )
    status = 413 if large else 400
    if request.path.startswith("/api/"):
        return JsonResponse(
            {"refused": dict(zip(("what", "why", "instead"), said, strict=True))}, status=status
        )
    context = {"what": said[0], "why": said[1], "instead": said[2], "status": status}
    return HttpResponse(render_to_string("face/unread.html", context), status=status)


_TOO_MUCH = ("发来的内容太大", "填写的文字一共超过了 2 MB", "请返回上一页缩短文字；材料请用上传文件的方式交")


def too_large(request: HttpRequest) -> HttpResponse:
    """413: more than all files of an application together may be; nothing of it was read."""
    most = settings.BODY_LIMIT // 1024 // 1024
    refusal = Refusal(
        "发来的内容太大",
        f"一次最多 {most} MB",
        CLAUSES["1-b"],
        f"请分几次上传；单个文件不超过 {settings.UPLOAD_LIMIT // 1024 // 1024} MB。",
    )
    return refusal_page(request, refusal, status=413)


def unreadable_address(request: HttpRequest) -> HttpResponse:
    """400: an address that nobody can type and no link of ours holds."""
    refusal = Refusal(
        "没有读懂这个地址", "地址里有不能用的字符", CLAUSES["1-b"], "请核对地址，或者回到首页用搜索查找。"
    )
    return refusal_page(request, refusal, status=400)


def wrong_method(request: HttpRequest, allowed: str) -> HttpResponse:
    """405: the address is right, the way of asking is not; mostly a form's address opened as a page."""
    refusal = Refusal(
        "这个地址不能这样打开",
        "它只接收页面上的按钮发来的内容",
        CLAUSES["1-b"],
        "请返回上一页，从页面上的按钮办理。",
    )
    answer = refusal_page(request, refusal, status=405)
    answer["Allow"] = allowed
    return answer


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; nothing the person did is lost by it. The page asks neither database nor session."""
    if request.path.startswith("/api/"):
        said = {"what": "系统出错", "why": "不是请求的问题", "instead": "请过几分钟再试。"}
        return JsonResponse({"refused": said}, status=500)
    return HttpResponse(render_to_string("face/broken.html"), status=500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's form
    """403: the form was opened too long ago or comes from another site."""
    refusal = Refusal(
        "没有提交成功",
        "页面打开太久，或者表单不是从本站发出的",
        CLAUSES["2.5-f"],
        "请返回上一页刷新后再提交；已经自动保存的内容不会丢。",
    )
    return refusal_page(request, refusal, status=403)


def locked_out(request: HttpRequest, credentials: Any = None, *_args: Any, **_kwargs: Any) -> HttpResponse:  # noqa: ARG001
    """429: too many wrong passwords."""
    refusal = Refusal(
        "暂时不能登录",
        "密码连续输错五次，账号已锁定 15 分钟",
        CLAUSES["2.5-f"],
        "请 15 分钟后再试，或者联系本单位管理员重置密码。",
    )
    return refusal_page(request, refusal, status=429)


class RefusalMiddleware:
    """Turns a verb's refusal into its page; everything else stays a fault."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.streaming and not response.content:
            return wrong_method(request, response.get("Allow", ""))
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return refusal_page(request, exception.refusal)
        return None
