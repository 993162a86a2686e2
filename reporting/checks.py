"""What `manage.py check --deploy` asks of this app."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error

from reporting.charts import dot_skeleton, trend_skeleton

PAPER_FACES = ("IBMPlexSans-Regular.ttf", "IBMPlexSans-SemiBold.ttf", "IBMPlexSans-Bold.ttf")


def check_charts(app_configs: Any, **_options: Any) -> list[CheckMessage]:
    """That plotly knows all that our charts say. Asked here: it would take 30 MB of every worker."""
    from plotly.graph_objects import Figure

    found: list[CheckMessage] = []
    for skeleton in (trend_skeleton(), dot_skeleton()):
        try:
            Figure(skeleton)
        except ValueError as refusal:
            found.append(Error(f"plotly refuses a chart: {refusal}", id="reporting.E001"))
    return found


def check_paper_fonts(app_configs: Any, **_options: Any) -> list[CheckMessage]:
    """That reports have their typeface: they would be set in another one, and run to more pages."""
    from reporting.papers.typesetting import fonts_folder

    lacking = [name for name in PAPER_FACES if not (fonts_folder() / name).is_file()]
    if not lacking:
        return []
    return [
        Error(
            f"The typeface of the reports is not there: {', '.join(lacking)}",
            hint="Run `make assets` (or `npm ci`): it puts dkfds into node_modules.",
            id="reporting.E002",
        )
    ]
