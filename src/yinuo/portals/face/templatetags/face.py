"""All components of the face as one library, built in for every template; ``docs/face.md`` shows each in one line.

Each takes the records of ``yinuo.portals.face.parts`` or plain dicts with the same keys, and the trees of
``yinuo.law.grammar`` as objects or as the JSON kept in a case file.
"""

from __future__ import annotations

from django import template
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from yinuo.portals.face.templatetags import face_figures, face_forms, face_law, face_procedure, face_words

SCRIPTS = {
    "htmx": ("vendor/htmx.min.js",),
    "autosave": ("face/js/autosave.js",),
    "editor": ("face/js/editor.js",),
    "signature": ("vendor/signature_pad.umd.min.js", "face/js/signature.js"),
    "hotkeys": ("face/js/hotkeys.js",),
    "suggest": ("face/js/suggest.js",),
    "chart": ("vendor/echarts.min.js", "face/js/chart.js"),
}

register = template.Library()
for _topic in (face_words, face_law, face_forms, face_procedure, face_figures):
    register.tags.update(_topic.register.tags)
    register.filters.update(_topic.register.filters)


@register.simple_tag
def scripts(*names: str) -> SafeString:
    """The small scripts a page uses, in ``{% block head %}``: htmx, autosave, editor, signature, hotkeys, suggest, chart."""
    wanted = [(static(path),) for name in names for path in SCRIPTS[name]]
    return format_html_join("\n", '<script src="{}" defer></script>', wanted)
