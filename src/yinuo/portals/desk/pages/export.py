"""The catalogue as a file, in the layouts that departments use: what this officer may see. Clause 3.2-a."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from yinuo.matters.queries import FORM_CHOICES, LAYOUT_CHOICES, catalogue_file, items_visible_to
from yinuo.portals.desk.pages.catalogue import EDITORS, narrowed
from yinuo.portals.face.doors import officers
from yinuo.portals.face.reading import who


@officers(*EDITORS)
@require_safe
def export_page(request: HttpRequest) -> HttpResponse:
    """Choose layout and form; with both, the file."""
    on = timezone.localdate()
    items, state, query = narrowed(request, items_visible_to(who(request), on=on))
    layout, form = request.GET.get("layout", ""), request.GET.get("form", "")
    if layout in dict(LAYOUT_CHOICES) and form in dict(FORM_CHOICES):
        file = catalogue_file(items, layout=layout, form=form, on=on)
        answer = HttpResponse(file.content, content_type=file.media_type)
        answer["Content-Disposition"] = f'attachment; filename="{file.name}"'
        answer["Cache-Control"] = "no-store"
        return answer
    context = {
        "layouts": LAYOUT_CHOICES,
        "forms": FORM_CHOICES,
        "number": items.count(),
        "state": state,
        "query": query,
    }
    return render(request, "desk/export.html", context)
