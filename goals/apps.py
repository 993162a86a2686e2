from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "goals"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goals.returns.waiting import number_waiting_for
        from jobcentres.context import counts

        counts["review_queue"] = number_waiting_for
