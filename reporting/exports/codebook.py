"""What the columns, codes and indicators of a file mean: a row to each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from goals.models import Goal, IndicatorDefinition
from goals.numbers import HIDDEN
from reporting import summaries
from reporting.exports.kinds import Column
from reporting.exports.sheet import Book


class Entry(NamedTuple):
    """`where` it stands; `heading` as people read it, `name` as programs do."""

    where: str
    heading: str
    name: str
    unit: str
    format: str
    definition: str


WIDTHS = (16, 30, 20, 24, 30, 90)


def headings() -> tuple[str, ...]:
    return (_("Where"), _("Heading"), _("Name in CSV and JSON"), _("Unit"), _("Format"), _("Definition"))


def column_entries(where: str, columns: Mapping[str, Column[Any]]) -> Iterator[Entry]:
    for name, column in columns.items():
        yield Entry(
            where,
            str(column.heading),
            name,
            str(column.unit),
            str(column.format),
            str(column.definition),
        )


def code_entries(columns: Mapping[str, Column[Any]], known: set[str]) -> Iterator[Entry]:
    """The codes of the columns that are not `known` yet, and what they are called in the workbook."""
    for name, column in columns.items():
        if name not in known and column.words:
            known.add(name)
            for code, words in column.words.items():
                yield Entry(_("Code"), str(column.heading), name, "", code, str(words))


def indicator_entries(goals: Sequence[Goal], book: summaries.Book) -> Iterator[Entry]:
    """With the definitions in force in the last month counted."""
    texts = {
        one.indicator_id: one
        for one in IndicatorDefinition.objects.valid_on(book.choice.as_of.last_day).filter(
            indicator__in=[goal.indicator_id for goal in goals]
        )
    }
    for goal in goals:
        indicator, definition = goal.indicator, texts.get(goal.indicator_id)
        said = [goal.title, definition.text if definition else ""]
        yield Entry(
            _("Indicator"),
            f"{goal.number} {goal.short_name}",
            indicator.code,
            indicator.get_unit_display(),
            f"{indicator.get_direction_display()}, {indicator.get_window_display()}",
            "\n\n".join(filter(None, said)),
        )


def sign_entries() -> Iterator[Entry]:
    yield Entry(
        _("Sign"),
        _("empty cell"),
        "",
        "",
        "",
        _("An empty cell is a figure that is not there. It is never 0."),
    )
    yield Entry(
        _("Sign"),
        HIDDEN,
        "",
        "",
        "",
        _("Two points (..) are a number that is not shown out of regard for discretion. In JSON it is null."),
    )


Tables = Sequence[tuple[str, Mapping[str, Column[Any]]]]
"""The columns of each sheet, by its name."""


def entries(book: summaries.Book, tables: Tables) -> Iterator[Entry]:
    yield from indicator_entries(book.goals, book)
    known: set[str] = set()
    for where, columns in tables:
        yield from column_entries(where, columns)
    yield from sign_entries()
    for _where, columns in tables:
        yield from code_entries(columns, known)


def codebook(book: Book, results: summaries.Book, tables: Tables, *, footer: str) -> None:
    sheet = book.sheet(_("Definitions"), footer=footer)
    for position, (heading, width) in enumerate(zip(headings(), WIDTHS, strict=True)):
        sheet.set_column(position, position, width)
        book.write_text(sheet, 0, position, heading, "header")
    number = 0
    for number, entry in enumerate(entries(results, tables), start=1):
        book.write_prose(sheet, number, entry, WIDTHS)
    sheet.autofilter(0, 0, number, len(WIDTHS) - 1)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
