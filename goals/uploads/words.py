"""What a refused file's sender is told: where, what stands there, and what to do."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from goals.uploads import limits
from goals.uploads.faults import Fault


def told(fault: Fault) -> str:
    """`Fanen “Ark1”, celle B3: Der står #DIV/0!. Ret formlen, eller skriv tallet.`"""
    shown: dict[str, object] = {
        "shown": _printable(fault.shown),
        "megabytes": limits.FILE // limits.MEGABYTE,
        "rows": _thousands(limits.ROWS),
        "columns": limits.COLUMNS,
        "cells": _thousands(limits.CELLS),
        "signs": _thousands(limits.CELL_TEXT),
    }
    reason = _REASONS.get(fault.code, _save_anew)() % shown
    place = _place(fault)
    return f"{place}: {reason}" if place else reason


def _place(fault: Fault) -> str:
    if fault.line:
        return _place_in_text(fault)
    shown = {"sheet": _printable(fault.sheet), "cell": fault.cell}
    if not fault.cell:
        return _("The sheet “%(sheet)s”") % shown if fault.sheet else ""
    if fault.cell.isdecimal():
        return _("The sheet “%(sheet)s”, row %(cell)s") % shown
    if fault.cell.isalpha():
        return _("The sheet “%(sheet)s”, column %(cell)s") % shown
    return _("The sheet “%(sheet)s”, cell %(cell)s") % shown


def _place_in_text(fault: Fault) -> str:
    if fault.cell:
        return _("Line %(line)s, column %(column)s") % {"line": fault.line, "column": fault.cell}
    if fault.sign:
        return _("Line %(line)s, sign %(sign)s") % {"line": fault.line, "sign": fault.sign}
    return _("Line %(line)s") % {"line": fault.line}


def _printable(text: str) -> str:
    shown = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
    return shown if len(shown) <= 60 else f"{shown[:59]}…"


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _save_anew() -> str:
    return _("The file is damaged or incomplete. Open it in Excel, save it again, and send the new file.")


_REASONS: dict[str, Callable[[], str]] = {
    # The file
    "too_large": lambda: _("The file is larger than %(megabytes)s MB. Send only the sheet with the numbers."),
    "empty_file": lambda: _("The file is empty. Send the file in which you have written the numbers."),
    "ending": lambda: _("A file with the ending “%(shown)s” cannot be read here. Save it as .xlsx or .csv."),
    "old_format": lambda: _(
        "The file is saved in Excel's old format. Open it in Excel, and save it as “Excel Workbook (.xlsx)”."
    ),
    "password": lambda: _("The file is protected by a password. Save it without one, and send it again."),
    "macros": lambda: _("The file contains macros. Save it as “Excel Workbook (.xlsx)” without macros."),
    "web_page": lambda: _(
        "The file is a web page, even if it is named after Excel. Open it in Excel, and save it as "
        "“Excel Workbook (.xlsx)”."
    ),
    "not_a_spreadsheet": lambda: _(
        "The file is named .xlsx, but is no Excel workbook. Open it in Excel, and save it as "
        "“Excel Workbook (.xlsx)”."
    ),
    "spreadsheet_named_csv": lambda: _(
        "The file is named .csv, but is an Excel workbook. Give it the ending .xlsx, and send it again."
    ),
    "damaged": _save_anew,
    "repeated_member": _save_anew,
    "outside_member": _save_anew,
    "document_type": lambda: _(
        "The file contains definitions that do not belong in a spreadsheet. Copy the numbers to a new "
        "workbook, and send that."
    ),
    "strange_member": lambda: _(
        "The file contains “%(shown)s”, which does not belong in a spreadsheet. Copy the numbers to a new "
        "workbook, and send that."
    ),
    "external_link": lambda: _(
        "The file fetches content from other files. Copy the numbers to a new workbook with “Paste values”, "
        "and send that."
    ),
    "too_many_members": lambda: _(
        "The file contains more than a workbook of numbers does. Copy the numbers to a new workbook, and "
        "send that."
    ),
    "unfolds_too_far": lambda: _(
        "The file becomes far too large when it is unpacked. Copy the numbers to a new workbook, and "
        "send that."
    ),
    "too_heavy": lambda: _(
        "The file takes too long to read. Copy the numbers to a new workbook, and send that."
    ),
    "several_sheets": lambda: _(
        "Several sheets contain something: %(shown)s. Delete or hide all but the one with the numbers."
    ),
    "too_many_cells": lambda: _(
        "The file has more than %(cells)s cells. Send only the sheet with the numbers."
    ),
    # Its cells
    "far_cell": lambda: _(
        "Something stands outside the first %(rows)s rows and %(columns)s columns. Delete it."
    ),
    "error": lambda: _("It says %(shown)s. Correct the formula, or write the number."),
    "no_value": lambda: _(
        "The formula has no result. Open the file in Excel and save it again, or write the number."
    ),
    "external_formula": lambda: _("The formula starts another program. Write the number instead."),
    "percent": lambda: _(
        "The cell is formatted as a percentage, so that 12.5 may mean 0.125. Write the number without a "
        "per cent sign, and format the cell as a number."
    ),
    "scaled": lambda: _(
        "The cell shows the number in thousands or millions. Format the cell as a number, so that all of it "
        "can be seen."
    ),
    "nothing": lambda: _(
        "The cell's format hides what it contains. Format the cell as a number, or empty it."
    ),
    "time": lambda: _("The cell contains a time. Write the number, and format the cell as a number."),
    "no_date": lambda: _("The cell is formatted as a date, but contains none. Write the month as 2014-04."),
    "damaged_cell": lambda: _("The cell cannot be read. Write its content again."),
    "long_text": lambda: _("The cell contains more than %(signs)s signs. Shorten the text."),
    "invisible": lambda: _("The cell contains an invisible sign (%(shown)s). Write its content again."),
    "merged_number": lambda: _(
        "The cell with the number is merged with others. Split the cells, so that the number has its own."
    ),
    "hidden_row": lambda: _("The row is hidden, perhaps by a filter. Show it or delete it."),
    "hidden_column": lambda: _("The column is hidden. Show it or delete it."),
    # Lines of a text
    "far_line": lambda: _(
        "Something stands outside the first %(rows)s rows and %(columns)s columns. Delete it."
    ),
    "nul": lambda: _("The line contains an invisible sign (NUL). Save the file as “CSV UTF-8”."),
    "encoding": lambda: _(
        "The letters cannot be read, since the file is not saved as UTF-8. Save it as “CSV UTF-8”."
    ),
    "quotation": lambda: _(
        "A quotation mark is not closed, or stands within a text. Write it twice within a text, and put "
        "the text in quotation marks."
    ),
    "long_line": lambda: _(
        "The line is too long to be a row of a table. Delete it, and send the file again."
    ),
    "no_separator": lambda: _("Separate the columns with semicolons or commas."),
}
