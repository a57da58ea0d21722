from django.apps import AppConfig


class InspectorateConfig(AppConfig):
    name = "yinuo.inspectorate"
    verbose_name = "督察"
    default_auto_field = "django.db.models.BigAutoField"
