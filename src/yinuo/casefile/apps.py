from django.apps import AppConfig


class CasefileConfig(AppConfig):
    name = "yinuo.casefile"
    verbose_name = "案卷"
    default_auto_field = "django.db.models.BigAutoField"
