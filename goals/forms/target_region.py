"""The targets of a region's municipalities: one row each, and what they come to against the contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from goals.dialogue import Dialogue, State
from goals.dialogue.together import Deadlines, Lateness, Weighted, promise_of, weighted
from goals.models import Goal, TargetVersion
from goals.months import Month, today
from goals.progress import Measure, SumOfTargets, sum_of_targets
from goals.series import Series, measure_of, read
from jobcentres.models import Area, User


@dataclass(frozen=True)
class Cell:
    """One goal of one municipality, as the reader may see it. Changes in per cent of the baseline."""

    dialogue: Dialogue
    late: Lateness | None
    baseline: Decimal | None
    """the figure of the baseline's month, where the version gives no value"""

    @property
    def state(self) -> State:
        return self.dialogue.state

    @property
    def shown(self) -> TargetVersion | None:
        """What is proposed now, else what binds."""
        return self.dialogue.proposal or self.dialogue.binding

    @cached_property
    def implied(self) -> Decimal | None:
        version = self.shown
        if version is None or version.baseline_month is None:
            return None
        baseline = version.baseline_value if version.baseline_value is not None else self.baseline
        return 100 * (version.value - baseline) / baseline if baseline else None


@dataclass(frozen=True)
class MunicipalityRow:
    area: Area
    cells: tuple[Cell, ...]

    @property
    def adopted(self) -> int:
        return sum(cell.state == State.ADOPTED for cell in self.cells)

    @property
    def late(self) -> int:
        return sum(cell.late is not None for cell in self.cells)


@dataclass(frozen=True)
class Together:
    """Of one goal: the contract's target, and the municipalities' own against it. `summed` for counts with
    adopted targets alone, `proposed` with proposals where there is no adopted one; `mean` for percentages,
    weighed by the denominators of `month`."""

    goal: Goal
    measure: Measure
    contract: TargetVersion | None
    total: Decimal | None
    count: int
    expected: int
    summed: SumOfTargets | None
    proposed: SumOfTargets | None
    mean: Weighted | None
    month: Month
    without: tuple[Area, ...]


@dataclass(frozen=True)
class RegionTable:
    region: Area
    goals: tuple[Goal, ...]
    rows: tuple[MunicipalityRow, ...]
    together: tuple[Together, ...]
    deadlines: Deadlines


def region_table(
    region: Area,
    members: Sequence[Area],
    goals: Sequence[Goal],
    dialogues: Mapping[tuple[int, int], Dialogue],
    deadlines: Deadlines,
    user: User,
) -> RegionTable:
    """`dialogues` of the region itself, which has a contract, and of its `members`. One query."""
    measures = {goal.pk: measure_of(goal.indicator) for goal in goals}
    series = _figures(members, goals, dialogues, measures, user)
    day = today()

    def cell(area: Area, goal: Goal) -> Cell:
        dialogue = dialogues[goal.indicator_id, area.pk]
        late = deadlines.late(dialogue.state, day, binds=dialogue.binding is not None)
        version = dialogue.proposal or dialogue.binding
        month = version.baseline_month if version and version.baseline_value is None else None
        line = series.area(measures[goal.pk], area.pk)
        if month is None:
            return Cell(dialogue, late, None)
        inside = line.is_open_to(user.reader)
        return Cell(dialogue, late, line.value(month) if inside else line.shown_outside(month))

    rows = tuple(MunicipalityRow(area, tuple(cell(area, goal) for goal in goals)) for area in members)
    together = tuple(
        _together(goal, measures[goal.pk], dialogues[goal.indicator_id, region.pk], rows, number, series)
        for number, goal in enumerate(goals)
    )
    return RegionTable(region, tuple(goals), rows, together, deadlines)


def _figures(
    members: Sequence[Area],
    goals: Sequence[Goal],
    dialogues: Mapping[tuple[int, int], Dialogue],
    measures: Mapping[int, Measure],
    user: User,
) -> Series:
    """The months of the baselines, and December before the year, whose denominators weigh the percentages."""
    months: dict[int, set[Month]] = {}
    for goal in goals:
        wanted = months.setdefault(goal.indicator_id, {Month.december(goal.goal_year.year - 1)})
        for area in members:
            dialogue = dialogues[goal.indicator_id, area.pk]
            for version in (dialogue.proposal, dialogue.binding):
                if version and version.baseline_month and version.baseline_value is None:
                    wanted.add(version.baseline_month)
    return read(
        measures.values(),
        as_of=Month.of(today()),
        reader=user.reader,
        area_ids={area.pk for area in members},
        months=months,
    )


def _together(
    goal: Goal,
    measure: Measure,
    of_region: Dialogue,
    rows: Sequence[MunicipalityRow],
    number: int,
    series: Series,
) -> Together:
    contract, month = of_region.binding, Month.december(goal.goal_year.year - 1)
    cells = [row.cells[number] for row in rows]
    adopted = [cell.dialogue.binding for cell in cells]
    own = promise_of(contract)
    with_proposals = [cell.dialogue.binding or cell.dialogue.proposal for cell in cells]
    denominators = [series.area(measure, row.area.pk).at(month).denominator for row in rows]
    values = [version.value for version in adopted if version is not None]
    is_mean = measure.is_ratio
    return Together(
        goal=goal,
        measure=measure,
        contract=contract,
        total=None if is_mean or not values else sum(values, Decimal()),
        count=len(values),
        expected=len(rows),
        summed=sum_of_targets(measure, own, [promise_of(one) for one in adopted]),
        proposed=sum_of_targets(measure, own, [promise_of(one) for one in with_proposals])
        if with_proposals != adopted
        else None,
        mean=weighted(
            [
                (version.value if version else None, parts)
                for version, parts in zip(adopted, denominators, strict=True)
            ]
        )
        if is_mean
        else None,
        month=month,
        without=tuple(row.area for row, version in zip(rows, adopted, strict=True) if version is None),
    )
