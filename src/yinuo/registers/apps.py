from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "yinuo.registers"
    verbose_name = "公示"
    default_auto_field = "django.db.models.BigAutoField"
