"""The yardsticks of imports: the same rows by a bare upsert, without rights or checks or with history."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from pathlib import Path

from django.db import transaction

from goals.models import Figure, FigureRevision, Indicator, Origin
from goals.months import Month
from jobcentres.changes import recording
from jobcentres.models import Area, Change

BATCH = 2_000
FIRST_MONTH = Month(1960, 1)
EARLIER = -1200  # months, so that the bare rows are new as well
MUCH_EARLIER = -2400


def write_file(path: Path, rows: int, number: int) -> None:
    """Figures of one count indicator for months before the data set's, other ones for each `number`."""
    codes = list(Area.objects.municipalities().order_by("code").values_list("code", flat=True))
    with path.open("w", encoding="utf-8") as file:
        file.write("indicator;area;month;value;numerator;denominator;state;source;note\n")
        for row in range(number * rows, (number + 1) * rows):
            month, code = FIRST_MONTH.plus(row // len(codes)), codes[row % len(codes)]
            file.write(f"langtidsledige;{code};{month};{row % 997};;;;jobindsats.dk;\n")


def bare_upsert(path: Path) -> None:
    with transaction.atomic():
        for batch in _batches(path, EARLIER):
            _upsert(batch)


def bare_upsert_with_history(path: Path) -> None:
    """As many rows as an import writes."""
    with recording(by=None, kind=Change.Kind.OFFICIAL) as change:
        for batch in _batches(path, MUCH_EARLIER):
            FigureRevision.objects.bulk_create(
                FigureRevision(
                    figure=figure,
                    change=change.row,
                    version=1,
                    origin=Origin.OFFICIAL,
                    value=figure.value,
                    source=figure.source,
                )
                for figure in _upsert(batch)
            )
        change.include("benchmark", {"file": path.name})


def _batches(path: Path, shift: int) -> Iterator[list[Figure]]:
    indicator = Indicator.objects.get(code="langtidsledige")
    areas = {area.code: area for area in Area.objects.municipalities()}
    with path.open(encoding="utf-8", newline="") as file:
        rows = (
            Figure(
                indicator=indicator,
                area=areas[row["area"]],
                month=Month.parse(row["month"]).plus(shift),
                value=Decimal(row["value"]),
                source=row["source"],
            )
            for row in csv.DictReader(file, delimiter=";")
        )
        while batch := list(islice(rows, BATCH)):
            yield batch


def _upsert(batch: list[Figure]) -> list[Figure]:
    return Figure.objects.bulk_create(
        batch,
        update_conflicts=True,
        unique_fields=["indicator", "month", "area"],
        update_fields=["value", "source", "version"],
    )
