"""The shapes in which an extract is laid out, each with its rows, its columns and the files it can be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from reporting.exports.columns import COLUMNS
from reporting.exports.extract import FIGURES, MATRIX, RAW, REVISIONS, SUMMARY, Extracted
from reporting.exports.figures import FIGURE_COLUMNS, count_of_figures
from reporting.exports.json_stat import json_stat_parts
from reporting.exports.kinds import Column, Words
from reporting.exports.matrix import count_of_matrix, matrix_columns, matrix_rows
from reporting.exports.raw import count_of_raw, raw_columns, raw_rows
from reporting.exports.raw_files import danish_file, machine_file
from reporting.exports.revisions import REVISION_COLUMNS, count_of_revisions, revision_rows

Columns = Mapping[str, Column[Any]]
Writer = Callable[[Extracted], Iterator[bytes]]

TABLES = ("xlsx", "csv-dk", "csv", "json")


@dataclass(frozen=True, slots=True)
class Shape:
    """`word` names it in addresses, commands and files, `label` where people choose.

    `columns` may depend on the goals of the extract, `rows` are made as they are asked for, and `count` says
    how many there are. `formats` are those it can be had in; `writers` write the formats that are no table
    of rows and columns.
    """

    word: str
    label: Words
    columns: Callable[[Extracted], Columns]
    rows: Callable[[Extracted], Iterator[Any]]
    count: Callable[[Extracted], int]
    formats: tuple[str, ...] = TABLES
    writers: Mapping[str, Writer] = field(default_factory=dict)


def _count_of_summaries(extracted: Extracted) -> int:
    return len(extracted.areas) * len(extracted.book.goals)


def _count_of_figures(extracted: Extracted) -> int:
    return count_of_figures(extracted.book, extracted.areas, extracted.extract.first_month)


_CUBE: Mapping[str, Writer] = {"jsonstat": json_stat_parts}

SHAPES: Mapping[str, Shape] = {
    shape.word: shape
    for shape in (
        Shape(
            SUMMARY,
            _("Overview: one row for each indicator and area, with target and status"),
            lambda _extracted: COLUMNS,
            Extracted.summaries,
            _count_of_summaries,
            (*TABLES, "jsonstat"),
            _CUBE,
        ),
        Shape(
            FIGURES,
            _("All figures: one row for each indicator, area and month"),
            lambda _extracted: FIGURE_COLUMNS,
            Extracted.figures,
            _count_of_figures,
            (*TABLES, "jsonstat"),
            _CUBE,
        ),
        Shape(
            MATRIX,
            _("Municipalities × goals: one row for each municipality, the goals side by side"),
            matrix_columns,
            matrix_rows,
            count_of_matrix,
        ),
        Shape(
            REVISIONS,
            _("Changes: one row for each version of a figure"),
            lambda _extracted: REVISION_COLUMNS,
            revision_rows,
            count_of_revisions,
        ),
        Shape(
            RAW,
            _("Raw figures: as they were recorded, in a file that can be read in again"),
            raw_columns,
            raw_rows,
            count_of_raw,
            ("csv-dk", "csv"),
            {"csv-dk": danish_file, "csv": machine_file},
        ),
    )
}


def shape_of(extracted: Extracted) -> Shape:
    return SHAPES[extracted.extract.shape]
