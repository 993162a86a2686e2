"""The section of one goal on an area's page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from goals.models import Goal
from goals.outlook import NoOutlook, Outlook, as_seen_by, first_looked_at, hits_of, outlook_of
from goals.progress import Progress, Promise
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area
from reporting import wording
from reporting.charts import Chart, trend_chart
from reporting.comparison_table import ComparisonTable, comparison_table
from reporting.comparisons import Comparisons
from reporting.many_rows import year_rows
from reporting.origin_address import Addresses
from reporting.status_table import status_of
from reporting.summaries import Book
from reporting.trends import Key, Table, picture_of
from reporting.wording import StatusWords
from reporting.year_table import YearRow, updated_at, year_table


@dataclass(frozen=True, slots=True)
class Section:
    """Strings ready to be placed. `chart` is None where there is nothing to draw."""

    goal: Goal
    corrected_wording: str
    status: StatusWords
    rule: str
    conclusion: str
    facts: tuple[str, ...]
    chart_id: str
    chart: Chart | None
    chart_table: Table | None
    chart_key: list[Key]
    chart_note: str
    comparison: ComparisonTable | None
    outlook: tuple[str, ...]
    year_rows: list[YearRow]
    remark: str
    remark_period: str
    source: str
    updated: str
    next_update: str
    origin: str
    """Where the latest figure comes from."""

    @property
    def year_body(self) -> SafeString:
        """The rows of the year, ready to be placed."""
        return year_rows(self.year_rows)


def sections_of(book: Book, area: Area, comparisons: Comparisons | None = None) -> list[Section]:
    """`comparisons`: where the page needs them besides."""
    comparisons = comparisons or Comparisons(book, [area])
    goals = [*book.goals, *book.own_goals(area)]
    outlooks = {goal.pk: _outlook(book, area, goal) for goal in goals}
    for goal in book.goals:
        outlook = outlooks[goal.pk]
        if outlook.value is not None and outlook.month is not None:
            comparisons.note_past(area, goal, first_looked_at(outlook.measure, outlook.month))
    return [_section(book, area, goal, comparisons, outlooks[goal.pk]) for goal in goals]


def _section(book: Book, area: Area, goal: Goal, comparisons: Comparisons, outlook: Outlook) -> Section:
    progress, measure = book.progress(area, goal), book.measure(goal)
    found, origins = None if goal.is_own else comparisons.of(area, goal), Addresses(book.choice)
    picture = picture_of(
        book.line(area, goal),
        progress,
        book.reader,
        book.yearbook.marks[measure.id],
        book.replacements_of(area, goal),
        outlook,
    )
    rows = year_table(book, area, goal)
    remarked = next((row for row in reversed(rows) if row.remark), None)
    return Section(
        goal=goal,
        corrected_wording=goal.corrected_wording if goal.corrected_wording != goal.wording else "",
        status=status_of(book, area, goal),
        rule=wording.sentence(wording.status_rule(progress)),
        conclusion=wording.conclusion(progress),
        facts=tuple(_facts(progress, book.promise(area, goal))),
        chart_id=f"figure-{goal.number}",
        chart=trend_chart(picture.trend) if picture else None,
        chart_table=picture.table if picture else None,
        chart_key=picture.key if picture else [],
        chart_note=picture.note if picture else "",
        comparison=comparison_table(found, measure, area, goal, origins) if found else None,
        outlook=_outlook_words(book, area, goal, outlook, comparisons),
        year_rows=rows,
        remark=remarked.remark if remarked else "",
        remark_period=remarked.period if remarked else "",
        source=wording.sentence(goal.indicator.source),
        updated=wording.full_day(moment) if (moment := updated_at(book, area, [goal])) else "",
        next_update=_next_update(book, area, goal),
        origin=origins.of(goal, area, progress.latest_month),
    )


def _outlook(book: Book, area: Area, goal: Goal) -> Outlook:
    line = book.line(area, goal)
    return as_seen_by(book.reader, outlook_of(line, book.choice.year, book.choice.as_of), line)


def _outlook_words(
    book: Book, area: Area, goal: Goal, outlook: Outlook, comparisons: Comparisons
) -> tuple[str, ...]:
    """Nothing where the answer is there, or there was never anything to carry on."""
    if outlook.reason is NoOutlook.YEAR_IS_OVER or book.progress(area, goal).latest_month is None:
        return ()
    tried = (
        outlook_of(line, book.choice.year, book.choice.as_of) for line in comparisons.past_of(area, goal)
    )
    return wording.outlook_sentences(outlook, hits_of(tried), wording.cluster_name(goal.short_name))


def _facts(progress: Progress, promise: Promise | None) -> Iterator[str]:
    """What the target means, sentence by sentence."""
    if progress.target is None or promise is None:
        return
    gap = wording.gap_to_target(progress)
    if gap and progress.status not in wording.FINAL:
        yield _("%(gap)s. The goal is finally judged by the figure for December.") % {
            "gap": wording.capitalised(gap)
        }
    elif gap:
        yield wording.sentence(wording.capitalised(gap))
    if wording.achieved(progress):
        yield wording.sentence(wording.achieved(progress))
    implied = wording.implied_change(progress, promise.adopted_percent)
    if implied:
        said = {"target": wording.target(progress), "implied": implied}
        yield wording.sentence(_("The target %(target)s %(implied)s") % said)
    if promise.decided_on:
        yield _("Adopted %(day)s.") % {"day": wording.full_day(promise.decided_on)}
    if wording.path_rule(progress):
        yield _("The benchmark follows %(rule)s.") % {"rule": wording.path_rule(progress)}
    if progress.crosses_break:
        yield _("The change in a year runs across a series break.")


def _next_update(book: Book, area: Area, goal: Goal) -> str:
    """`tallet for maj 2014 ventes senest 10. juli 2014`; nothing once that day is past."""
    awaited = book.awaited(area, goal)
    if awaited is None or awaited.due < book.choice.moment.astimezone(COPENHAGEN).date():
        return ""
    return _("the figure for %(period)s is due by %(day)s") % {
        "period": awaited.period,
        "day": wording.full_day(awaited.due),
    }
