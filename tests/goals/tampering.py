"""Random tampering by raw SQL in every table of the chain: rows altered, removed, put in, reordered."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import Model

from goals.models import Figure, MonthlyReturn, Target
from goals.verification import History, first_fault
from goals.verification.contents import TABLES
from jobcentres.models import Area, Change, Seal

Row = dict[str, Any]

STANDING: tuple[type[Model], ...] = (Figure, Target, MonthlyReturn)
HISTORY: tuple[type[Model], ...] = (*TABLES, Change, Seal)
PLACE_IN_UNIQUE_KEY = {"version", "number", "month"}


def unnoticed(drawn: random.Random, acts: int) -> Iterator[str]:
    """Those of so many acts, each on its own and taken back, that the verification does not find."""
    done = 0
    while done < acts:
        try:
            with transaction.atomic():
                act = _tamper(drawn)
                found = first_fault(History.now()) if act else None
                transaction.set_rollback(True)
        except (IntegrityError, DataError):  # the database itself does not let it happen
            continue
        done += bool(act)
        if act and not found:
            yield act


def _tamper(drawn: random.Random) -> str:
    """What was done; nothing if there was nothing to do it to."""
    how = drawn.choice([_alter, _remove, _put_in, _reorder])
    model = drawn.choice(HISTORY if how is _reorder else (*HISTORY, *STANDING))
    rows = list(model._default_manager.order_by("pk").values())
    told = how(drawn, model, rows) if rows else ""
    return told and f"{how.__name__} {model.__name__} {told}"


def _alter(drawn: random.Random, model: type[Model], rows: list[Row]) -> str:
    row = drawn.choice(rows)
    column = drawn.choice([name for name in row if name != "id"])
    value = _other(drawn, row[column], [other[column] for other in rows])
    if value == row[column]:
        return ""
    _run(model, 'UPDATE {} SET "' + column + '" = %s WHERE id = %s', value, row["id"])
    return f"{row}: {column} = {value!r}"


def _remove(drawn: random.Random, model: type[Model], rows: list[Row]) -> str:
    row = drawn.choice(rows)
    _run(model, "DELETE FROM {} WHERE id = %s", row["id"])
    return str(row)


def _put_in(drawn: random.Random, model: type[Model], rows: list[Row]) -> str:
    row = drawn.choice(rows) | {"id": 1 + max(row["id"] for row in rows)}
    for column in PLACE_IN_UNIQUE_KEY & row.keys():
        row[column] = date(2011, drawn.randint(1, 12), 1) if column == "month" else (row[column] or 0) + 50
    if model is Target:
        taken = {one["area_id"] for one in rows}
        row["area_id"] = drawn.choice(
            [pk for pk in Area.objects.order_by("pk").values_list("pk", flat=True) if pk not in taken]
        )
    columns = ", ".join(f'"{column}"' for column in row)
    _run(model, f"INSERT INTO {{}} ({columns}) VALUES ({', '.join(['%s'] * len(row))})", *row.values())
    return str(row)


def _reorder(drawn: random.Random, model: type[Model], rows: list[Row]) -> str:
    """Two rows change places: in the order of changes, or within one change."""
    if len(rows) < 2:
        return ""
    one, other = drawn.sample(rows, 2)
    place = {Change: "number", Seal: "id"}.get(model, TABLES.get(model, "").split("__")[0] + "_id")
    if _without(one, place) == _without(other, place):
        return ""
    if one[place] == other[place]:
        place = "id"
    if place != "id" and model is not Change:
        _run(model, f"UPDATE {{}} SET {place} = %s WHERE id = %s", other[place], one["id"])
        _run(model, f"UPDATE {{}} SET {place} = %s WHERE id = %s", one[place], other["id"])
    else:
        for old, new in ((one[place], 10**6), (other[place], one[place]), (10**6, other[place])):
            _run(model, f"UPDATE {{}} SET {place} = %s WHERE {place} = %s", new, old)
    return f"{place} of {one} and {other}"


def _without(row: Row, place: str) -> Row:
    return {name: value for name, value in row.items() if name not in ("id", place)}


def _other(drawn: random.Random, value: Any, seen: list[Any]) -> Any:
    """Another value of the same kind, sometimes one that another row has."""
    if drawn.random() < 0.3:
        return drawn.choice(seen)
    if isinstance(value, bool):
        return not value
    if isinstance(value, datetime):
        return value + timedelta(microseconds=drawn.choice([1, 10**6, 10**9]))
    if isinstance(value, date):
        return value + timedelta(days=31)
    if isinstance(value, str):
        return value[:-1] if value and drawn.random() < 0.5 else f"{value}."
    if value is None:
        return drawn.choice(seen)
    if isinstance(value, tuple):  # a month
        return date(value[0], value[1] % 12 + 1, 1)
    return value + drawn.choice([-1, 1])


def _run(model: type[Model], statement: str, *values: object) -> None:
    plain = [date(value[0], value[1], 1) if isinstance(value, tuple) else value for value in values]
    with connection.cursor() as cursor:
        cursor.execute(statement.format(model._meta.db_table), list(map(_adapted, plain)))


def _adapted(value: object) -> object:
    """As the models store it: SQLite keeps moments in UTC and amounts as numbers."""
    if connection.vendor == "sqlite" and isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return str(value) if connection.vendor == "sqlite" and isinstance(value, date) else value
