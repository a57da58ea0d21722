from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "yinuo.matters"
    verbose_name = "事项"
    default_auto_field = "django.db.models.BigAutoField"
