"""Files as bytes, and what comes of importing them."""

from __future__ import annotations

from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from goals.imports import import_figures, import_targets
from goals.models import Figure, FigureRevision, TargetVersion
from goals.refusals import Refusal, Refused
from jobcentres.models import Change

FIGURE_COLUMNS = "indicator;area;month;value;numerator;denominator;state;source;note"
TARGET_COLUMNS = "year;indicator;area;value;baseline_month;baseline_value;note"


def figures(*rows: str, columns: str = FIGURE_COLUMNS) -> bytes:
    """A figures file; rows may leave out the cells at their end."""
    return _file(columns, rows)


def targets(*rows: str, columns: str = TARGET_COLUMNS) -> bytes:
    return _file(columns, rows)


def _file(columns: str, rows: tuple[str, ...]) -> bytes:
    separator = ";" if ";" in columns else ","
    width = columns.count(separator)
    lines = [row + separator * max(0, width - row.count(separator)) for row in rows]
    return "\n".join([columns, *lines, ""]).encode()


def refusals_of_figures(content: bytes, **options: object) -> list[Refusal]:
    with pytest.raises(Refused) as refused:
        import_figures(BytesIO(content), **options)  # type: ignore[arg-type]
    assert not Figure.objects.exists() and not Change.objects.exists()
    return list(refused.value.refusals)


def refusals_of_targets(content: bytes) -> list[Refusal]:
    with pytest.raises(Refused) as refused:
        import_targets(BytesIO(content))
    assert not TargetVersion.objects.exists() and not Change.objects.exists()
    return list(refused.value.refusals)


def run(command: str, path: Path, content: bytes, *options: str) -> tuple[int, str]:
    """The command's exit code and everything that it told."""
    path.write_bytes(content)
    told = StringIO()
    try:
        call_command(command, str(path), *options, stdout=told, stderr=told)
    except CommandError as refusal:
        return refusal.returncode, f"{told.getvalue()}{refusal}"
    return 0, told.getvalue()


def stored() -> list[tuple[str, str, str, str]]:
    """(indicator, area, month, number) of every figure, in the order in which they came."""
    return [
        (
            figure.indicator.code,
            figure.area.code,
            str(figure.month),
            _said(figure),
        )
        for figure in Figure.objects.select_related("indicator", "area").order_by("pk")
    ]


def _said(figure: Figure) -> str:
    content = figure.content()
    if figure.state != "reported":
        return figure.state
    return content["value"] or f"{content['numerator']}/{content['denominator']}"


def counts() -> tuple[int, int, int]:
    return Figure.objects.count(), FigureRevision.objects.count(), Change.objects.count()
