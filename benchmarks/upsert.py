"""The yardstick of imports: the same rows by a bare upsert, without history, rights or checks."""

from __future__ import annotations

import csv
from decimal import Decimal
from itertools import islice
from pathlib import Path

from django.db import transaction

from goals.models import Figure, Indicator
from goals.months import Month
from jobcentres.models import Area

BATCH = 2_000
FIRST_MONTH = Month(1960, 1)
EARLIER = -600  # months, so that the bare rows are new as well


def write_file(path: Path, rows: int) -> int:
    """Figures of one count indicator for months before the data set's, so that all are new."""
    codes = list(Area.objects.municipalities().order_by("code").values_list("code", flat=True))
    with path.open("w", encoding="utf-8") as file:
        file.write("indicator;area;month;value;numerator;denominator;state;source;note\n")
        for number in range(rows):
            month = FIRST_MONTH.plus(number // len(codes))
            code = codes[number % len(codes)]
            file.write(f"langtidsledige;{code};{month};{number % 997};;;;jobindsats.dk;\n")
    return rows


def bare_upsert(path: Path) -> None:
    indicator = Indicator.objects.get(code="langtidsledige")
    areas = {area.code: area for area in Area.objects.municipalities()}
    with path.open(encoding="utf-8", newline="") as file, transaction.atomic():
        rows = (
            Figure(
                indicator=indicator,
                area=areas[row["area"]],
                month=Month.parse(row["month"]).plus(EARLIER),
                value=Decimal(row["value"]),
                source=row["source"],
            )
            for row in csv.DictReader(file, delimiter=";")
        )
        while batch := list(islice(rows, BATCH)):
            Figure.objects.bulk_create(
                batch,
                update_conflicts=True,
                unique_fields=["indicator", "month", "area"],
                update_fields=["value", "source", "version"],
            )
