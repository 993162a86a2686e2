"""The figures of goals as PostgreSQL writes them with COPY: the same bytes as `raw_files` writes elsewhere,
as fast as psql's own copy. One statement, and so one state of the figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

from django.db import connection

from goals.live_text import BLANKS, FORMULA_SIGNS
from goals.low_figures import Span, are_low
from goals.models import FigureRevision, Goal
from goals.series import Basis
from reporting.exports.extract import Extracted
from reporting.exports.separated import DANISH, Separated


def can_copy(extracted: Extracted, goal: Goal) -> bool:
    """Whether the database can write the figures of the goal without a look at each: it is PostgreSQL, and no
    number is so small that anything could be hidden from the reader."""
    if connection.vendor != "postgresql":
        return False
    book = extracted.book
    if book.reader.sees_all:
        return True
    around = Span(extracted.extract.first_month, book.choice.as_of).around()
    return not FigureRevision.objects.filter(are_low([book.measure(goal)], around, "figure__")).exists()


def copy_goals(extracted: Extracted, goals: Sequence[Goal], dialect: Separated, to: IO[bytes]) -> int:
    """Write the lines of the goals; returns how many."""
    book, choice = extracted.book, extracted.book.choice
    asked = {
        "indicators": [goal.indicator_id for goal in goals],
        "indicator_codes": [goal.indicator.code for goal in goals],
        "ids": [area.pk for area in extracted.areas],
        "codes": [area.code for area in extracted.areas],
        "first": extracted.extract.first_month.first_day,
        "last": choice.as_of.first_day,
        "known_on": choice.known_on,
        "counts_all": choice.basis is Basis.PRELIMINARY and book.reader.sees_all,
        "counted": list(book.reader.area_ids) if choice.basis is Basis.PRELIMINARY else [],
        "sees_all": book.reader.sees_all,
        "inside": list(book.reader.area_ids),
        "live": _LIVE,
        "sign": "," if dialect is DANISH else ".",
    }
    is_preliminary = (
        ", CASE WHEN is_approved THEN 'false' ELSE 'true' END" if choice.basis is Basis.PRELIMINARY else ""
    )
    with connection.cursor() as cursor:
        rows: bytes = cursor.mogrify(_ROWS.replace("/*preliminary*/", is_preliminary), asked)
        copy = b"COPY (%s) TO STDOUT WITH (FORMAT csv, DELIMITER '%s')" % (rows, dialect.separator.encode())
        with connection.wrap_database_errors:  # Django does so for its own methods alone
            cursor.copy_expert(copy, _Ending(to, dialect.line_end.encode()) if dialect is DANISH else to)
        written: int = cursor.rowcount
    return written


class _Ending:
    """Takes the lines one by one, as PostgreSQL sends them, and gives each the end that the dialect has."""

    def __init__(self, to: IO[bytes], line_end: bytes) -> None:
        self._write, self._line_end = to.write, line_end

    def write(self, line: bytes) -> None:
        self._write(line[:-1] + self._line_end)


_SIGNS = sorted({*FORMULA_SIGNS} - {"\0"}, key="-".__eq__)  # a hyphen within brackets would be a range
_LIVE = f"^'*[{BLANKS}]*[{''.join(_SIGNS)}]"


_ROWS = """
    SELECT indicator, area, to_char(month, 'YYYY-MM'),
           replace(trim_scale(value)::text, '.', %(sign)s),
           replace(trim_scale(numerator)::text, '.', %(sign)s),
           replace(trim_scale(denominator)::text, '.', %(sign)s),
           state,
           CASE WHEN source ~ %(live)s THEN '''' || source ELSE nullif(source, '') END,
           CASE WHEN note ~ %(live)s THEN '''' || note ELSE nullif(note, '') END,
           source_kind/*preliminary*/
    FROM (
        SELECT DISTINCT ON (goal.number, place.number, figure.month)
               goal.number AS goal, goal.code AS indicator, place.number, place.code AS area, figure.month,
               revision.is_approved,
               revision.value, revision.numerator, revision.denominator, revision.state, revision.source,
               CASE WHEN %(sees_all)s OR place.id = ANY(%(inside)s::bigint[]) THEN revision.note END AS note,
               revision.source_kind
        FROM unnest(%(ids)s::bigint[], %(codes)s::text[]) WITH ORDINALITY AS place (id, code, number)
        JOIN goals_figure figure ON figure.area_id = place.id
        JOIN unnest(%(indicators)s::bigint[], %(indicator_codes)s::text[]) WITH ORDINALITY
          AS goal (id, code, number) ON goal.id = figure.indicator_id
        JOIN goals_figurerevision revision ON revision.figure_id = figure.id
        JOIN jobcentres_change change ON change.id = revision.change_id
        WHERE figure.month BETWEEN %(first)s AND %(last)s
          AND (revision.is_approved OR %(counts_all)s OR place.id = ANY(%(counted)s::bigint[]))
          AND (%(known_on)s::timestamptz IS NULL OR change.recorded_at <= %(known_on)s::timestamptz)
        ORDER BY goal.number, place.number, figure.month, revision.version DESC
    ) newest
    WHERE state <> 'not_reported'
    ORDER BY goal, number, month
"""
"""Of each figure the newest version that counts. An empty text is written as nothing, where COPY would write
two quotation marks; a live one as `goals.live_text.harmless` writes it."""
