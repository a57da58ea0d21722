from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "yinuo.documents"
    verbose_name = "文书"
    default_auto_field = "django.db.models.BigAutoField"
