"""What the start page shows to a person: what is due, and how the own places are doing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from goals.forms.due import Due, sentences
from goals.forms.news import News, news_of
from goals.forms.queue import waiting_text
from goals.forms.turns import Turns, turns_of
from goals.forms.year import waits_for_manager, waits_for_you, waits_to_be_submitted
from goals.models import Goal
from goals.months import Month
from goals.returns.waiting import Waiting, own_tallies
from goals.series import Basis
from jobcentres.models import Area, Assignment, Jobcentre, User
from reporting.area_page import Overview, overview
from reporting.choices import GoalsByYear
from reporting.group_page import GroupOverview, group_overview
from reporting.missing import Missing, missing_in, reported_in
from reporting.places import Places
from reporting.reported import Open, Reported
from reporting.summaries import Book, Choice, load


@dataclass(frozen=True, slots=True)
class Task:
    """What a jobcentre has to report now, and where to begin."""

    jobcentre: Jobcentre
    sentences: list[str]
    address: str
    month: str


@dataclass(frozen=True, slots=True)
class GroupPart:
    """A region or the whole country; `missing` and `review` for those who follow its returns up."""

    overview: GroupOverview
    missing: list[Missing]
    follows_up: bool
    review: str
    """How many returns wait to be looked through."""


@dataclass(slots=True)
class Start:
    year: int
    as_of: str = ""
    tasks: list[Task] = field(default_factory=list)
    news: list[News] = field(default_factory=list)
    turns: Turns = field(default_factory=lambda: Turns([], []))
    follows_contracts: bool = False
    municipalities: list[Overview] = field(default_factory=list)
    groups: list[GroupPart] = field(default_factory=list)


def start_of(user: User, places: Places, goals: GoalsByYear, own: GoalsByYear, choice: Choice) -> Start:
    """Own municipalities also with figures not released, everything else with released ones; to who has no
    own places the whole country. `own`: what the person's municipalities have set themselves."""
    whole = {year: (*some, *own.get(year, ())) for year, some in goals.items()}
    start = Start(choice.year, choice.as_of.label)
    scopes = user.scopes
    served = _areas(places, scopes.served_municipality_ids)
    councils = _areas(places, scopes.council_area_ids - scopes.served_municipality_ids)
    groups = _groups(user, places, councils)
    if not (served or councils or groups):
        groups = [places.country]
    start.tasks = _tasks(user, places, whole, served)
    start.news = news_of(user)
    start.turns = turns_of(user, whole[choice.year], places.all)
    start.follows_contracts = scopes.is_official
    start.municipalities = [
        *_overviews(user, places, whole, choice, served, Basis.PRELIMINARY),
        *_overviews(user, places, whole, choice, _municipalities(councils), Basis.APPROVED),
    ]
    if groups:
        book = _open(user, places, goals, choice, groups, Basis.APPROVED)
        waiting = own_tallies(user)
        start.groups = [_group_part(book, area, user, waiting) for area in groups]
    return start


def _areas(places: Places, ids: Collection[int]) -> list[Area]:
    return [area for area in places.all if area.pk in ids]


def _municipalities(areas: Collection[Area]) -> list[Area]:
    return [area for area in areas if area.level == Area.Level.MUNICIPALITY]


def _groups(user: User, places: Places, councils: Collection[Area]) -> list[Area]:
    """The country and the regions that the person follows up, sits in a council of, or works with."""
    wanted = {area.pk for area in councils} | user.scopes.reviewed_region_ids
    if user.scopes.is_official:
        wanted |= {places.country.pk}
    return [area for area in _areas(places, wanted) if area.level != Area.Level.MUNICIPALITY]


def _overviews(
    user: User, places: Places, goals: GoalsByYear, choice: Choice, areas: list[Area], basis: Basis
) -> list[Overview]:
    if not areas:
        return []
    book = _open(user, places, goals, choice, areas, basis, with_notes=True)
    return [overview(book, area) for area in areas]


def _open(
    user: User,
    places: Places,
    goals: GoalsByYear,
    choice: Choice,
    areas: Collection[Area],
    basis: Basis,
    *,
    with_notes: bool = False,
) -> Book:
    ids = {area.pk for area in areas} if with_notes else set()
    return load(
        Choice.of(choice.year, as_of=choice.as_of, basis=basis),
        user.reader,
        areas=[area.code for area in areas],
        goals=tuple(goal for goal in goals[choice.year] if not goal.is_own),
        own_goals=tuple(goal for goal in goals[choice.year] if goal.area_id in ids),
        places=places,
        with_notes=with_notes,
    )


def _group_part(book: Book, area: Area, user: User, waiting: dict[int, Waiting]) -> GroupPart:
    follows_up = area.pk in user.scopes.reviewed_region_ids
    missing = _missing(book, area) if follows_up else []
    review = waiting_text(waiting.get(area.pk, Waiting())) if follows_up else ""
    return GroupPart(group_overview(book, area), missing, follows_up, review)


def _missing(book: Book, area: Area) -> list[Missing]:
    return missing_in(book, area, reported_in(book, area, with_reminders=True))


def _tasks(user: User, places: Places, goals: GoalsByYear, served: list[Area]) -> list[Task]:
    jobcentres = _jobcentres(user)
    if not jobcentres or not served:
        return []
    months = (Month(min(goals), 1), Month.december(max(goals)))
    indicators = {goal.indicator_id for own in goals.values() for goal in own}
    reported = Reported.read(indicators, [area.pk for area in served], *months)
    return [_task(user, jobcentre, places, goals, served, reported) for jobcentre in jobcentres]


def _jobcentres(user: User) -> list[Jobcentre]:
    """Those of the person's assignments, each once."""
    held = {a.jobcentre.pk: a.jobcentre for a in user.scopes.assignments if a.jobcentre}
    return list(held.values())


def _task(
    user: User,
    jobcentre: Jobcentre,
    places: Places,
    goals: GoalsByYear,
    served: list[Area],
    reported: Reported,
) -> Task:
    areas = [area for area in served if (by := places.served_by(area)) and by.slug == jobcentre.slug]
    found = [
        one for year, own in goals.items() for goal in own for one in _open_lines(goal, year, areas, reported)
    ]
    found.sort(key=lambda one: (not one.is_sent_back, one.due_at, one.month))
    saved = sorted(
        month for own in goals.values() for goal in own for month in reported.to_submit(goal, areas)
    )
    first = found[0].month if found else min(saved, default=None)
    due = sentences([Due(one.is_sent_back, one.due_at) for one in found])
    return Task(
        jobcentre=jobcentre,
        sentences=[
            *(due or [_("Nothing is due now.")]),
            *([_saved_text(len(saved), user, jobcentre)] if saved else []),
        ],
        address=reverse("month_entry", args=[jobcentre.slug, str(first)]) if first else "",
        month=first.label if first else "",
    )


def _saved_text(count: int, user: User, jobcentre: Jobcentre) -> str:
    if jobcentre.pk not in user.scopes.submitting_jobcentre_ids:
        return waits_for_manager(count)
    return waits_to_be_submitted(count) if jobcentre.needs_four_eyes else waits_for_you(count)


def _open_lines(goal: Goal, year: int, areas: list[Area], reported: Reported) -> list[Open]:
    return list(reported.open(goal, areas, Month.range(Month(year, 1), Month.december(year))))


def administrators() -> list[User]:
    """Whom to ask for a role: the user administrators of the whole country."""
    from jobcentres.clock import today

    held = Assignment.objects.valid_on(today()).filter(
        role=Assignment.Role.ADMINISTRATOR, area__level=Area.Level.COUNTRY
    )
    people = User.objects.filter(is_active=True, pk__in=held.values("user"))
    return list(people.in_danish_order())
