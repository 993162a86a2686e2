"""Summary files as a program reads them."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from django.core.management import call_command


def exported(*arguments: str) -> str:
    out = io.StringIO()
    call_command("export_summary", *arguments, stdout=out)
    return out.getvalue()


def rows_of(*arguments: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exported(*arguments))))


def row_of(area: str, indicator: str, *arguments: str) -> dict[str, str]:
    (row,) = rows_of(*arguments, "--area", area, "--indicator", indicator)
    return row


def records_of(*arguments: str) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = json.loads(exported(*arguments, "--format", "json"))
    return records
