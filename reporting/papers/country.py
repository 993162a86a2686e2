"""`Status på ministermålene 2014, hele landet`: the page of the country as a paper, with its regions and all
municipalities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from jobcentres.models import Area
from reporting import wording
from reporting.charts import Chart as Drawn
from reporting.group_page import GroupOverview, GroupSection, group_overview, group_sections
from reporting.matrix import group_matrix, municipality_matrix
from reporting.matrix_choice import Asked
from reporting.missing import missing_in, reported_in
from reporting.nationwide import nationwide
from reporting.papers import Paper, frame, parts, spreads
from reporting.papers.blocks import Beside, Block, Chart, Heading, KeyEntry, NewPage, Prose, Status, Together
from reporting.strip import strip_of
from reporting.summaries import Book
from reporting.tile_map import TileMap, tile_map


def made(book: Book) -> Paper:
    with frame.IN_DANISH:
        area = book.places.country
        reported = reported_in(book, area)
        overview = group_overview(book, area)
        document = frame.document(
            book,
            lead=_("Follow-up on employment") + ",",
            name=area.name,
            facts=[wording.municipalities(len(book.places.municipalities))],
            blocks=[
                *_opening(book, overview),
                Heading(_("Needs attention")),
                *parts.attention(overview.behind, missing_in(book, area, reported)),
                *(
                    block
                    for section in group_sections(book, area, reported.updated)
                    for block in _goal(book, section, area)
                ),
                *_maps(book),
                NewPage(),
                *_municipalities(book, book.places.municipalities),
                Heading(_("What the figures are")),
                *frame.definitions(book, book.goals),
            ],
            about=book.places.municipalities,
        )
        return frame.paper(document, book.choice, area.name)


def _opening(book: Book, overview: GroupOverview) -> Iterator[Block]:
    if overview.told:
        yield Prose(overview.told, "lead")
    yield parts.group_table(overview)
    yield from (Prose(row.same, "note") for row in overview.rows if row.same)
    yield Heading(_("Employment regions"))
    regions = group_matrix(book, book.places.regions)
    yield parts.matrix(regions, caption=_("The employment regions and their goals"))
    yield parts.key_of_signs()
    yield from parts.signs(
        preliminary=overview.has_preliminary or regions.has_preliminary,
        hidden=overview.has_hidden or regions.has_hidden,
    )


def _goal(book: Book, section: GroupSection, area: Area) -> Iterator[Block]:
    goal = section.goal
    yield Heading(goal.heading)
    findings: list[Block] = [Prose(section.conclusion, "finding")]
    if section.status:
        findings.append(Status(section.status.sign, section.status.word))
    findings += [Prose(fact, "note") for fact in section.facts]
    findings.append(parts.source(section.source, section.updated, section.next_update))
    evidence = _evidence(book, section, area, section.chart) if section.chart else ()
    if shown := tuple(evidence):
        yield Together((Beside(tuple(findings), shown),))
    else:
        yield from findings


def _evidence(book: Book, section: GroupSection, area: Area, chart: Drawn) -> Iterator[Block]:
    name = f"{section.goal.indicator.name}, {area.name}"
    yield parts.trend(chart, section.chart_key, caption=name, alt=f"{name}. {section.conclusion}")
    found = nationwide(book, section.goal)
    strip = strip_of(found) if found else None
    if strip and found:
        yield Chart(
            svg=spreads.strip_drawn(strip),
            alt=f"{strip.title}. {strip.conclusion}",
            caption=f"{strip.title}, {found.period}",
            key=tuple(
                KeyEntry(spreads.band_sample(band.kind), f"{band.name}: {band.how_many}")
                for band in strip.bands
            ),
            note=strip.conclusion,
        )


def _maps(book: Book) -> Iterator[Block]:
    """Of the goals with which municipalities have a verdict: else every tile would say the same."""
    shown = [one for goal in book.goals if _has_verdicts(one := tile_map(book, goal))]
    if shown:
        yield NewPage()
        yield Heading(_("Where the municipalities stand"))
        yield from (
            Together((Prose(one.conclusion, "finding", label=f"{one.goal.short_name}:"), parts.tiles(one)))
            for one in shown
        )


def _has_verdicts(shown: TileMap) -> bool:
    return bool(shown.tiles) and any(tally.kind in spreads.TILE_COLORS for tally in shown.legend)


def _municipalities(book: Book, areas: Sequence[Area]) -> Iterator[Block]:
    matrix = municipality_matrix(book, areas, Asked(), regions=False)
    yield Heading(_("All municipalities"))
    if matrix.order:
        yield Prose(_("Sorted %(order)s.") % {"order": matrix.order.chosen.told}, "note")
    yield parts.key_of_signs()
    yield parts.matrix(matrix, caption=_("The municipalities and their goals"), is_dense=True)
    yield from parts.signs(preliminary=matrix.has_preliminary, hidden=matrix.has_hidden)
