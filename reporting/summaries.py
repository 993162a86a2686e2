"""What a page, a file or a report shows for one choice: each area's progress towards each goal.

`load` reads everything in a fixed number of queries, however many areas and months there are; a `Book`
then computes what it is asked for, as its reader may see it, and keeps it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _

from goals.models import Goal
from goals.months import Month, now
from goals.progress import Line, Measure, Progress, Promise, Replacement, Status, as_seen_by, progress_of
from goals.replacements import Spot, read_replacements, replacements_of
from goals.series import Basis, Series, measure_of, read, read_promises
from jobcentres.access import Reader
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area
from reporting.places import Clusters, Group, NotThere, Places
from reporting.revised import Revised, revised_figure, revised_sum
from reporting.wording import Awaited, StatusWords, status_words
from reporting.yearbook import Yearbook


@dataclass(frozen=True, slots=True)
class Choice:
    """What every result depends on besides its reader: goal year, last month counted, state of
    knowledge (None: now) and basis."""

    year: int
    as_of: Month
    known_on: datetime | None = None
    basis: Basis = Basis.APPROVED

    @property
    def moment(self) -> datetime:
        """The present of this choice: what falls due after it is not due yet."""
        return self.known_on or now()

    @classmethod
    def of(
        cls,
        year: int,
        *,
        as_of: Month | None = None,
        known_on: datetime | None = None,
        basis: str = Basis.APPROVED,
    ) -> Choice:
        """The choice with its defaults filled in, cut to December of the year."""
        as_of = as_of or default_as_of(year, known_on)
        return cls(year, min(as_of, Month.december(year)), known_on, Basis(basis))


def default_as_of(year: int, known_on: datetime | None = None) -> Month:
    """The last full month before `known_on` or today, at most December of the year."""
    day = (known_on or now()).astimezone(COPENHAGEN).date()
    return min(Month.of(day).plus(-1), Month.december(year))


@dataclass(frozen=True, slots=True)
class Summary:
    """One row: an area's progress towards one goal."""

    choice: Choice
    area: Area
    goal: Goal
    progress: Progress
    revised: Revised | None = None

    @property
    def hidden(self) -> frozenset[str]:
        """The names of what exists but is not for the reader."""
        is_hidden = self.revised is not None and self.revised.is_hidden
        return self.progress.hidden | {"revised_from"} if is_hidden else self.progress.hidden


def load(
    choice: Choice,
    reader: Reader,
    *,
    areas: Collection[str] | None = None,
    indicators: Collection[str] | None = None,
    goals: tuple[Goal, ...] | None = None,
    own_goals: tuple[Goal, ...] = (),
    places: Places | None = None,
    promises: Mapping[tuple[int, int], Promise] | None = None,
    with_notes: bool = False,
    whole_past: bool = False,
    with_clusters: bool = False,
    changed_since: datetime | None = None,
    query: str = "",
) -> Book:
    """Read what `choice` needs for the areas and indicators of these codes (None: all). Five queries, less
    those for `goals`, `places` and `promises` that are there already; one more where a result needs months
    of earlier years.

    A region or the country brings its municipalities. `with_notes`: also the areas' sources and comments, and
    `whole_past`, every month at once; `with_clusters`: also the clusters, which are else read when asked for;
    `changed_since`: also the released figures that are others since then.
    `own_goals` of the areas are read along; nothing of them is added up or compared. Raises `NotThere`.
    `query` is for `Book.query`.
    """
    places = places or Places.on(choice.as_of)
    goals = goals or _goals(choice.year, indicators)
    wanted = places.all if areas is None else tuple(places.of_code(code) for code in areas)
    area_ids = None if areas is None else places.ids_behind(wanted)
    yearbook = Yearbook.read(
        [goal.indicator for goal in (*goals, *own_goals)],
        choice.year,
        notes_of=[area.pk for area in wanted] if with_notes else (),
        known_on=choice.known_on,
        clusters_in=choice.as_of if with_clusters else None,
        changed_since=changed_since,
        changed_in=area_ids,
    )
    measures = {goal.indicator_id: _measure(goal, yearbook) for goal in (*goals, *own_goals)}
    area_ids = None if areas is None else places.ids_behind(wanted)
    return Book(
        choice=choice,
        reader=reader,
        places=places,
        goals=goals,
        own_goals=own_goals,
        measures=measures,
        yearbook=yearbook,
        promises=promises
        if promises is not None
        else read_promises(
            choice.year, indicator_ids=list(measures), area_ids=area_ids, known_on=choice.known_on
        ),
        series=read(
            measures.values(),
            as_of=choice.as_of,
            reader=reader,
            area_ids=area_ids,
            basis=choice.basis,
            known_on=choice.known_on,
            whole_past=with_notes or whole_past,
            neighbours=places.neighbours,
        ),
        area_ids=places.ids_behind(places.all) if area_ids is None else area_ids,
        query=query,
    )


def _measure(goal: Goal, yearbook: Yearbook) -> Measure:
    marks = yearbook.marks.get(goal.indicator_id, [])
    return measure_of(goal.indicator, [mark.month for mark in marks if mark.is_break])


def _goals(year: int, indicators: Collection[str] | None) -> tuple[Goal, ...]:
    goals = tuple(
        Goal.objects.filter(goal_year__year=year).select_related("goal_year", "indicator").order_by("number")
    )
    if not goals:
        raise NotThere(_("There are no goals for the year %(year)s.") % {"year": year})
    if indicators is None:
        return goals
    known = {goal.indicator.code for goal in goals}
    for code in indicators:
        if code not in known:
            raise NotThere(
                _("The goals for %(year)s have no indicator “%(code)s”. They have: %(known)s.")
                % {"year": year, "code": code, "known": ", ".join(sorted(known))}
            )
    return tuple(goal for goal in goals if goal.indicator.code in indicators)


class Book:
    """The results of one choice for one reader.

    `query` (`?aar=2014&kendt=…`, or nothing) ends the links to other pages of results, so that the reader
    keeps what the address has chosen; see `reporting.choices.choice_query`.
    """

    def __init__(
        self,
        *,
        choice: Choice,
        reader: Reader,
        places: Places,
        goals: tuple[Goal, ...],
        own_goals: tuple[Goal, ...] = (),
        measures: Mapping[int, Measure],
        yearbook: Yearbook,
        promises: Mapping[tuple[int, int], Promise],
        series: Series,
        area_ids: frozenset[int],
        query: str = "",
    ) -> None:
        self.choice = choice
        self.query = query
        self.reader = reader
        self.places = places
        self.goals = goals
        self._own_goals = own_goals
        self.series = series
        self.area_ids = area_ids
        self.yearbook = yearbook
        self._measures = measures
        self._promises = promises
        self._progress: dict[tuple[int, int], Progress] = {}
        self._statuses: dict[tuple[int, int], StatusWords] = {}

    def own_goals(self, area: Area) -> list[Goal]:
        """Those that the municipality has set itself, beside the minister's `goals`."""
        return [goal for goal in self._own_goals if goal.holds_for(area.pk)]

    def measure(self, goal: Goal) -> Measure:
        return self._measures[goal.indicator_id]

    def promise(self, area: Area, goal: Goal) -> Promise | None:
        return self._promises.get((goal.indicator_id, area.pk))

    def line(self, area: Area, goal: Goal) -> Line:
        """Every month of an area, unmasked: ask `goals.progress.snapshot` for what the reader sees."""
        if area.pk not in self.area_ids:
            raise NotThere(f"{area.code} was not loaded")
        return line_of(self.series, self.measure(goal), area, self.places)

    def progress(self, area: Area, goal: Goal) -> Progress:
        """As the reader may see it."""
        key = (goal.id, area.id)
        if key not in self._progress:
            line = self.line(area, goal)
            result = progress_of(line, self.promise(area, goal), self.choice.year, self.choice.as_of)
            self._progress[key] = as_seen_by(self.reader, result, line)
        return self._progress[key]

    def at(self, month: Month) -> Book:
        """The same figures, of which `month` is the last that counts."""
        other = copy(self)
        other.choice, other._progress = replace(self.choice, as_of=month), {}
        return other

    def of_goals(self, goals: tuple[Goal, ...], since: Month) -> Book:
        """The same results of some of the goals, whose figures from `since` on are read at once: for so many
        months that not every goal's shall be kept."""
        other, choice = copy(self), self.choice
        other.goals, other._progress, other._statuses = goals, {}, {}
        other.series = read(
            [self.measure(goal) for goal in goals],
            as_of=choice.as_of,
            reader=self.reader,
            area_ids=self.area_ids,
            basis=choice.basis,
            known_on=choice.known_on,
            since=since,
            neighbours=self.places.neighbours,
        )
        return other

    def status(self, area: Area, goal: Goal) -> StatusWords:
        """The verdict in words; without one what is awaited."""
        key = (goal.id, area.id)
        if key not in self._statuses:
            result = self.progress(area, goal)
            awaited = self.awaited(area, goal) if result.status is Status.NO_FIGURE else None
            self._statuses[key] = status_words(result, awaited)
        return self._statuses[key]

    def summaries(self, areas: Iterable[Area]) -> Iterator[Summary]:
        """Goal by goal, the areas in the order given."""
        chosen = tuple(areas)
        replacements = self._replacements(chosen)
        for goal in self.goals:
            for area in chosen:
                revised = self._revised(area, goal, replacements)
                yield Summary(self.choice, area, goal, self.progress(area, goal), revised)

    def _replacements(self, areas: Iterable[Area]) -> dict[Spot, Replacement]:
        """Of the latest figures of the areas, and of those that they are the sums of, in one query."""
        months: dict[int, set[Month]] = {goal.indicator_id: set() for goal in self.goals}
        for area in areas:
            for goal in self.goals:
                month = self.progress(area, goal).latest_month
                months[goal.indicator_id] |= {month} if month else set()
        return read_replacements(months, area_ids=self.area_ids, known_on=self.choice.known_on)

    def _revised(self, area: Area, goal: Goal, replacements: Mapping[Spot, Replacement]) -> Revised | None:
        progress, line = self.progress(area, goal), self.line(area, goal)
        month = progress.latest_month
        if month is None:
            return None
        if line.members is None or progress.published:
            own = replacements.get((goal.indicator_id, area.pk, month))
            return revised_figure(own, line, progress, self.reader) if own else None
        spots = ((goal.indicator_id, member.pk, month) for member in self.places.members(area))
        return revised_sum([replacements[spot] for spot in spots if spot in replacements])

    def cluster_of(self, area: Area, goal: Goal) -> Group | None:
        """The municipalities with alike conditions for this indicator, the own one included."""
        return self._clusters.of(area, goal)

    def awaited(self, area: Area, goal: Goal) -> Awaited | None:
        """The figure that comes after the newest record of `area`, if its deadline is known; of several that
        fall due together the last month counted. None where that lies after the months counted and its
        deadline has passed: nobody has looked whether it is there."""
        measure, line = self.measure(goal), self.line(area, goal)
        month = next_month(measure, line, self.choice)
        due = self.yearbook.deadlines.get((measure.id, month))
        if due is None or (month > self.choice.as_of and due < self.choice.moment):
            return None
        while month < self.choice.as_of and self.yearbook.deadlines.get((measure.id, month.plus(1))) == due:
            month = month.plus(1)
        return Awaited(
            period=month.window_label(measure.window),
            due=due.astimezone(COPENHAGEN).date(),
            is_overdue=due < self.choice.moment,
        )

    @cached_property
    def replacements(self) -> dict[Spot, Replacement]:
        """Of the figures of the areas that were read with their notes."""
        known_on = self.choice.known_on
        return replacements_of(
            {
                spot: [one for one in versions if known_on is None or one.recorded_at <= known_on]
                for spot, versions in self.yearbook.released.items()
            }
        )

    def replacements_of(self, area: Area, goal: Goal) -> dict[Month, Replacement]:
        return {
            month: one
            for (indicator_id, area_id, month), one in self.replacements.items()
            if (indicator_id, area_id) == (goal.indicator_id, area.pk)
        }

    @cached_property
    def _clusters(self) -> Clusters:
        rows = self.yearbook.clusters
        if rows is not None:
            return Clusters.read_from(rows, self.choice.as_of, self.goals, self.places)
        return Clusters.on(self.choice.as_of, self.goals, self.places)


def line_of(series: Series, measure: Measure, area: Area, places: Places) -> Line:
    if area.level == Area.Level.MUNICIPALITY:
        return series.area(measure, area.pk)
    return series.group(measure, [member.pk for member in places.members(area)], area.pk)


def next_month(measure: Measure, line: Line, choice: Choice) -> Month:
    """The goal year's first month after everything known: its figure is the next to come."""
    if measure.is_yearly:
        return Month.december(choice.year)
    newest = line.newest_record(Month(choice.year, 1), choice.as_of)
    known = [Month.december(choice.year - 1), line.latest_month(choice.as_of), newest and newest[0]]
    return max(month for month in known if month is not None).plus(1)
