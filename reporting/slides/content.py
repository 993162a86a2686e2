"""What stands on the slides of a deck, before anything is drawn: the sentences and results of the pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from goals.models import Goal, IndicatorDefinition
from goals.progress import Measure
from goals.series import Basis
from jobcentres.clock import COPENHAGEN, installation
from reporting import wording
from reporting.charts import Trend
from reporting.slides.bars_figure import Bars
from reporting.status_table import StatusRow
from reporting.summaries import Book
from reporting.wording import StatusWords


@dataclass(frozen=True, slots=True)
class GoalSlide:
    """One figure or two of a goal. `columns`: municipalities, whose axis has room for `extent`.

    `notes` are the paragraphs of the slide's notes page.
    """

    above: str
    title: str
    status: StatusWords | None
    rule: str
    measure: Measure
    below: str
    notes: tuple[str, ...]
    trend: Trend | None = None
    trend_heading: str = ""
    beside: Bars | None = None
    columns: Bars | None = None
    extent: tuple[float, ...] = ()
    empty: str = ""
    """Said where there is nothing to draw."""


@dataclass(frozen=True, slots=True)
class Deck:
    """`told`: the verdict in a sentence; `more`: what the page says besides; `standings`: how many
    municipalities stand where, by goal (of a region or the country)."""

    name: str
    heading: str
    told: str
    more: str
    dates: tuple[str, ...]
    rows: tuple[StatusRow, ...]
    explained: str
    notes: tuple[str, ...]
    goals: tuple[GoalSlide, ...]
    standings: tuple[str, ...] = ()
    is_closed: bool = False
    """Something on the slides must not be passed on."""

    @property
    def has_targets(self) -> bool:
        return any(row.target != wording.NONE for row in self.rows)


def goal_title(goal: Goal, conclusion: str) -> str:
    """`Førtidspension: faldet fra 72 til 34 personer på et år`"""
    return f"{goal.short_name}: {wording.uncapitalised(conclusion).removesuffix('.')}"


def goal_above(goal: Goal, place: str) -> str:
    kind = _("Own goal") if goal.is_own else _("Minister's goal %(number)s") % {"number": goal.number}
    return f"{kind} · {place}"


def figure_heading(goal: Goal, measure: Measure) -> str:
    """`Førtidspension, personer`"""
    unit = _("per cent") if measure.is_ratio else _("persons")
    return f"{goal.indicator.name}, {unit}"


def dates_of(book: Book, updated: str) -> tuple[str, ...]:
    choice = book.choice
    basis = _("released figures") if choice.basis is Basis.APPROVED else _("also figures not released yet")
    known = wording.full_moment(choice.moment.astimezone(COPENHAGEN))
    lines = [
        wording.sentence(_("Data up to and including %(month)s") % {"month": choice.as_of.label}),
        _("The figures as they stood on %(moment)s.") % {"moment": known},
        wording.sentence(_("Basis: %(basis)s") % {"basis": basis}),
    ]
    return (*lines, *([wording.sentence(_("Updated %(moment)s") % {"moment": updated})] if updated else []))


def sample_mark() -> str:
    if not installation().sample_today:
        return ""
    return _("Sample data: the figures are made up.")


def closed_mark() -> str:
    return _(
        "Closed: preliminary figures or figures about few persons. Not for others than the jobcentre, "
        "the region and the ministry."
    )


def definitions(book: Book, goals: Sequence[Goal]) -> Mapping[int, str]:
    """By indicator: its definition in force in the last month counted."""
    rows = IndicatorDefinition.objects.valid_on(book.choice.as_of.last_day)
    return {
        one.indicator_id: one.text for one in rows.filter(indicator__in=[goal.indicator_id for goal in goals])
    }


def notes_of(
    book: Book, goal: Goal, source: str, updated: str, next_update: str, definition: str
) -> Iterator[str]:
    """Source, dates and definition: what every slide of figures carries along."""
    if sample_mark():
        yield sample_mark()
    if source:
        yield _source(source)
    yield " ".join(dates_of(book, ""))
    told = [wording.sentence(_("Updated %(moment)s") % {"moment": updated})] if updated else []
    told += [_("Next: %(told)s.") % {"told": next_update}] if next_update else []
    if told:
        yield " ".join(told)
    if definition:
        yield _("Definition: %(text)s") % {"text": definition}
    for mark in book.yearbook.marks.get(goal.indicator_id, []):
        form = _("Series break %(month)s: %(name)s.") if mark.is_break else _("From %(month)s on: %(name)s.")
        yield form % {"month": mark.month.label, "name": mark.name}


def _source(source: str) -> str:
    return _("Source:") + f" {source}"


def footnotes(*, has_preliminary: bool, has_hidden: bool) -> Iterator[str]:
    if has_preliminary:
        yield _("*Preliminary: not released yet. The figure may change.")
    if has_hidden:
        yield _(".. is not shown, for discretion: the figure is about too few persons.")


def source_line(source: str, book: Book) -> str:
    """At the foot of a slide."""
    parts = [
        _source(source) if source else "",
        wording.sentence(_("Data up to and including %(month)s") % {"month": book.choice.as_of.label}),
        _("The figures as they stood on %(moment)s.")
        % {"moment": wording.full_moment(book.choice.moment.astimezone(COPENHAGEN))},
        sample_mark(),
    ]
    return " ".join(filter(None, parts))
