from django.apps import AppConfig
from django.core.checks import register

from reporting.checks import check_charts


class ReportingConfig(AppConfig):
    name = "reporting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        register(check_charts, deploy=True)
