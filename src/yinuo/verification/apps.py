from django.apps import AppConfig


class VerificationConfig(AppConfig):
    name = "yinuo.verification"
    verbose_name = "核查"
    default_auto_field = "django.db.models.BigAutoField"
