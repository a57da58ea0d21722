from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import path

from yinuo.portals.api.asking import reading
from yinuo.portals.api.endpoints import ENDPOINTS, description

if TYPE_CHECKING:
    from django.http import HttpRequest


@reading
def openapi(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001 - Django's form
    """The API described, for programs and for those who write them."""
    return description()


app_name = "api"
urlpatterns = [
    *(path(f"v1/{one.route}", one.view, name=one.name) for one in ENDPOINTS),
    path("v1/openapi.json", openapi, name="openapi"),
]
