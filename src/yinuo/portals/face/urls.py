"""Addresses of the face itself: the living style guide and the switch to large type."""

from __future__ import annotations

from django.urls import path

from yinuo.portals.face import pages

app_name = "face"
urlpatterns = [
    path("styleguide", pages.styleguide, name="styleguide"),
    path("styleguide/saved", pages.saved_nothing, name="styleguide_saved"),
    path("mode", pages.switch_mode, name="mode"),
]
