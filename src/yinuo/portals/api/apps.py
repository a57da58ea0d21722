from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "yinuo.portals.api"
    label = "portal_api"
    verbose_name = "接口"
