from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "yinuo.portals.oversight"
    label = "portal_oversight"
    verbose_name = "督察门户"
