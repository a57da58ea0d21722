"""Checking a paper: by its code, by its number, or by the file itself; nothing personal is shown unmasked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yinuo.documents.queries import by_check_code, by_number
from yinuo.portals.face.doors import everybody
from yinuo.portals.public import checked
from yinuo.portals.public.forms.checking import CodeForm, FileForm


@everybody
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The check page: ``?q=`` asks by code or number, a POST brings the file."""
    if request.method == "POST":
        return _by_file(request)
    form = CodeForm(request.GET if "q" in request.GET else None)
    if form.is_bound and form.is_valid():
        return _by_words(request, form)
    return render(request, "public/verify.html", {"form": form, "file_form": FileForm()})


@everybody
@never_cache
@require_safe
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Where the QR of a paper leads: what it is, and whether it still holds."""
    document = by_check_code(code)
    if document is None:
        form = CodeForm(initial={"q": code[:60]})
        context = {"form": form, "file_form": FileForm(), "unknown": code[:60]}
        return render(request, "public/verify.html", context, status=404)
    context = {
        "document": document,
        "state": checked.state_of(document),
        "whose": checked.whose(document),
        "under": checked.signed_under(document),
    }
    return render(request, "public/checked.html", context)


def _by_words(request: HttpRequest, form: CodeForm) -> HttpResponse:
    words = form.cleaned_data["q"]
    document = by_check_code(words)
    if document is not None:
        return HttpResponseRedirect(reverse("public:check", args=[document.check_code]))
    document = by_number(words)
    context = {
        "form": form,
        "file_form": FileForm(),
        "unknown": "" if document else words,
        "numbered": document,
    }
    if document is not None:
        context["state"] = checked.state_of(document)
    return render(request, "public/verify.html", context)


def _by_file(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "public/verify.html", {"form": CodeForm(), "file_form": form}, status=422)
    file = form.cleaned_data["file"]
    found = checked.check_file(file.read())
    context = {"found": found, "file_name": file.name}
    if found.document is not None:
        context |= {
            "document": found.document,
            "state": checked.state_of(found.document),
            "whose": checked.whose(found.document),
            "under": checked.signed_under(found.document),
        }
    return render(request, "public/checked_file.html", context)
