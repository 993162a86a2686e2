from django.apps import AppConfig
from django.core.checks import register

from reporting.checks import check_charts, check_paper_fonts


class ReportingConfig(AppConfig):
    name = "reporting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        register(check_charts, deploy=True)
        register(check_paper_fonts, deploy=True)
