from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "yinuo.exchange"
    verbose_name = "共享"
    default_auto_field = "django.db.models.BigAutoField"
