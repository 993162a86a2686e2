from django.apps import AppConfig
from django.core.checks import register

from config.finders import check_packages


class MaaltalConfig(AppConfig):
    name = "config"
    label = "maaltal"

    def ready(self) -> None:
        register(check_packages)
