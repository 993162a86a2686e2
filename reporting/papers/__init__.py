"""Papers for councils: PDF files from the same results as the pages. Typst is loaded when one is made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from goals.contracts import Agreement
from goals.forms.report_page import Numbers
from goals.models import Report
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area
from reporting.summaries import Book, Choice


class Paper(NamedTuple):
    """A file: its name, and what stands in it."""

    name: str
    parts: bytes


def needs(kind: str) -> dict[str, Any]:
    """What `reporting.summaries.load` has to be told for a paper of this kind (`municipality`, `country`),
    besides the choice, the reader, the areas and the municipalities' own goals."""
    return {"with_clusters": True, "with_notes": kind == "municipality"}


def municipality_paper(book: Book, area: Area) -> Paper:
    """How far a municipality is with each goal, two to four pages."""
    from reporting.papers.municipality import made

    return made(book, area)


def country_paper(book: Book) -> Paper:
    """The country, its regions and all its municipalities. `book` has all areas."""
    from reporting.papers.country import made

    return made(book)


def region_paper(book: Book, area: Area) -> Paper:
    """The contract of a region, and its municipalities goal by goal. `book` has the region with them."""
    from reporting.papers.region import made

    return made(book, area)


def contract_paper(book: Book, agreement: Agreement, *, to_party: bool) -> Paper:
    """A region's contract as its page shows it. `book` has the region and the agreement's promises, both as
    they stood at the choice's moment; `to_party`: with the steps that only the contract's parties read."""
    from reporting.papers.contract import made

    return made(book, agreement, to_party=to_party)


def follow_up_paper(report: Report, numbers: Numbers, quarters: Sequence[Numbers], moment: datetime) -> Paper:
    """One number of a quarter's follow-up as it was frozen, with what had been said about it at `moment`, and
    how the year's `quarters` stood then (`goals.forms.report_page.as_known`)."""
    from reporting.papers.follow_up import made

    return made(report, numbers, quarters, moment)


def contract_file_name(choice: Choice, region: Area) -> str:
    """`Maaltal 2014-05 kontrakt Beskæftigelsesregion Midtjylland kendt 2014-06-10.pdf`"""
    from reporting.papers.frame import file_name

    return f"{file_name(choice, f'kontrakt {region.full_name}')}.pdf"


def follow_up_file_name(report: Report, numbers: Numbers) -> str:
    """`Maaltal 2013 opfølgning 3. kvartal Beskæftigelsesregion Midtjylland kendt 2013-10-18.pdf`"""
    parts = ["Maaltal", str(numbers.goal_year.year), f"opfølgning {report.quarter}. kvartal"]
    parts += [numbers.area.full_name, *([f"nr. {report.number}"] if report.number > 1 else [])]
    return " ".join([*parts, f"kendt {report.known_on.astimezone(COPENHAGEN):%Y-%m-%d}.pdf"])
