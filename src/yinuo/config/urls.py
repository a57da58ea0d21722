"""Every address of the house; who may enter each stands beside its view."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("yinuo.portals.public.urls")),
    path("", include("yinuo.portals.face.urls")),
    path("my/", include("yinuo.portals.applicant.urls")),
    path("desk/", include("yinuo.portals.desk.urls")),
    path("field/", include("yinuo.portals.field.urls")),
    path("oversight/", include("yinuo.portals.oversight.urls")),
    path("api/", include("yinuo.portals.api.urls")),
]

handler400 = "yinuo.portals.face.refusals.bad_request"
handler403 = "yinuo.portals.face.refusals.permission_denied"
handler404 = "yinuo.portals.face.refusals.not_found"
handler500 = "yinuo.portals.face.refusals.server_error"
