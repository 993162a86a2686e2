"""What `manage.py check --deploy` says of the charts, and what a worker need not import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reporting import checks

LOAD_PAGES = """
import sys, django
django.setup()
import config.urls
from reporting.charts import dot_skeleton, trend_skeleton
dot_skeleton(), trend_skeleton()
print(sorted({"numpy", "openpyxl", "pandas", "plotly", "typst", "xlsxwriter"} & set(sys.modules)))
"""


def test_plotly_knows_every_chart() -> None:
    assert checks.check_charts(None) == []


def test_a_chart_that_plotly_does_not_know_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "dot_skeleton", lambda: {"data": [{"type": "dots"}], "layout": {}})

    [told] = checks.check_charts(None)
    assert (told.id, told.is_serious()) == ("reporting.E001", True)


def test_a_typeface_that_is_not_there_is_told(settings: Any, tmp_path: Path) -> None:
    assert checks.check_paper_fonts(None) == []

    settings.BASE_DIR = tmp_path

    [told] = checks.check_paper_fonts(None)
    assert (told.id, told.is_serious()) == ("reporting.E002", True)
    assert "IBMPlexSans-Regular.ttf" in told.msg


def test_a_worker_loads_pages_and_charts_without_what_exports_need() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", LOAD_PAGES],
        cwd=Path(checks.__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )

    assert loaded.stdout.strip() == "[]"
