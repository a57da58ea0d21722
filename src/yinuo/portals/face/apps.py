"""Registers the face as a Django app, for its templates, tags and static files."""

from __future__ import annotations

from django.apps import AppConfig


class FaceConfig(AppConfig):
    """The shared page frame."""

    name = "yinuo.portals.face"
    label = "face"
    verbose_name = "门面"
