"""Reference data from files, loaded again and again: what somebody has edited is left alone.

A row is known by a key that nobody edits (a code, a year, a month). It counts as edited when a person
has recorded an edit of it, when a field no longer says what was last loaded into it, or when it no
longer stands under the key it was loaded under. Then none of its fields is touched, and it is not
made again.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from django.db import models

from jobcentres.changes import Recording, edits_of, fields_of, recording
from jobcentres.models import Area, Change, Jobcentre, RecordEdit, ServedMunicipality
from jobcentres.naming import slug, sort_key

DATA = Path(__file__).parent / "data"
REFORM = date(2007, 1, 1)  # the municipalities, the employment regions and the jobcentres of today
REASON = "load_reference"
COUNTRY = ("DK", "Hele landet")
REGIONS = {"NJ": "Nordjylland", "MJ": "Midtjylland", "SD": "Syddanmark", "HS": "Hovedstaden & Sjælland"}

Row = TypeVar("Row", bound=models.Model)
Values = Mapping[str, object]


@dataclass
class Loading:
    """One run: what was loaded before, the change it writes to, and what came of it."""

    change: Recording
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._loaded: dict[tuple[str, str], dict[str, str]] = {}
        self._edited: set[tuple[str, str]] = set()
        own = Change.objects.filter(by=None, kind=Change.Kind.REFERENCE, reason=REASON)
        own_ids = set(own.values_list("pk", flat=True))
        edits = RecordEdit.objects.order_by("pk").values_list(
            "change_id", "record", "record_key", "field", "new"
        )
        for change_id, record, key, name, new in edits.iterator():
            if change_id in own_ids:
                self._loaded.setdefault((record, key), {})[name] = new
            else:
                self._edited.add((record, key))

    def load(
        self, stored: models.QuerySet[Row], key: Callable[[Row], str], wanted: Mapping[str, Values]
    ) -> dict[str, Row]:
        """Make the table of `stored` say what is `wanted`, by key; gives all its rows by key."""
        rows = {key(row): row for row in stored}
        made, changed, edits = [], [], []
        for name, values in wanted.items():
            row = rows.get(name)
            before = fields_of(row) if row else None
            if self._is_edited(stored.model, name, row):
                self.kept.append(f"{stored.model._meta.label} {name}")
            elif row is None:
                rows[name] = row = stored.model(**values)
                made.append(row)
                edits.append((row, name, before))
            elif _rewrite(row, values):
                changed.append(row)
                edits.append((row, name, before))
            else:
                self.unchanged += 1
        self._store(stored.model, made, changed)
        RecordEdit.objects.bulk_create(
            [edit for row, name, before in edits for edit in edits_of(self.change, row, name, before)], 1000
        )
        return rows

    def is_made_here(self, model: type[models.Model], key: str) -> bool:
        """Whether a person has made the row, and no file."""
        name = (model._meta.label, key)
        return name in self._edited and name not in self._loaded

    def _is_edited(self, model: type[Row], key: str, row: Row | None) -> bool:
        name = (model._meta.label, key)
        loaded = self._loaded.get(name)
        if row is None:
            return loaded is not None
        return name in self._edited or loaded is None or not _still_says(row, loaded)

    def _store(self, model: type[Row], made: list[Row], changed: list[Row]) -> None:
        model._default_manager.bulk_create(made)
        if changed:
            names = [column.name for column in model._meta.concrete_fields if not column.primary_key]
            model._default_manager.bulk_update(changed, names, batch_size=100)
        self.created += len(made)
        self.changed += len(changed)


@contextmanager
def loading() -> Iterator[Loading]:
    """One change that holds all that is loaded inside; none if nothing was new."""
    with recording(by=None, kind=Change.Kind.REFERENCE, reason=REASON) as change:
        yield Loading(change)


def load_places(load: Loading) -> None:
    """The country, its regions and municipalities, and the jobcentres that serve them."""
    areas = _load_areas(load)
    jobcentres = load.load(
        Jobcentre.objects.all(), lambda row: row.slug, {row["slug"]: row for row in _jobcentres(areas)}
    )
    load.load(
        ServedMunicipality.objects.select_related("municipality"),
        lambda row: f"{row.municipality.code} {row.valid_from}",
        {f"{row['municipality'].code} {REFORM}": row for row in _served(jobcentres, areas)},
    )


def _load_areas(load: Loading) -> dict[str, Area]:
    """Floor by floor, as each floor needs the keys of the one above."""
    areas: dict[str, Area] = {}
    for floor in (_country, _regions, _municipalities):
        areas = load.load(Area.objects.all(), lambda area: area.code, dict(floor(areas)))
    return areas


def _country(_areas: Mapping[str, Area]) -> Iterator[tuple[str, Values]]:
    code, name = COUNTRY
    yield code, _area(code, name, Area.Level.COUNTRY, None)


def _regions(areas: Mapping[str, Area]) -> Iterator[tuple[str, Values]]:
    for code, name in REGIONS.items():
        yield code, _area(code, name, Area.Level.REGION, areas[COUNTRY[0]])


def _municipalities(areas: Mapping[str, Area]) -> Iterator[tuple[str, Values]]:
    for line in lines("municipalities.csv"):
        area = _area(line["code"], line["name"], Area.Level.MUNICIPALITY, areas[line["employment_region"]])
        yield (
            line["code"],
            {
                **area,
                "tile_label": line["tile_label"],
                "tile_column": int(line["tile_column"]),
                "tile_row": int(line["tile_row"]),
            },
        )


def _area(code: str, name: str, level: str, parent: Area | None) -> dict[str, object]:
    return {
        "code": code,
        "level": level,
        "parent": parent,
        "name": name,
        "slug": slug(name),
        "sort_key": sort_key(name),
        "valid_from": REFORM,
    }


def _jobcentres(areas: Mapping[str, Area]) -> Iterator[dict[str, Any]]:
    for line in lines("jobcentres.csv"):
        yield {
            "name": line["name"],
            "slug": _jobcentre_slug(line["name"]),
            "sort_key": sort_key(line["name"]),
            "region": areas[line["employment_region"]],
            "valid_from": REFORM,
        }


def _served(jobcentres: Mapping[str, Jobcentre], areas: Mapping[str, Area]) -> Iterator[dict[str, Any]]:
    for line in lines("jobcentres.csv"):
        codes = line["municipality_codes"].split()
        jobcentre = jobcentres.get(_jobcentre_slug(line["name"]))
        if jobcentre is None or not areas.keys() >= set(codes):  # renamed or removed by somebody
            continue
        for place, code in enumerate(codes):
            yield {
                "jobcentre": jobcentre,
                "municipality": areas[code],
                "is_host": place == 0,
                "certainty": line["certainty"],
                "valid_from": REFORM,
            }


def _jobcentre_slug(name: str) -> str:
    return slug(name.removeprefix("Jobcenter "))


def lines(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _rewrite(row: models.Model, values: Values) -> bool:
    """Put `values` into `row`; whether that changed anything."""
    before = fields_of(row)
    for name, value in values.items():
        setattr(row, name, value)
    return fields_of(row) != before


def _still_says(row: models.Model, loaded: Mapping[str, str]) -> bool:
    """Whether every field of `row` says what was last loaded into it. Empty text stands for no value."""
    for column in row._meta.concrete_fields:
        if column.primary_key:
            continue
        value, text = getattr(row, column.attname), loaded.get(column.attname, "")
        if (value not in (None, "")) if text == "" else column.to_python(text) != value:
            return False
    return True
