from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "yinuo.portals.public"
    label = "portal_public"
    verbose_name = "公众门户"
