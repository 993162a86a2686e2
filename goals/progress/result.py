"""The result for one line: latest, change, target, path and status, as of a month."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache, partial
from typing import Any

from goals.months import Month, Window
from goals.progress.line import NOTHING_COVERED, Cell, Coverage, Line, Reader
from goals.progress.measure import Measure, PathRule, Promise, State, Status
from goals.progress.path import Baseline, Path, baseline_of, path_of


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything that is shown of one indicator for one area. Unrounded; None is "there is none".

    `path_gap` is latest minus path; `worse_by` the same as a shortfall (positive is worse), in either
    direction. `awaits` says what a status `awaiting` waits for: `year` or `baseline`.
    `hidden` names the fields that exist but are not for this reader (show ".."); `status` is then None.
    """

    measure: Measure
    year: int
    as_of: Month
    latest_month: Month | None = None
    latest: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    published: bool = False
    preliminary: bool = False
    previous_month: Month | None = None
    previous: Decimal | None = None
    change: Decimal | None = None
    change_pct: Decimal | None = None
    crosses_break: bool = False
    target: Decimal | None = None
    baseline_month: Month | None = None
    baseline: Decimal | None = None
    baseline_is_own: bool = False
    implied_change_pct: Decimal | None = None
    gap: Decimal | None = None
    gap_pct: Decimal | None = None
    achieved_pct: Decimal | None = None
    path: Decimal | None = None
    path_rule: PathRule | None = None
    path_gap: Decimal | None = None
    worse_by: Decimal | None = None
    margin: Decimal | None = None
    course: Path | None = None
    status: Status | None = None
    awaits: str | None = None
    hidden: frozenset[str] = frozenset()
    covered: Callable[[], Coverage] | None = field(default=None, repr=False, compare=False)

    @property
    def coverage(self) -> Coverage:
        """Looked for when asked, and once: where nobody has what a total needs, it leads through the past."""
        return self.covered() if self.covered else NOTHING_COVERED


def progress_of(line: Line, promise: Promise | None, year: int, as_of: Month) -> Progress:
    """The progress of `line` towards `promise` in December of `year`, letting months up to `as_of` count."""
    as_of = min(as_of, Month.december(year))
    month = line.latest_month(as_of)
    cell = line.at(month) if month else Cell(None)
    baseline = baseline_of(line, promise, as_of) if promise else Baseline()
    course = path_of(line, promise, baseline, year, as_of) if promise else None
    path = course.at(month) if course and month else None
    fields: dict[str, Any] = {
        "measure": line.measure,
        "year": year,
        "as_of": as_of,
        "latest_month": month,
        "latest": cell.value,
        "numerator": cell.numerator,
        "denominator": cell.denominator,
        "published": cell.published,
        "preliminary": cell.preliminary,
        "previous_month": month.year_before if month else None,
        "previous": line.value(month.year_before) if month else None,
        "crosses_break": month is not None and line.measure.crosses_break(month.year_before, month),
        "target": promise.value if promise else None,
        "baseline_month": baseline.month,
        "baseline": baseline.value,
        "baseline_is_own": baseline.is_own,
        "path": path,
        "path_rule": course.rule if course and path is not None else None,
        "course": course,
        "covered": cache(partial(line.coverage, as_of)),
    }
    given = Progress(**fields)
    status, awaits = _status(given, line)
    return Progress(**fields, status=status, awaits=awaits, **_derived(given))


def _derived(given: Progress) -> dict[str, Any]:
    """What follows from the latest, previous, target, baseline and path of `given`, by field."""
    measure, latest, previous, target, path = (
        given.measure,
        given.latest,
        given.previous,
        given.target,
        given.path,
    )
    change = latest - previous if latest is not None and previous is not None else None
    gap = latest - target if latest is not None and target is not None else None
    return {
        "change": change,
        "change_pct": measure.change_pct(change, previous)
        if change is not None and previous is not None
        else None,
        "implied_change_pct": _percent_of(target, given.baseline, given.baseline),
        "gap": gap,
        "gap_pct": 100 * gap / target if gap is not None and target else None,
        "achieved_pct": _achieved_pct(given),
        "path_gap": None if latest is None or path is None else latest - path,
        "worse_by": None if latest is None or path is None else measure.worse_by(latest, path),
        "margin": None if path is None else measure.margin(path),
    }


def _percent_of(value: Decimal | None, start: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """(value − start) in per cent of `whole`."""
    if value is None or start is None or not whole:
        return None
    return 100 * (value - start) / whole


def _achieved_pct(given: Progress) -> Decimal | None:
    if given.measure.window == Window.YEAR_TO_DATE:
        if given.latest_month is None or given.latest_month < Month(given.year, 1):
            return None
        return _percent_of(given.latest, Decimal(), given.target)
    if given.target is None or given.baseline is None:
        return None
    return _percent_of(given.latest, given.baseline, given.target - given.baseline)


def _status(given: Progress, line: Line) -> tuple[Status, str | None]:
    """The first rule that fits decides; with what is awaited."""
    measure, latest, month, target = given.measure, given.latest, given.latest_month, given.target
    if target is None:
        return Status.NO_TARGET, None
    if _is_not_measurable(line, given.year, given.as_of, month):
        return Status.NOT_MEASURABLE, None
    if latest is None or month is None or month.year < given.year:
        return (Status.AWAITING, "year") if measure.is_yearly else (Status.NO_FIGURE, None)
    if month.is_december:
        return (Status.MET if measure.worse_by(latest, target) <= 0 else Status.NOT_MET), None
    if given.path is None:
        return Status.AWAITING, "year" if measure.is_yearly else "baseline"
    worse_by = measure.worse_by(latest, given.path)
    if worse_by <= 0:
        return Status.ON_TRACK, None
    return (Status.NEAR if worse_by <= measure.margin(given.path) else Status.BEHIND), None


def _is_not_measurable(line: Line, year: int, as_of: Month, latest_month: Month | None) -> bool:
    """The newest record of the year says so, or (a municipality's) was too small for a percentage.

    A group's own record no longer counts once a later month has a total.
    """
    newest = line.newest_record(Month(year, 1), as_of)
    if newest is None:
        return False
    month, cell = newest
    if line.members is not None:
        return cell.state == State.NOT_MEASURABLE and (latest_month is None or latest_month < month)
    return cell.state == State.NOT_MEASURABLE or (cell.state == State.REPORTED and cell.value is None)


_LATEST = frozenset(
    {"latest", "change", "change_pct", "gap", "gap_pct", "achieved_pct", "path_gap", "worse_by"}
)
_PREVIOUS = frozenset({"previous", "change", "change_pct"})
_PARTS = frozenset({"numerator", "denominator"})
_PATH = frozenset({"path", "margin", "path_gap", "worse_by", "course"})
_VERDICTS = frozenset({Status.MET, Status.NOT_MET, Status.ON_TRACK, Status.NEAR, Status.BEHIND})
_BASELINE = frozenset({"baseline", "implied_change_pct", "achieved_pct"})


def as_seen_by(reader: Reader, result: Progress, line: Line) -> Progress:
    """`result` without what `reader` must not see of `line`, from which it was computed.

    A count from 1 to the threshold − 1 is hidden, and with it all that would give it back. Of a ratio
    the parts are such counts: if one is small, both are hidden, and the percentage, which stays, is
    rounded to its shown decimals with all that follows from it. The verdict stays the unrounded one.
    """
    if line.is_open_to(reader):
        return result
    hidden = _hidden_fields(result, line)
    if line.measure.is_ratio:
        result = _rounded_where_parts_hide(result, line)
    if not hidden:
        return result
    present = frozenset(name for name in hidden if getattr(result, name) is not None)
    if "baseline" in present and result.latest is not None:
        present |= {"achieved_pct"}  # that there is none would say that the baseline is the target
    emptied: dict[str, Any] = dict.fromkeys(present)
    return replace(result, hidden=present, **emptied)


def _hidden_fields(result: Progress, line: Line) -> frozenset[str]:
    hidden: frozenset[str] = frozenset()
    month = result.latest_month
    if month and line.hides_parts(month):
        hidden |= _PARTS
    if month and line.hides_value(month):
        hidden |= _LATEST | _verdict(result)
    if month and line.hides_value(month.year_before):
        hidden |= _PREVIOUS
    if _gives_back_a_small_count(result, line):
        hidden |= _PATH
        if result.latest_month != Month.december(result.year):
            hidden |= _verdict(result)
    if result.baseline_is_own and result.baseline_month and line.hides_value(result.baseline_month):
        hidden |= _BASELINE
    return hidden


def _verdict(result: Progress) -> frozenset[str]:
    """The status, if it says something about the latest value."""
    return frozenset({"status"}) if result.status in _VERDICTS else frozenset()


def _gives_back_a_small_count(result: Progress, line: Line) -> bool:
    """Whether the path starts from, or follows, small counts of the area itself."""
    if result.course is None:
        return False
    if result.path_rule is PathRule.SEASON:
        return any(line.hides_value(Month(result.year - 1, number)) for number in range(1, 13))
    own_month = result.baseline_month if result.baseline_is_own else None
    return own_month is not None and line.hides_value(own_month)


def _rounded_where_parts_hide(result: Progress, line: Line) -> Progress:
    month, baseline_month = result.latest_month, result.baseline_month
    baseline, course = result.baseline, _told_course(result, line)
    if result.baseline_is_own and baseline_month is not None:
        baseline = line.told(baseline_month)
    given = replace(
        result,
        latest=line.told(month) if month else None,
        previous=line.told(month.year_before) if month else None,
        baseline=baseline,
        course=course,
        path=course.at(month) if course and month else None,
    )
    return given if given == result else replace(given, **_derived(given))


def _told_course(result: Progress, line: Line) -> Path | None:
    """The path as it follows from what is told of the months that it rests on."""
    course, decimals = result.course, line.measure.decimals
    if course is None:
        return None
    if course.rule is PathRule.SEASON:
        told = [line.told(Month(result.year - 1, number)) or Decimal() for number in range(1, 13)]
        return replace(course, weights=(*told[:-1], max(told[-1], Decimal(1).scaleb(-decimals))))
    if course.rule is PathRule.LINEAR and result.baseline_is_own:
        return replace(course, start=line.told(course.first) or Decimal())
    return course
