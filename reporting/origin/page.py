"""All that the page of one figure tells: what it says, how it is computed, from what, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from goals.forms.words import period_text
from goals.models import Goal, IndicatorDefinition
from goals.months import Month
from goals.numbers import HIDDEN
from goals.progress import Line, Progress, State, as_seen_by, progress_of
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area
from reporting import wording
from reporting.moments import written_moment
from reporting.origin.absence import none_text, why_none
from reporting.origin.formula import Formula
from reporting.origin.formulas import formulas
from reporting.origin.inputs import Inputs, Reading
from reporting.origin.trail import NOTHING, Tracer, Trail, read_versions
from reporting.origin.verdicts import Verdict, verdict
from reporting.places import Group
from reporting.status_table import status_of
from reporting.summaries import Book
from reporting.yearbook import SeriesMark


class Beside(NamedTuple):
    """Another month of the same figure."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class OriginPage:
    """`value` is the figure in words, or why there is none; `why` says more of the latter, and `coming` when
    the next figure does. Strings ready to be placed."""

    goal: Goal
    area: Area
    name: str
    """Of the area or cluster."""
    month: Month
    period: str
    period_text: str
    value: str
    is_number: bool
    is_preliminary: bool
    is_published: bool
    why: str
    coming: str
    formulas: list[Formula]
    verdict: Verdict | None
    target: str
    target_address: str
    inputs: Inputs | None
    trail: Trail
    remark: str
    due: str
    marks: list[str]
    definition: IndicatorDefinition | None
    besides: list[Beside]
    line_address: str

    @property
    def title(self) -> str:
        return f"{self.goal.short_name}, {self.name}, {self.period}"


def origin_page(book: Book, area: Area, goal: Goal, month: Month, cluster: Group | None = None) -> OriginPage:
    """Of the figure or total of `area`, or of the total of the `cluster` to which it belongs."""
    return _Making(book, area, goal, month, cluster).page()


class _Making:
    def __init__(self, book: Book, area: Area, goal: Goal, month: Month, cluster: Group | None) -> None:
        self.book, self.area, self.goal, self.month, self.cluster = book, area, goal, month, cluster
        self.measure = book.measure(goal)
        self.line = self._line(cluster)
        self.versions = read_versions(book, goal.indicator, month)
        self.reading = Reading(book, goal, month, self.versions)
        self.has_value = self.line.at(month).value is not None
        self.judged = self._judged()
        self.progress = self._progress(self.judged) if self.has_value else self._nothing()
        self.is_inside = book.reader.sees_inside(area.pk)

    def _line(self, cluster: Group | None) -> Line:
        if cluster is None:
            return self.book.line(self.area, self.goal)
        return self.book.series.group(self.measure, [member.pk for member in cluster.members])

    def _progress(self, book: Book) -> Progress:
        """A cluster has promised nothing."""
        if self.cluster is None:
            return book.progress(self.area, self.goal)
        result = progress_of(self.line, None, book.choice.year, book.choice.as_of)
        return as_seen_by(book.reader, result, self.line)

    def _nothing(self) -> Progress:
        """Not asked for where there is no figure to judge: it would have the whole past read."""
        return Progress(self.measure, self.book.choice.year, self.month)

    def _judged(self) -> Book:
        """The book that judges this figure: the reader's own, unless a newer figure is judged there."""
        if self.has_value and self._progress(self.book).latest_month != self.month:
            return self.book.at(self.month)
        return self.book

    @property
    def is_hidden(self) -> bool:
        return self.has_value and "latest" in self.progress.hidden

    def _name(self) -> str:
        if self.cluster is None:
            return self.area.full_name
        told = {"cluster": wording.cluster_name(self.goal.short_name), "name": self.area.full_name}
        return wording.capitalised(_("%(cluster)s with %(name)s") % told)

    def page(self) -> OriginPage:
        inputs = self._inputs()
        added = inputs.added if inputs else None
        return OriginPage(
            goal=self.goal,
            area=self.area,
            name=self._name(),
            month=self.month,
            period=self.month.window_label(self.measure.window),
            period_text=period_text(self.goal.indicator, self.month),
            value=self._value(),
            is_number=self.has_value,
            is_preliminary=self.has_value and self.progress.preliminary,
            is_published=self.has_value and self.progress.published,
            why=self._why(inputs),
            coming=self._coming(),
            formulas=formulas(self.progress, self.goal, added) if self.has_value else [],
            verdict=self._verdict(),
            target=self._target(),
            target_address=self._target_address(),
            inputs=inputs,
            trail=self._trail(),
            remark=self._remark(),
            due=self._due(),
            marks=self._marks(),
            definition=self._definition(),
            besides=self._besides(),
            line_address=self._line_address(),
        )

    def _inputs(self) -> Inputs | None:
        if self.cluster is not None:
            return self.reading.inputs(self.line, self.cluster.members)
        if self.area.level == Area.Level.MUNICIPALITY:
            return None
        places = self.book.places
        between = places.regions if self.area.level == Area.Level.COUNTRY else ()
        return self.reading.inputs(self.line, places.members(self.area), between)

    def _verdict(self) -> Verdict | None:
        if not self.has_value or self.cluster is not None:
            return None
        return verdict(self.progress, status_of(self.judged, self.area, self.goal))

    def _value(self) -> str:
        if not self.has_value:
            return wording.capitalised(none_text(self.line, self.goal.indicator, self.month))
        if self.is_hidden or self.progress.latest is None:
            return HIDDEN
        decimals = wording.telling_decimals(self.progress)
        return wording.counted(self.measure, self.progress.latest, decimals)

    def _why(self, inputs: Inputs | None) -> str:
        """Of a figure that is not shown, or not there."""
        if self.is_hidden:
            return _(
                "Not shown, for discretion: the figure is about too few persons, or would tell one that is."
            )
        if self.has_value:
            return ""
        return why_none(self.book, self.area, self.line, self.month, inputs.coverage if inputs else "")

    def _coming(self) -> str:
        if self.line.members is not None and (self.cluster is not None or not self.has_value):
            return ""
        awaited = self.book.awaited(self.area, self.goal)
        if awaited is None or awaited.is_overdue:
            return ""
        own = self.book.yearbook.deadlines.get((self.measure.id, self.month))
        if not self.has_value and own is not None and awaited.due == _day(own):
            return ""  # said of this figure already
        return _("The next figure, for %(period)s, is due by %(day)s.") % {
            "period": awaited.period,
            "day": wording.full_day(awaited.due),
        }

    def _target(self) -> str:
        if self.progress.target is None:
            return ""
        told = {"year": self.progress.year, "target": wording.target(self.progress)}
        return wording.sentence(_("Target for December %(year)s: %(target)s") % told)

    def _target_address(self) -> str:
        if self.progress.target is None:
            return ""
        year, code = self.book.choice.year, self.area.code
        if self.area.level == Area.Level.MUNICIPALITY:
            return reverse("target", args=[year, code, self.goal.indicator.code])
        if self.area.level != Area.Level.REGION:
            return ""
        known_on = self.book.choice.known_on
        return reverse("contract", args=[year, code]) + (
            f"?kendt={written_moment(known_on)}" if known_on else ""
        )

    def _trail(self) -> Trail:
        if self.cluster is not None:
            return NOTHING
        tracer = Tracer(
            self.book,
            self.area,
            self.goal,
            self.month,
            is_hidden=self.is_hidden,
            hides_parts=self.line.hides_parts(self.month),
        )
        return tracer.trail(self.versions.get(self.area.pk, []))

    def _remark(self) -> str:
        """The jobcentre's words, for those who see the figure that they are about."""
        if self.cluster is not None:
            return ""
        found = self.book.yearbook.remarks.get((self.measure.id, self.area.pk, self.month))
        point = self.line.point(self.month)
        is_reported = point is not None and point.state != State.NOT_REPORTED
        if found is None or self.is_hidden or not (self.is_inside or is_reported):
            return ""
        return found.text

    def _due(self) -> str:
        due = self.book.yearbook.deadlines.get((self.measure.id, self.month))
        return wording.full_moment(due.astimezone(COPENHAGEN)) if due else ""

    def _marks(self) -> list[str]:
        """Breaks and reforms inside the figure's period, or between it and what it is compared with."""
        compared = self.month.year_before
        if self.progress.course is not None and self.progress.baseline_month is not None:
            compared = min(compared, self.progress.baseline_month)
        first, _last = compared.window(self.measure.window)
        found = (
            mark for mark in self.book.yearbook.marks[self.measure.id] if first < mark.month <= self.month
        )
        return [_mark_text(mark) for mark in sorted(found)]

    def _definition(self) -> IndicatorDefinition | None:
        rows = IndicatorDefinition.objects.valid_on(self.month.last_day)
        return rows.filter(indicator=self.goal.indicator).order_by("-valid_from").first()

    def _besides(self) -> list[Beside]:
        """The other months of its year, and the same month of the year before and after."""
        year = Month.range(Month(self.month.year, 1), Month.december(self.month.year))
        months = [self.month.year_before, *([] if self.measure.is_yearly else year), self.month.plus(12)]
        return [
            Beside(self._short(month), self._address(month))
            for month in months
            if month != self.month and month <= self.book.choice.as_of
        ]

    def _short(self, month: Month) -> str:
        return str(month.year) if self.measure.is_yearly else month.short_label

    def _address(self, month: Month) -> str:
        addresses = self.reading.addresses
        address_of = addresses.of if self.cluster is None else addresses.of_cluster
        return address_of(self.goal, self.area, month)

    def _line_address(self) -> str:
        """Where the jobcentre and those who follow up talk about the figure."""
        served_by = self.book.places.served_by(self.area)
        is_municipality = self.area.level == Area.Level.MUNICIPALITY and self.cluster is None
        if not (
            is_municipality and self.is_inside and served_by and self.book.choice.year == self.month.year
        ):
            return ""
        return reverse(
            "line", args=[served_by.slug, str(self.month), self.area.code, self.goal.indicator.code]
        )


def _day(moment: datetime) -> date:
    return moment.astimezone(COPENHAGEN).date()


def _mark_text(mark: SeriesMark) -> str:
    heading = _("Series break") if mark.is_break else _("Reform")
    return f"{heading}, {mark.month.label}: {mark.name}"
