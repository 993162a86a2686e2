"""What `manage.py check --deploy` asks of this app."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error

from reporting.charts import dot_skeleton, trend_skeleton


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
