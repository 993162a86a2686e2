"""How many figures at once are read and written: COPY on PostgreSQL, Django's own bulk statements elsewhere.

Figures and revisions get their keys in the order in which they are given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from io import StringIO
from typing import Any, NamedTuple, Protocol, cast

from django.db import connection
from django.db.models import Q

from goals.models import Figure, FigureRevision
from goals.months import Month

MANY = 500
"""From so many figures at once COPY is worth its preparations."""


class Key(NamedTuple):
    indicator_id: int
    area_id: int
    month: Month


class Standing(NamedTuple):
    """A figure as it stands, or as it shall stand."""

    pk: int
    key: Key
    state: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    source_kind: str
    source: str
    version: int
    approved_version: int
    is_reopened: bool

    @property
    def is_locked(self) -> bool:
        return self.approved_version > 0 and not self.is_reopened


@dataclass(slots=True)
class Revision:
    """A row of `FigureRevision` without the weight of a model: there may be a million of them."""

    figure_id: int
    change_id: int
    version: int
    origin: str
    is_approved: bool
    state: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    source_kind: str
    source: str
    replaced_state: str
    replaced_value: Decimal | None
    replaced_numerator: Decimal | None
    replaced_denominator: Decimal | None
    note: str

    content = FigureRevision.content

    def canonical(self) -> dict[str, Any]:
        return FigureRevision.canonical(cast(FigureRevision, self))


class Store(Protocol):
    def standing(self, keys: Collection[Key]) -> dict[Key, Standing]: ...

    def insert(self, figures: Sequence[Standing]) -> list[int]:
        """Adds figures, whatever `pk` they have; returns their keys."""

    def update(self, figures: Sequence[Standing]) -> None:
        """Whether they are reopened is left as it is: who was not looking at that, must not undo it."""

    def append(self, revisions: Sequence[Revision]) -> None:
        """Adds revisions. Raises IntegrityError if somebody else has changed one of the figures meanwhile."""


def store_for(number: int) -> Store:
    return CopyStore() if connection.vendor == "postgresql" and number >= MANY else PlainStore()


_FIELDS = (
    "pk", "indicator_id", "area_id", "month", "state", "value", "numerator", "denominator",
    "source_kind", "source", "version", "approved_version", "is_reopened",
)  # fmt: skip
_GROUPS_AT_ONCE = 200


class PlainStore:
    """Every database."""

    def standing(self, keys: Collection[Key]) -> dict[Key, Standing]:
        found: dict[Key, Standing] = {}
        groups = list(_grouped(keys).items())
        for start in range(0, len(groups), _GROUPS_AT_ONCE):
            wanted = Q()
            for (indicator_id, month), area_ids in groups[start : start + _GROUPS_AT_ONCE]:
                wanted |= Q(indicator=indicator_id, month=month, area__in=area_ids)
            found |= _by_key(Figure.objects.filter(wanted).values_list(*_FIELDS))
        return found

    def insert(self, figures: Sequence[Standing]) -> list[int]:
        return [figure.pk for figure in Figure.objects.bulk_create(map(_figure, figures))]

    def update(self, figures: Sequence[Standing]) -> None:
        Figure.objects.bulk_create(
            map(_figure, figures),
            update_conflicts=True,
            unique_fields=["indicator", "month", "area"],
            update_fields=_FIELDS[4:-1],
        )

    def append(self, revisions: Sequence[Revision]) -> None:
        FigureRevision.objects.bulk_create(map(_revision, revisions))


def _grouped(keys: Iterable[Key]) -> dict[tuple[int, Month], list[int]]:
    groups: dict[tuple[int, Month], list[int]] = defaultdict(list)
    for key in keys:
        groups[key.indicator_id, key.month].append(key.area_id)
    return groups


def _by_key(rows: Iterable[tuple[Any, ...]]) -> dict[Key, Standing]:
    found = (Standing(row[0], Key(row[1], row[2], row[3]), *row[4:]) for row in rows)
    return {figure.key: figure for figure in found}


def _figure(figure: Standing) -> Figure:
    return Figure(**dict(zip(_FIELDS[1:], (*figure.key, *figure[2:]), strict=True)))


_REVISION_FIELDS = tuple(field.name for field in fields(Revision))


def _revision(revision: Revision) -> FigureRevision:
    return FigureRevision(**{name: getattr(revision, name) for name in _REVISION_FIELDS})


class CopyStore:
    """PostgreSQL, for many figures."""

    def standing(self, keys: Collection[Key]) -> dict[Key, Standing]:
        with connection.cursor() as cursor:
            cursor.execute(
                _STANDING, [f"{{{','.join(column)}}}" for column in zip(*_plain(keys), strict=True)]
            )
            rows = cursor.fetchall()
        return _by_key((*row[:3], Month.of(row[3]), *row[4:]) for row in rows)

    def insert(self, figures: Sequence[Standing]) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(_NEW_KEYS, [len(figures)])
            keys = [key for (key,) in cursor.fetchall()]
            _copy(cursor, _COPY_FIGURES, map(_line, figures, keys))
        return keys

    def update(self, figures: Sequence[Standing]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_STAGE)
            _copy(cursor, _COPY_STAGE, (_line(figure, figure.pk) for figure in figures))
            cursor.execute(_UPDATE)

    def append(self, revisions: Sequence[Revision]) -> None:
        with connection.cursor() as cursor:
            _copy(cursor, _COPY_REVISIONS, map(_revision_line, revisions))


_STANDING = """
    SELECT figure.*
    FROM unnest(%s::bigint[], %s::bigint[], %s::date[]) AS wanted (indicator_id, area_id, month)
    CROSS JOIN LATERAL (
        SELECT id, indicator_id, area_id, month, state, value, numerator, denominator, source_kind, source,
               version, approved_version, is_reopened
        FROM goals_figure
        WHERE indicator_id = wanted.indicator_id AND month = wanted.month AND area_id = wanted.area_id
        LIMIT 1
    ) figure
"""
"""Key by key, by the unique index: joined as a whole, every part of a file has all figures read."""
_NEW_KEYS = "SELECT nextval(pg_get_serial_sequence('goals_figure', 'id')) FROM generate_series(1, %s)"
_STAGE = """
    CREATE TEMPORARY TABLE IF NOT EXISTS staged_figure (LIKE goals_figure) ON COMMIT DROP;
    TRUNCATE staged_figure
"""
_UPDATE = """
    UPDATE goals_figure figure
    SET state = staged.state, value = staged.value, numerator = staged.numerator,
        denominator = staged.denominator, source_kind = staged.source_kind, source = staged.source,
        version = staged.version, approved_version = staged.approved_version
    FROM staged_figure staged WHERE figure.id = staged.id
"""
_COPY_FIGURES = """
    COPY goals_figure (id, indicator_id, area_id, month, state, value, numerator, denominator,
                       source_kind, source, version, approved_version, is_reopened) FROM STDIN
"""
_COPY_STAGE = _COPY_FIGURES.replace("goals_figure", "staged_figure")
_COPY_REVISIONS = """
    COPY goals_figurerevision (figure_id, change_id, version, origin, is_approved, state, value, numerator,
                               denominator, source_kind, source, replaced_state, replaced_value,
                               replaced_numerator, replaced_denominator, note) FROM STDIN
"""
_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def _plain(keys: Iterable[Key]) -> Iterable[tuple[str, str, str]]:
    return ((str(key.indicator_id), str(key.area_id), f"{key.month}-01") for key in keys)


def _copy(cursor: Any, statement: str, lines: Iterable[str]) -> None:
    with connection.wrap_database_errors:  # Django does so for its own methods alone
        cursor.copy_expert(statement, StringIO("".join(lines)))


def _line(figure: Standing, pk: int) -> str:
    _pk, key, state, value, numerator, denominator, source_kind, source, *standing = figure
    version, approved_version, is_reopened = standing
    return (
        f"{pk}\t{key.indicator_id}\t{key.area_id}\t{key.month}-01\t{state}\t{_amount(value)}\t{_amount(numerator)}"
        f"\t{_amount(denominator)}\t{source_kind}\t{source.translate(_ESCAPES)}\t{version}\t{approved_version}"
        f"\t{is_reopened}\n"
    )


def _revision_line(row: Revision) -> str:
    return (
        f"{row.figure_id}\t{row.change_id}\t{row.version}\t{row.origin}\t{row.is_approved}\t{row.state}"
        f"\t{_amount(row.value)}\t{_amount(row.numerator)}\t{_amount(row.denominator)}\t{row.source_kind}"
        f"\t{row.source.translate(_ESCAPES)}\t{row.replaced_state}\t{_amount(row.replaced_value)}"
        f"\t{_amount(row.replaced_numerator)}\t{_amount(row.replaced_denominator)}\t{row.note.translate(_ESCAPES)}\n"
    )


def _amount(amount: Decimal | None) -> str:
    return r"\N" if amount is None else f"{amount:f}"
