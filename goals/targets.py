"""The one writer of targets: binding versions for file, command and sample alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice

from django.db.models import Max
from django.utils.translation import gettext as _

from goals.contents import problems_of_amount
from goals.free_text import TextRefused, free_text
from goals.models import Goal, Indicator, Target, TargetStep, TargetVersion
from goals.months import Month, today
from goals.refusals import Problem, Recorded, Refusal, Refusals, Refused, Unreadable
from jobcentres.changes import Recording, recording
from jobcentres.models import Area, Assignment, Change, ServedMunicipality, User

Kind = TargetVersion.Kind
_AT_ONCE = 500
_VERSION = TargetVersion._meta.label

Subject = tuple[int, int, int]
"""A year and the keys of an indicator and an area."""


@dataclass(frozen=True, slots=True)
class TargetEntry:
    """What is promised for December of `year`. `line` is where it stands in its file."""

    year: int
    indicator: Indicator
    area: Area
    value: Decimal
    baseline_month: Month | None = None
    baseline_value: Decimal | None = None
    adopted_percent: Decimal | None = None
    decided_on: date | None = None
    link: str = ""
    note: str = ""
    line: int = 0

    @property
    def subject(self) -> Subject:
        return self.year, self.indicator.pk, self.area.pk


def record_targets(
    *,
    entries: Iterable[TargetEntry | Unreadable],
    by: User | None = None,
    reason: str = "",
    idempotency_key: str = "",
    assignment: Assignment | None = None,
) -> Recorded:
    """Record a binding version for each entry that says something new, or none at all: raises `Refused`.

    Adopted for a municipality, contract (then amendment) for a region; the country has no target. With
    `by` that person's rights apply. Raises `AlreadyRecorded` if the idempotency key was used before.
    """
    with recording(
        by=by,
        kind=Change.Kind.TARGETS,
        reason=reason,
        idempotency_key=idempotency_key,
        assignment=assignment,
    ) as change:
        recorded = write_targets(change, entries=entries, by=by)
        recorded.change = None if change.is_empty else change.row
    return recorded


def write_targets(
    change: Recording | None, *, entries: Iterable[TargetEntry | Unreadable], by: User | None
) -> Recorded:
    """Record the entries as part of `change`. None rehearses: the same answers, and nothing is written."""
    writing = _Writing(change, by)
    numbered = enumerate(entries)
    while some := list(islice(numbered, _AT_ONCE)):
        writing.take(some)
    if writing.refusals:
        raise Refused(writing.refusals, writing.recorded)
    return writing.recorded


class _Writing:
    """One run of the writer. It writes until the first refusal, and goes on judging after it."""

    def __init__(self, change: Recording | None, by: User | None) -> None:
        self.change = change
        self.recorded = Recorded()
        self.refusals = Refusals()
        self._by = by
        self._years = _years_by_indicator()
        self._own = _decided_by(by)

    def take(self, numbered: Sequence[tuple[int, TargetEntry | Unreadable]]) -> None:
        sound: dict[Subject, tuple[int, TargetEntry]] = {}
        for index, entry in numbered:
            if isinstance(entry, tuple):
                self._refuse(entry)
                continue
            problems = [*self._problems(entry), *_repeated(entry.subject in sound)]
            if problems:
                self._refuse(tuple(_placed(problem, index, entry) for problem in problems))
            else:
                sound[entry.subject] = index, entry
        for entry, current in self._judged(sound):
            if self.change is not None and not self.refusals:
                self._write(self.change, entry, current)

    def _problems(self, entry: TargetEntry) -> Iterator[Problem]:
        if entry.year not in self._years:
            yield Problem(
                "year", "unknown_year", _("There are no goals for %(year)s.") % {"year": entry.year}
            )
        elif entry.indicator.pk not in self._years[entry.year]:
            message = _("The goals for %(year)s do not have this indicator.")
            yield Problem("indicator", "not_a_goal", message % {"year": entry.year})
        if entry.area.level == Area.Level.COUNTRY:
            yield Problem(
                "area", "country", _("The country has no target. Write a region or a municipality.")
            )
        elif self._own is not None and entry.area.pk not in self._own:
            message = _("You cannot enter targets for %(area)s.")
            yield Problem("area", "not_yours", message % {"area": entry.area.full_name})
        yield from problems_of_target(entry)

    def _judged(
        self, sound: dict[Subject, tuple[int, TargetEntry]]
    ) -> Iterator[tuple[TargetEntry, TargetVersion | None]]:
        newest = _newest_binding([entry for _index, entry in sound.values()])
        locked = set() if self._by is None else _locked(newest.values())
        for subject, (index, entry) in sound.items():
            current = newest.get(subject)
            if current is None:
                self.recorded.new += 1
            elif _says_the_same(entry, current):
                self.recorded.unchanged += 1
                continue
            elif current.pk in locked:
                message = _("The target is adopted and locked. The ministry can reopen it.")
                self._refuse((_placed(Problem("value", "locked", message), index, entry),))
                continue
            else:
                self.recorded.changed += 1
            yield entry, current

    def _write(self, change: Recording, entry: TargetEntry, current: TargetVersion | None) -> None:
        target, _made = Target.objects.get_or_create(
            goal_year_id=self._years[entry.year][entry.indicator.pk],
            indicator=entry.indicator,
            area=entry.area,
        )
        last = target.versions.aggregate(last=Max("number"))["last"]
        version = TargetVersion.objects.create(
            target=target,
            change=change.row,
            number=(last or 0) + 1,
            kind=_kind(entry.area, current),
            value=entry.value,
            baseline_month=entry.baseline_month,
            baseline_value=entry.baseline_value,
            adopted_percent=entry.adopted_percent,
            decided_on=entry.decided_on,
            link=entry.link,
            note=free_text(entry.note),
        )
        change.include(_VERSION, version.canonical())

    def _refuse(self, refusals: tuple[Refusal, ...]) -> None:
        self.refusals.add(refusals)
        self.recorded.refused += 1


def _decided_by(by: User | None) -> frozenset[int] | None:
    """The municipalities whose targets a jobcentre's manager enters; None for every area."""
    if by is None or by.scopes.is_official:
        return None
    served = ServedMunicipality.objects.valid_on(today())
    own = served.filter(jobcentre__in=by.scopes.certifying_jobcentre_ids)
    return frozenset(own.values_list("municipality_id", flat=True))


def _years_by_indicator() -> dict[int, dict[int, int]]:
    """year → key of an indicator of its goals → key of the goal year."""
    years: dict[int, dict[int, int]] = {}
    rows = Goal.with_own.values_list("goal_year__year", "indicator_id", "goal_year_id")
    for year, indicator_id, goal_year_id in rows:
        years.setdefault(year, {})[indicator_id] = goal_year_id
    return years


def _newest_binding(entries: Sequence[TargetEntry]) -> dict[Subject, TargetVersion]:
    versions = TargetVersion.objects.filter(
        kind__in=TargetVersion.BINDING,
        target__goal_year__year__in={entry.year for entry in entries},
        target__area__in={entry.area.pk for entry in entries},
    )
    rows = versions.select_related("target__goal_year", "target__area", "change").order_by("number")
    return {(row.target.goal_year.year, row.target.indicator_id, row.target.area_id): row for row in rows}


def _locked(newest: Collection[TargetVersion]) -> set[int]:
    """The municipalities' versions after which the target was not reopened: nobody overwrites them, except
    the official source."""
    own = [row for row in newest if row.target.area.level == Area.Level.MUNICIPALITY]
    steps = TargetStep.objects.filter(
        kind=TargetStep.Kind.REOPENED, target__in={row.target_id for row in own}
    )
    reopened = dict(steps.order_by("number").values_list("target_id", "change__number"))
    return {row.pk for row in own if (reopened.get(row.target_id) or 0) < (row.change.number or 0)}


def _says_the_same(entry: TargetEntry, current: TargetVersion) -> bool:
    names = ("value", "baseline_month", "baseline_value", "adopted_percent", "decided_on", "link")
    same = all(getattr(entry, name) == getattr(current, name) for name in names)
    return same and free_text(entry.note) == current.note


def _kind(area: Area, current: TargetVersion | None) -> str:
    if area.level == Area.Level.MUNICIPALITY:
        return Kind.ADOPTED
    return Kind.CONTRACT if current is None else Kind.AMENDMENT


def _repeated(is_repeated: bool) -> list[Problem]:
    if not is_repeated:
        return []
    return [Problem("area", "duplicate", _("The same target is there twice. Delete one of them."))]


def problems_of_target(entry: TargetEntry) -> Iterator[Problem]:
    """Everything that is wrong with what is promised itself, whoever promises it."""
    if entry.indicator.owner_id not in (None, entry.area.pk):
        yield Problem("area", "not_owner", _("This local indicator belongs to another area."))
    for name in ("value", "baseline_value"):
        amount = getattr(entry, name)
        yield from problems_of_amount(entry.indicator, name, amount)
        if entry.indicator.is_ratio and amount is not None and amount > 100:
            yield Problem(name, "above_100", _("A percentage is at most 100."))
    yield from _problems_of_baseline(entry)
    yield from _problems_of_note(entry)


def _problems_of_baseline(entry: TargetEntry) -> Iterator[Problem]:
    if entry.baseline_value is not None and entry.baseline_month is None:
        yield Problem("baseline_month", "baseline_month_missing", _("Write the month of the baseline."))
    if entry.baseline_month is not None and entry.baseline_month >= Month.december(entry.year):
        message = _("The baseline must be before December %(year)s.")
        yield Problem("baseline_month", "baseline_too_late", message % {"year": entry.year})


def _problems_of_note(entry: TargetEntry) -> Iterator[Problem]:
    try:
        free_text(entry.note)
    except TextRefused as refusal:
        yield Problem("note", refusal.code, refusal.message)


def _placed(problem: Problem, index: int, entry: TargetEntry) -> Refusal:
    return Refusal(problem.field, problem.code, problem.message, index, entry.line)
