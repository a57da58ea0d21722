from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "yinuo_demo"
    verbose_name = "演示城市"
