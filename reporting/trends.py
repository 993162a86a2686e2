"""An area's months as a figure and as the table below it. What the reader must not see never gets here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from goals.months import Month, Window
from goals.outlook import Outlook
from goals.progress import Line, Progress, Reader, Replacement
from reporting import wording
from reporting.charts import Label, Mark, Point, Tick, Trend
from reporting.many_rows import figure_rows
from reporting.outlook_band import band_of
from reporting.yearbook import SeriesMark

MONTHS_SHOWN = 24


class Key(NamedTuple):
    """What a line or sign of the figure stands for; `kind` names its look."""

    kind: str
    text: str


class Table(NamedTuple):
    """`has_notes`: the last column holds words."""

    head: list[str]
    rows: list[list[str]]
    has_notes: bool = False

    @property
    def body(self) -> SafeString:
        """The rows, ready to be placed."""
        return figure_rows(self.rows, has_notes=self.has_notes)


@dataclass(frozen=True, slots=True)
class Picture:
    trend: Trend
    table: Table
    key: list[Key]
    note: str = ""


class _Drawing:
    """One line with its progress, as one reader sees both."""

    def __init__(
        self,
        line: Line,
        progress: Progress,
        reader: Reader,
        breaks: Iterable[SeriesMark],
        replacements: Mapping[Month, Replacement],
        outlook: Outlook | None = None,
    ) -> None:
        self.outlook = outlook
        self.line = line
        self.progress = progress
        self.reader = reader
        self.breaks = list(breaks)
        self.replacements = replacements
        self.december = Month.december(progress.year)
        self.unit = _("per cent") if line.measure.is_ratio else _("persons")

    def point(self, month: Month, x: str) -> Point:
        cell = self.line.at(month)
        shown = cell.value if self.line.is_open_to(self.reader) else self.line.shown_outside(month)
        replaced = self.replaced_text(month)
        said = filter(None, (self.text(month), replaced))
        text = f"{month.window_label(self.line.measure.window)}: {', '.join(said)}"
        return Point(x, None if shown is None else float(shown), text, cell.preliminary, bool(replaced))

    def replaced_text(self, month: Month) -> str:
        """`rettet 12. maj, var 143`, of a released number that has replaced another."""
        replacement = self.replacements.get(month)
        if replacement is None or self.line.at(month).preliminary or month > self.progress.as_of:
            return ""
        return wording.replaced(replacement, self.line, month, self.reader, self.progress.year)

    def with_replaced(self, table: Table, months: Sequence[Sequence[Month]]) -> Table:
        """With one more column, if any of the table's rows, each of these months, has something to say."""
        texts = [self._replaced_texts(own) for own in months]
        if not any(texts):
            return table
        rows = [[*row, text] for row, text in zip(table.rows, texts, strict=True)]
        return Table([*table.head, _("Changed after release")], rows, has_notes=True)

    def text(self, month: Month) -> str:
        return wording.cell(self.line, month, self.reader) if month <= self.progress.as_of else wording.NONE

    def path_text(self, month: Month) -> str:
        mark = self.progress.course.at(month) if self.progress.course else None
        if mark is None:
            return wording.NONE
        return wording.at_most(self.line.measure, *wording.shown_path(self.line.measure, mark, self.progress))

    def path_points(self, xs: dict[Month, str]) -> list[Point]:
        if self.progress.course is None:
            return []
        return [
            Point(xs[month], float(mark), f"{month.label}: {self.path_text(month)}")
            for month, mark in self.progress.course.points()
            if month in xs
        ]

    def target_point(self, x: str) -> Point | None:
        if self.progress.target is None:
            return None
        return Point(x, float(self.progress.target), self.target_text())

    def target_text(self) -> str:
        return _("target Dec. %(year)s: %(target)s") % {
            "year": self.progress.year,
            "target": wording.target(self.progress),
        }

    def _replaced_texts(self, months: Sequence[Month]) -> str:
        """Of several months in a row each with its year."""
        texts = [(month, text) for month in months if (text := self.replaced_text(month))]
        named = len(months) > 1
        return " · ".join(f"{month.year}: {text}" if named else text for month, text in texts)

    def labels(self, points: Iterable[Point], texts: dict[str, str], target_x: str) -> list[Label]:
        """The values written in the figure: the latest, the one a year before, and the target."""
        target = self.progress.target
        below_path = self.progress.path_gap is not None and self.progress.path_gap < 0
        found = [
            Label(
                point.x,
                point.y,
                texts[point.x],
                above=point.y >= target if point.x == target_x and target is not None else not below_path,
                ends_here=point.x == target_x,
            )
            for point in points
            if point.x in texts and point.y is not None
        ]
        if target is not None:
            is_taken = any(label.x == target_x and label.above for label in found)
            found.append(
                Label(
                    target_x,
                    float(target),
                    wording.target(self.progress),
                    self._is_target_above() and not is_taken,
                    True,
                    True,
                )
            )
        return found

    def _is_target_above(self) -> bool:
        """The target's label keeps clear of a path that comes down to it, and of values below it."""
        course, target, latest = self.progress.course, self.progress.target, self.progress.latest
        if course is None or target is None or course.points()[0][1] <= target:
            return True
        return latest is not None and latest < target

    def key(self, trend: Trend, recent: str, earlier: str) -> list[Key]:
        """The key below the figure: only what is drawn."""
        shown = [point for point in (*trend.earlier, *trend.recent) if point.y is not None]
        found = [
            ("recent", recent, any(point.y is not None for point in trend.recent)),
            ("earlier", earlier, any(point.y is not None for point in trend.earlier)),
            ("preliminary", _("preliminary figure"), any(point.is_preliminary for point in shown)),
            ("replaced", _("changed after release"), any(point.is_replaced for point in shown)),
            ("path", _("line towards the target"), bool(trend.path)),
            ("target", self.target_text(), trend.target is not None),
            ("outlook", trend.band.end.text if trend.band else "", trend.band is not None),
        ]
        return [Key(kind, text) for kind, text, is_drawn in found if is_drawn]


def picture_of(
    line: Line,
    progress: Progress,
    reader: Reader,
    breaks: Iterable[SeriesMark],
    replacements: Mapping[Month, Replacement] | None = None,
    outlook: Outlook | None = None,
) -> Picture | None:
    """None if there is nothing to draw: no value, no target. `replacements` of the line's own figures;
    `outlook` as the reader sees it."""
    drawing = _Drawing(line, progress, reader, breaks, replacements or {}, outlook)
    match line.measure.window:
        case Window.YEAR_TO_DATE:
            picture = _of_two_years(drawing)
        case Window.CALENDAR_YEAR:
            picture = _of_years(drawing)
        case _:
            picture = _of_months(drawing)
    drawn = [*picture.trend.earlier, *picture.trend.recent]
    has_values = any(point.y is not None for point in drawn)
    if not has_values and not picture.trend.target:
        return None
    names = {entry.kind: entry.text for entry in picture.key}
    return replace(picture, trend=replace(picture.trend, names=names))


def _of_months(drawing: _Drawing) -> Picture:
    """The latest 24 months, and on to December."""
    as_of, latest = drawing.progress.as_of, drawing.progress.latest_month
    months = Month.range(as_of.plus(1 - MONTHS_SHOWN), as_of)
    axis = Month.range(months[0], max(drawing.december, as_of))
    xs = {month: month.first_day.isoformat() for month in axis}
    points = {month: drawing.point(month, xs[month]) for month in months}
    turn = (latest or as_of).year_before
    written = {xs[month]: drawing.text(month) for month in (turn, latest) if month in xs}
    trend = Trend(
        unit=drawing.unit,
        axis="date",
        first=months[0].plus(-1).last_day.replace(day=15).isoformat(),
        last=axis[-1].first_day.replace(day=20).isoformat(),
        ticks=[Tick(xs[month], month.short_label) for month in axis if month.number in (1, 7)],
        earlier=[point for month, point in points.items() if month <= turn],
        recent=[point for month, point in points.items() if month >= turn],
        path=drawing.path_points(xs),
        target=drawing.target_point(xs[drawing.december]) if drawing.december in xs else None,
        marks=[
            Mark(xs[mark.month], _mark_text(mark), _side(axis.index(mark.month) / len(axis)))
            for mark in drawing.breaks
            if mark.month in xs
        ],
        labels=drawing.labels(points.values(), written, xs[drawing.december]),
        band=band_of(drawing.outlook, drawing.progress, xs),
    )
    rows = [
        [
            month.window_label(drawing.line.measure.window),
            drawing.text(month),
            drawing.path_text(month),
        ]
        for month in reversed(months)
    ]
    key = drawing.key(trend, _("the latest 12 months"), _("before that"))
    table = Table([_("Period"), _("Figure"), _("Benchmark")], rows)
    return Picture(trend, drawing.with_replaced(table, [[month] for month in reversed(months)]), key)


def _of_two_years(drawing: _Drawing) -> Picture:
    """January to December: the goal year above the year before."""
    year, as_of = drawing.progress.year, drawing.progress.as_of
    this, before = (Month.range(Month(y, 1), Month.december(y)) for y in (year, year - 1))
    xs = {month: month.short_name for month in [*before, *this]}
    earlier = [drawing.point(month, xs[month]) for month in before if month <= as_of]
    recent = [drawing.point(month, xs[month]) for month in this if month <= as_of]
    latest = drawing.progress.latest_month
    written = {xs[latest]: wording.latest(drawing.progress)} if latest in xs else {}
    trend = Trend(
        unit=drawing.unit,
        axis="category",
        first="",
        last="",
        ticks=[Tick(xs[month], xs[month]) for month in this],
        earlier=earlier,
        recent=recent,
        path=drawing.path_points({month: xs[month] for month in this}),
        target=drawing.target_point(xs[drawing.december]),
        labels=drawing.labels(recent if latest in this else earlier, written, xs[drawing.december]),
        band=band_of(drawing.outlook, drawing.progress, {month: xs[month] for month in this}),
    )
    head = [_("January to"), str(year - 1), str(year), _("Benchmark")]
    rows = [
        [
            month.name,
            drawing.text(month.year_before),
            drawing.text(month),
            drawing.path_text(month),
        ]
        for month in this
    ]
    key = drawing.key(trend, str(year), str(year - 1))
    table = drawing.with_replaced(Table(head, rows), [[month.year_before, month] for month in this])
    return Picture(trend, table, key, _break_note(drawing, before, this))


def _break_note(drawing: _Drawing, before: list[Month], this: list[Month]) -> str:
    """Said in words, for the years lie upon each other: no upright line could part them."""
    crossed = [mark for mark in drawing.breaks if mark.is_break and before[0] < mark.month <= this[-1]]
    return " ".join(
        _("Series break %(month)s (%(name)s): figures before and after cannot be compared directly.")
        % {"month": mark.month.label, "name": mark.name}
        for mark in crossed
    )


def _side(share: float) -> str:
    """So that a name stays inside the figure wherever its line stands."""
    return "left" if share < 1 / 3 else "center" if share < 2 / 3 else "right"


def _mark_text(mark: SeriesMark) -> str:
    return _("series break: %(name)s") % {"name": mark.name} if mark.is_break else mark.name


def _of_years(drawing: _Drawing) -> Picture:
    """One value a year: the years up to the goal year."""
    first = drawing.line.first_month()
    start = min(first.year if first else drawing.progress.year, drawing.progress.year)
    decembers = [
        Month.december(year)
        for year in range(max(start, drawing.progress.year - 4), drawing.progress.year + 1)
    ]
    points = [drawing.point(month, str(month.year)) for month in decembers if month <= drawing.progress.as_of]
    latest = drawing.progress.latest_month
    written = {
        str(month.year): drawing.text(month)
        for month in decembers
        if latest and latest.year_before <= month <= latest
    }
    trend = Trend(
        unit=drawing.unit,
        axis="category",
        first="",
        last="",
        ticks=[Tick(str(month.year), str(month.year)) for month in decembers],
        earlier=[],
        recent=points,
        target=drawing.target_point(str(drawing.progress.year)),
        labels=drawing.labels(points, written, str(drawing.progress.year)),
    )
    rows = [[str(month.year), drawing.text(month)] for month in decembers]
    key = drawing.key(trend, _("the year's figure"), "")
    table = drawing.with_replaced(Table([_("Year"), _("Figure")], rows), [[month] for month in decembers])
    return Picture(trend, table, key)
