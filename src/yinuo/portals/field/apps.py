from django.apps import AppConfig


class FieldConfig(AppConfig):
    name = "yinuo.portals.field"
    label = "portal_field"
    verbose_name = "核查门户"
