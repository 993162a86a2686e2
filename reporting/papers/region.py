"""`Kvartalsrapport om beskæftigelsesindsatsen, Beskæftigelsesregion Midtjylland`: the page of a region as a
paper for its council, the contract first, then all municipalities goal by goal."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from goals.models import Goal
from jobcentres.models import Area
from reporting import wording
from reporting.charts import Chart as Drawn
from reporting.dots import OTHER, change_dots, level_dots
from reporting.group_page import GroupOverview, GroupSection, group_overview, group_sections
from reporting.local_targets import LocalTargets, local_targets
from reporting.matrix import JUDGED, municipality_matrix
from reporting.matrix_choice import Asked
from reporting.missing import missing_in, reported_in
from reporting.nationwide import Nationwide, within
from reporting.papers import Paper, frame, parts
from reporting.papers.blocks import (
    LEFT,
    Beside,
    Block,
    Chart,
    Column,
    Heading,
    Prose,
    Row,
    Status,
    Table,
    Together,
    cells,
)
from reporting.papers.member_dots import member_dots
from reporting.status_table import status_of
from reporting.summaries import Book


def made(book: Book, area: Area) -> Paper:
    with frame.IN_DANISH:
        reported = reported_in(book, area)
        overview = group_overview(book, area)
        document = frame.document(
            book,
            lead=_("Quarterly report on employment,"),
            name=area.full_name,
            facts=[wording.municipalities(len(book.places.members(area)))],
            blocks=[
                *_opening(overview),
                Heading(_("Needs attention")),
                *parts.attention(overview.behind, missing_in(book, area, reported)),
                *_local_targets(local_targets(book, area)),
                *(
                    block
                    for section in group_sections(book, area, reported.updated)
                    for block in _goal(book, section, area)
                ),
                *_municipalities(book, area),
                Heading(_("What the figures are")),
                *frame.definitions(book, book.goals),
            ],
            about=book.places.members(area),
        )
        return frame.paper(document, book.choice, area.full_name)


def _opening(overview: GroupOverview) -> Iterator[Block]:
    if overview.told:
        yield Prose(overview.told, "lead")
    yield parts.group_table(overview)
    yield parts.key_of_signs()
    yield from (Prose(row.same, "note") for row in overview.rows if row.same)
    if overview.has_target:
        yield Prose(
            _(
                "The benchmark is the figure that the region may at most (or must at least) have now if it "
                "is to reach the target at an even pace. It is not an adopted goal."
            ),
            "note",
        )
    yield from parts.signs(preliminary=overview.has_preliminary, hidden=overview.has_hidden)


def _local_targets(found: LocalTargets) -> Iterator[Block]:
    if not found.rows:
        return
    yield Heading(_("Local targets against the contract"))
    yield Table(
        caption=_("The municipalities' own targets added up, beside the contract"),
        columns=(
            Column(_("Minister's goal"), LEFT, share=1),
            Column(_("Sum of local targets")),
            Column(_("Municipalities"), LEFT, most=44),
            Column(_("The contract")),
            Column(_("Difference"), LEFT, most=62),
        ),
        rows=tuple(
            Row(cells(f"{row.number} {row.name}", row.total, row.coverage, row.contract, row.verdict))
            for row in found.rows
        ),
    )
    if found.percentages:
        said = _("Percentages cannot be added up; left out: minister's goal %(numbers)s.")
        yield Prose(said % {"numbers": found.percentages}, "note")


def _goal(book: Book, section: GroupSection, area: Area) -> Iterator[Block]:
    yield Heading(section.goal.heading)
    findings: list[Block] = [Prose(section.conclusion, "finding")]
    if section.status:
        findings.append(Status(section.status.sign, section.status.word))
    findings += [Prose(fact, "note") for fact in section.facts]
    findings.append(parts.source(section.source, section.updated, section.next_update))
    if section.chart:
        yield Together((Beside(tuple(findings), (_trend(section, area, section.chart),)),))
    else:
        yield from findings
    found = within(book, area, section.goal)
    if found is not None:
        yield from _members(book, section.goal, found)


def _trend(section: GroupSection, area: Area, chart: Drawn) -> Chart:
    name = f"{section.goal.indicator.name}, {area.full_name}"
    return parts.trend(chart, section.chart_key, caption=name, alt=f"{name}. {section.conclusion}")


def _members(book: Book, goal: Goal, found: Nationwide) -> Iterator[Block]:
    """The municipalities in order: shares by their figure, counts by their change in a year."""
    dots = level_dots(found) if found.measure.is_ratio else change_dots(found)
    if not any(dot.kind == OTHER for dot in dots.dots):
        return
    yield Heading(_("The municipalities: %(goal)s") % {"goal": goal.short_name}, level=2)
    caption = f"{dots.title}, {found.period}" if found.period not in dots.title else dots.title
    drawn = Chart(
        svg=member_dots(dots, _signs(book, goal, found)),
        alt=f"{caption}. {dots.conclusion}",
        caption=caption,
        note=_("Before the name: ● on track or ✓ reached, ◐ slightly behind, ■ behind or ✕ not reached."),
    )
    yield Together((Prose(dots.conclusion, "finding"), drawn))
    yield from (Prose(one.names, "note", label=one.why) for one in dots.left_out)
    if dots.note:
        yield Prose(dots.note, "note")


def _signs(book: Book, goal: Goal, found: Nationwide) -> dict[str, str]:
    """Of the verdict on each municipality, by its name."""
    return {
        one.area.name: status_of(book, one.area, goal).sign
        for one in found.members
        if one.progress.status in JUDGED
    }


def _municipalities(book: Book, area: Area) -> Iterator[Block]:
    matrix = municipality_matrix(book, book.places.members(area), Asked(), regions=False)
    yield Heading(_("All municipalities"))
    if matrix.order:
        yield Prose(_("Sorted %(order)s.") % {"order": matrix.order.chosen.told}, "note")
    yield parts.key_of_signs()
    yield parts.matrix(matrix, caption=_("The municipalities and their goals"), is_dense=True)
    yield from parts.signs(preliminary=matrix.has_preliminary, hidden=matrix.has_hidden)
