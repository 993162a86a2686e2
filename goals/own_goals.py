"""Goals that a municipality sets itself beside the minister's: made, put right, continued and removed.

Each has an indicator that the municipality owns. Nothing that adds up or compares municipalities sees them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError
from django.db.models import Max, Model, Q
from django.utils.translation import gettext as _

from goals.models import Goal, GoalYear, Indicator, IndicatorDefinition, SourceKind
from goals.months import Month
from goals.year_dates import EditRefused, overtaken, refuse_unseen, seen_of
from goals.years.indicators import refuse_unfit
from goals.years.keys import definition_key, goal_key, indicator_key
from goals.years.standing import is_used, locked_year
from jobcentres.changes import Recording, fields_of, record_edits, recording
from jobcentres.models import Area, Change, User
from jobcentres.naming import plain, slug

MOST = 10
"""So many own goals a municipality may have in a year."""

SETTLED = ("unit", "direction", "window")
"""What a figure means: fixed once there are figures or targets."""


@dataclass(frozen=True)
class OwnGoal:
    """A goal, what measures it, and the newest wording of what is counted. Nothing of it need be stored."""

    goal: Goal
    indicator: Indicator
    definition: IndicatorDefinition

    @classmethod
    def new(cls, goal_year: GoalYear, area: Area) -> OwnGoal:
        indicator = Indicator(
            owner=area, publication_lag_days=5, deadline_lag_months=1, source_kind=SourceKind.OWN_COUNT
        )
        goal = Goal(goal_year=goal_year, area=area, first_month=Month(goal_year.year, 1))
        return cls(goal, indicator, IndicatorDefinition(valid_from=date(goal_year.year, 1, 1)))

    @classmethod
    def of(cls, goal: Goal) -> OwnGoal:
        """Of a goal that was read with its indicator; one query."""
        definition = goal.indicator.definitions.order_by("-valid_from").first()
        return cls(goal, goal.indicator, definition or IndicatorDefinition(indicator=goal.indicator))

    @property
    def seen(self) -> str:
        """What a form remembers, to know whether somebody has changed the goal since."""
        return ".".join(seen_of(row) for row in (self.goal, self.indicator, self.definition))


def is_settled(own: OwnGoal) -> bool:
    """Whether `SETTLED` is fixed; at most two queries."""
    return own.indicator.pk is not None and is_used(own.indicator)


def save_own_goal(own: OwnGoal, *, seen: str, by: User, idempotency_key: str = "") -> None:
    """Store a new or an edited own goal of an announced year.

    Raises `EditRefused`, also if somebody else changed it since `by` saw it as `seen`.
    """
    refuse_unfit(own.indicator)
    try:
        with recording(by=by, kind=Change.Kind.REFERENCE, idempotency_key=idempotency_key) as change:
            _announced(own.goal.goal_year)
            _refuse_unseen(own, seen)
            _refuse_settled(own)
            _refuse_name(own.goal)
            if not own.goal.pk:
                _refuse_one_more(own.goal)
                own.goal.number = _next_number(own.goal)
                own.indicator.code = _free_code(own.goal)
            _store(change, own)
    except IntegrityError:  # somebody else took the number or the code at this very moment
        raise EditRefused(overtaken()) from None


def continue_own_goal(earlier: Goal, goal_year: GoalYear, *, by: User, idempotency_key: str = "") -> None:
    """The same goal in another announced year, measured as before. Raises `EditRefused`."""
    goal = Goal(
        goal_year=goal_year,
        area=earlier.area,
        indicator=earlier.indicator,
        short_name=earlier.short_name,
        title=earlier.title,
        first_month=Month(goal_year.year, 1),
    )
    try:
        with recording(by=by, kind=Change.Kind.REFERENCE, idempotency_key=idempotency_key) as change:
            _announced(goal_year)
            _refuse_name(goal)
            _refuse_one_more(goal)
            goal.number = _next_number(goal)
            goal.save()
            record_edits(change, goal, goal_key(goal), None)
    except IntegrityError:  # the second of two presses
        raise EditRefused(overtaken()) from None


def remove_own_goal(own: OwnGoal, *, seen: str, by: User, idempotency_key: str = "") -> None:
    """With its indicator, if no other year has it.

    Raises `EditRefused` as `save_own_goal` does, and if there are figures or targets.
    """
    with recording(by=by, kind=Change.Kind.REFERENCE, idempotency_key=idempotency_key) as change:
        locked_year(own.goal.goal_year)
        _refuse_unseen(own, seen)
        if is_used(own.indicator):
            raise EditRefused(used_text())
        _delete(change, own.goal, goal_key(own.goal))
        if not Goal.with_own.filter(indicator=own.indicator).exists():
            for row in own.indicator.definitions.all():
                _delete(change, row, definition_key(row))
            _delete(change, own.indicator, indicator_key(own.indicator))


def used_text() -> str:
    return _(
        "There are figures or targets for this goal: it stays for the year. Do not continue it in the next."
    )


def continuable(goal_year: GoalYear, area: Area) -> list[Goal]:
    """Own goals of the year before whose indicator has none in this year."""
    of_year = Goal.with_own.filter(goal_year=goal_year, area=area).values("indicator")
    rows = Goal.with_own.filter(goal_year__year=goal_year.year - 1, area=area).exclude(indicator__in=of_year)
    return list(rows.select_related("indicator", "area", "goal_year").order_by("number"))


def _announced(goal_year: GoalYear) -> None:
    if locked_year(goal_year).state != GoalYear.State.ANNOUNCED:
        raise EditRefused(_("Own goals are set once the year's goals have been announced."))


def _refuse_unseen(own: OwnGoal, seen: str) -> None:
    """Locks the rows. Raises `EditRefused` if one of them says something else than what was `seen`."""
    rows = (
        Goal.with_own.select_for_update().filter(pk=own.goal.pk).first(),
        Indicator.objects.select_for_update().filter(pk=own.indicator.pk).first(),
        IndicatorDefinition.objects.select_for_update().filter(pk=own.definition.pk).first(),
    )
    marks = seen.split(".")
    if len(marks) != len(rows):
        raise EditRefused(overtaken())
    for row, mark in zip(rows, marks, strict=True):
        refuse_unseen(row, mark)


def _refuse_settled(own: OwnGoal) -> None:
    stored = Indicator.objects.filter(pk=own.indicator.pk).first()
    changed = [name for name in SETTLED if stored and getattr(stored, name) != getattr(own.indicator, name)]
    if changed and is_used(own.indicator):
        message = _(
            "There are figures or targets, so this stays as it is. Set a new goal for something else."
        )
        raise EditRefused(message, changed[0])


def _refuse_name(goal: Goal) -> None:
    """A name means one goal: in the sheet, in pasted headings, and in mails."""
    others = Goal.with_own.of([goal.area_id or 0]).filter(goal_year=goal.goal_year).exclude(pk=goal.pk)
    names = {plain(name) for pair in others.values_list("short_name", "indicator__name") for name in pair}
    if plain(goal.short_name) in names:
        raise EditRefused(_("Another goal of the year is called so. Choose another name."), "short_name")


def _refuse_one_more(goal: Goal) -> None:
    if Goal.with_own.filter(goal_year=goal.goal_year, area=goal.area).count() >= MOST:
        raise EditRefused(_("A municipality has at most %(most)s own goals in a year.") % {"most": MOST})


def _next_number(goal: Goal) -> int:
    """After the letter's goals and the municipality's own."""
    known = Goal.with_own.of([goal.area_id or 0]).filter(goal_year=goal.goal_year)
    return (known.aggregate(last=Max("number"))["last"] or 0) + 1


def _free_code(goal: Goal) -> str:
    """`0340-praktikpladser`, with a number if the municipality has had another goal of this name."""
    area = goal.area
    wanted = f"{area.code if area else ''}-{slug(goal.short_name)}"[:36].rstrip("-")
    taken = set(
        Indicator.objects.filter(Q(code=wanted) | Q(code__startswith=f"{wanted}-")).values_list(
            "code", flat=True
        )
    )
    return next(code for code in _numbered(wanted) if code not in taken)


def _numbered(code: str) -> Iterator[str]:
    yield code
    number = 2
    while True:
        yield f"{code}-{number}"
        number += 1


def _store(change: Recording, own: OwnGoal) -> None:
    indicator, definition, goal = own.indicator, own.definition, own.goal
    before = _before(Indicator, indicator.pk)
    indicator.save()
    record_edits(change, indicator, indicator_key(indicator), before)
    definition.indicator, before = indicator, _before(IndicatorDefinition, definition.pk)
    definition.save()
    record_edits(change, definition, definition_key(definition), before)
    goal.indicator, before = indicator, _before(Goal, goal.pk)
    goal.save()
    record_edits(change, goal, goal_key(goal), before)


def _before(model: type[Model], pk: int | None) -> dict[str, object] | None:
    stored = model._base_manager.filter(pk=pk).first()
    return fields_of(stored) if stored else None


def _delete(change: Recording, row: Model, key: str) -> None:
    before = fields_of(row)
    row.delete()
    record_edits(change, type(row)(), key, before)
