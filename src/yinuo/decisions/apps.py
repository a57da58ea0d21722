from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "yinuo.decisions"
    verbose_name = "决定"
    default_auto_field = "django.db.models.BigAutoField"
