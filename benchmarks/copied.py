"""The yardsticks of files of figures: what PostgreSQL copies into a file, as psql's \\copy does, of the same
join with the same columns in the same order. It knows nothing of rights, of small numbers, or of sums."""

from __future__ import annotations

import tempfile
from datetime import date

from django.db import connection

_FROM = """
    FROM goals_figure figure
    JOIN goals_indicator indicator ON indicator.id = figure.indicator_id
    JOIN goals_goal goal ON goal.indicator_id = indicator.id
    JOIN goals_goalyear goal_year ON goal_year.id = goal.goal_year_id
    JOIN jobcentres_area area ON area.id = figure.area_id
    JOIN goals_figurerevision revision
      ON revision.figure_id = figure.id AND revision.version = figure.approved_version
    JOIN jobcentres_change change ON change.id = revision.change_id
    WHERE goal_year.year = 2014 AND area.level = 'municipality'
      AND figure.month BETWEEN %(first)s AND %(last)s
    ORDER BY goal.number, area.sort_key, figure.month
"""
FIGURES = f"""
    SELECT goal.number, indicator.code, indicator.unit, area.level, area.code, area.name,
           to_char(figure.month, 'YYYY-MM'), figure.value, figure.numerator, figure.denominator, figure.state,
           false, not revision.is_approved, revision.source_kind, revision.source, change.recorded_at::date
    {_FROM}
"""
RAW = f"""
    SELECT indicator.code, area.code, to_char(figure.month, 'YYYY-MM'), figure.value, figure.numerator,
           figure.denominator, figure.state, revision.source, revision.note, revision.source_kind
    {_FROM}
"""


def copy(join: str, first: date, last: date) -> int:
    """Into a file on the disk; returns the number of rows."""
    with tempfile.TemporaryFile() as file, connection.cursor() as cursor:
        rows: bytes = cursor.mogrify(join, {"first": first, "last": last})
        cursor.copy_expert(b"COPY (" + rows + b") TO STDOUT WITH (FORMAT csv, HEADER)", file)
        written: int = cursor.rowcount
    return written
