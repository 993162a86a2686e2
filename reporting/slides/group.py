"""The slides of a region or of the country: what its page shows, and its municipalities in order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from django.utils.translation import gettext as _

from goals.models import Goal
from goals.progress import snapshot
from jobcentres.models import Area
from reporting import wording
from reporting.group_page import GroupOverview, GroupRow, GroupSection, group_overview, group_sections
from reporting.missing import Missing, missing_in, reported_in
from reporting.papers.frame import is_closed
from reporting.slides.bars_figure import Bars
from reporting.slides.compared import bar_of, beside, heading
from reporting.slides.content import (
    Deck,
    GoalSlide,
    dates_of,
    definitions,
    figure_heading,
    footnotes,
    goal_above,
    goal_title,
    notes_of,
    source_line,
)
from reporting.slides.members import municipality_slides
from reporting.summaries import Book
from reporting.trends import picture_of

MOST_NAMED = 12


def group_deck(book: Book, area: Area, own: Collection[int]) -> Deck:
    reported = reported_in(book, area)
    shown = group_overview(book, area)
    sections = group_sections(book, area, reported.updated)
    missing = [_missing_words(one) for one in missing_in(book, area, reported)]
    texts = definitions(book, book.goals)
    signs = footnotes(has_preliminary=shown.has_preliminary, has_hidden=shown.has_hidden)
    newest = max(reported.updated.values(), default=None)
    goals: list[GoalSlide] = []
    for section in sections:
        definition = texts.get(section.goal.indicator_id, "")
        goals.append(_trend_slide(book, area, section, definition))
        goals += municipality_slides(book, area, section, definition, own)
    return Deck(
        name=area.full_name,
        heading=_("Status on the goals for %(year)s") % {"year": book.choice.year},
        told=shown.told or _("No goal can be judged yet."),
        more=" ".join(filter(None, [*(row.same for row in shown.rows), *_behind_words(shown)])),
        dates=dates_of(book, wording.full_moment(newest) if newest else ""),
        rows=tuple(row.status for row in shown.rows),
        explained=" ".join([*_standing_words(shown.rows), *signs]),
        notes=tuple(missing),
        goals=tuple(goals),
        is_closed=any(is_closed(book, one, book.goals) for one in book.places.members(area)),
        standings=tuple(row.standings.brief for row in shown.rows),
    )


def _standing_words(rows: Sequence[GroupRow]) -> Iterator[str]:
    if any(row.standings.brief for row in rows):
        yield _("Municipalities: on track / slightly behind / behind / others.")


def _behind_words(shown: GroupOverview) -> Iterator[str]:
    for one in shown.behind:
        if len(one.areas) > MOST_NAMED:
            continue
        names = ", ".join(area.name for area in one.areas)
        yield wording.sentence(f"{wording.capitalised(one.status.word)} ({one.goal.short_name}): {names}")


def _missing_words(one: Missing) -> str:
    names = ", ".join(area.name for part in one.reminded for area in part.areas)
    said = {"goal": one.goal, "period": one.period, "deadline": one.deadline, "names": names}
    return wording.sentence(_("Missing: %(goal)s, %(period)s (deadline %(deadline)s): %(names)s") % said)


def _trend_slide(book: Book, area: Area, section: GroupSection, definition: str) -> GoalSlide:
    goal, progress, measure = section.goal, book.progress(area, section.goal), book.measure(section.goal)
    picture = picture_of(book.line(area, goal), progress, book.reader, book.yearbook.marks[goal.indicator_id])
    return GoalSlide(
        above=goal_above(goal, area.full_name),
        title=goal_title(goal, section.conclusion),
        status=section.status,
        rule=section.facts[0] if section.facts else "",
        measure=measure,
        below=source_line(section.source, book),
        notes=(
            *notes_of(book, goal, section.source, section.updated, section.next_update, definition),
            *section.facts[1:],
            *_coverage(book, area, goal),
            *footnotes(has_preliminary=progress.preliminary, has_hidden=bool(progress.hidden)),
        ),
        trend=picture.trend if picture else None,
        trend_heading=figure_heading(goal, measure),
        beside=_regions(book, area, goal),
        empty=_("There is neither a figure nor a target to draw."),
    )


def _coverage(book: Book, area: Area, goal: Goal) -> Iterator[str]:
    covered = book.progress(area, goal).coverage
    yield wording.sentence(_("Coverage: %(coverage)s") % {"coverage": wording.coverage(covered)})


def _regions(book: Book, area: Area, goal: Goal) -> Bars | None:
    """On the country's slides: the regions beside it, in the month of its latest total."""
    measure, month = book.measure(goal), book.progress(area, goal).latest_month
    if area.level != Area.Level.COUNTRY or month is None:
        return None
    own, *others = [
        bar_of(one.name, snapshot(book.line(one, goal), month, book.reader), measure, kind)
        for one, kind in ((area, "own"), *((region, "beside") for region in book.places.regions))
    ]
    return beside(own, others, (area.full_name, _("regions")), heading(measure, month))
