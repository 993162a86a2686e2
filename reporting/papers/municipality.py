"""`Opfølgning på beskæftigelsesindsatsen i Sorø Kommune`: the page of a municipality as a paper for its
council."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from goals.numbers import HIDDEN
from jobcentres.models import Area
from reporting import wording
from reporting.area_page import Overview, content
from reporting.charts import Chart as Drawn
from reporting.papers import Paper, frame, parts
from reporting.papers.blocks import Beside, Block, Box, Heading, Prose, Status, Together
from reporting.sections import Section
from reporting.summaries import Book


def made(book: Book, area: Area) -> Paper:
    with frame.IN_DANISH:
        shown = content(book, area)
        overview, sections = shown["overview"], shown["sections"]
        document = frame.document(
            book,
            lead=_("Follow-up on employment in"),
            name=area.full_name,
            facts=_facts(book, area, overview),
            blocks=[
                *_opening(overview, _written(overview, sections)),
                *(block for section in sections for block in _goal(section, area)),
                Heading(_("What the figures are")),
                *frame.definitions(book, [section.goal for section in sections]),
            ],
            about=[area],
        )
        return frame.paper(document, book.choice, area.full_name)


def _facts(book: Book, area: Area, overview: Overview) -> Iterator[str]:
    served_by, above = book.places.served_by(area), book.places.above(area)
    if served_by:
        yield served_by.name
    if len(above) > 1:
        yield above[0].full_name
    if overview.updated:
        yield _("Updated %(moment)s") % {"moment": overview.updated}


def _written(overview: Overview, sections: Sequence[Section]) -> frozenset[str]:
    """The figures as they stand in the paper's tables."""
    rows = [*overview.rows, *overview.own_rows]
    figures = {figure for row in rows for figure in (row.latest, row.previous, row.change, row.path)}
    beside = (row for one in sections if one.comparison for row in one.comparison.rows)
    return frozenset(figures | {figure for row in beside for figure in (row.value, row.change)})


def _opening(overview: Overview, written: frozenset[str]) -> Iterator[Block]:
    if overview.is_empty:
        yield Box((Prose(_("There are no figures and no targets here yet"), "finding"),))
    yield Prose(overview.paragraph.shown, "lead")
    yield from (Prose(note, "note") for note in overview.paragraph.notes)
    yield parts.status_table(overview.rows, overview.own_rows, overview.area.full_name)
    if overview.has_path:
        yield Prose(
            _(
                "The benchmark is the figure that the municipality may at most (or must at least) have now "
                "if it is to reach the target at an even pace. It is not an adopted goal."
            ),
            "note",
        )
    yield from parts.signs(
        preliminary=any(figure.endswith(wording.PRELIMINARY) for figure in written), hidden=HIDDEN in written
    )
    if overview.lines.missing:
        yield Prose(" · ".join(overview.lines.missing), label=_("Missing:"))
    if overview.lines.awaited:
        yield Prose(" · ".join(overview.lines.awaited), label=_("Awaited:"))


def _goal(section: Section, area: Area) -> Iterator[Block]:
    yield Heading(section.goal.heading)
    findings = tuple(_findings(section))
    if section.chart:
        yield Together((Beside(findings, tuple(_evidence(section, area, section.chart))),))
    else:
        yield from findings
    if section.remark:
        label = _("The jobcentre's comment, %(period)s:") % {"period": section.remark_period}
        yield Prose(f'"{section.remark}"', label=label)


def _findings(section: Section) -> Iterator[Block]:
    """What the figures say, for the margin."""
    yield Prose(section.conclusion, "finding")
    yield Status(section.status.sign, section.status.word)
    if said := " ".join(filter(None, (section.rule, *section.facts))):
        yield Prose(said, "note")
    if section.outlook:
        yield Prose(" ".join(section.outlook), "note", label=_("Outlook") + ":")
    yield parts.source(section.source, section.updated, section.next_update)


def _evidence(section: Section, area: Area, chart: Drawn) -> Iterator[Block]:
    name = f"{section.goal.indicator.name}, {area.full_name}"
    alt = f"{name}. {section.conclusion}"
    yield parts.trend(chart, section.chart_key, caption=name, alt=alt, note=section.chart_note)
    if section.comparison:
        yield parts.comparison(section.comparison, section.goal)
        if section.comparison.standing:
            yield Prose(section.comparison.standing, "note")
