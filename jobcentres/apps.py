from django.apps import AppConfig


class JobcentresConfig(AppConfig):
    name = "jobcentres"
    default_auto_field = "django.db.models.BigAutoField"
