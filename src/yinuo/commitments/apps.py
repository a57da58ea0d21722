from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "yinuo.commitments"
    verbose_name = "承诺"
    default_auto_field = "django.db.models.BigAutoField"
