from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "yinuo.people"
    verbose_name = "主体"
    default_auto_field = "django.db.models.BigAutoField"
