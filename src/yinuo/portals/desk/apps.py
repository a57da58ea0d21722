from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "yinuo.portals.desk"
    label = "portal_desk"
    verbose_name = "办理台"
