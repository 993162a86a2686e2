"""What a page's address chooses: year, month, basis and the moment of knowledge, with their defaults, and how
to choose others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, cast
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from goals.models import Goal, GoalYear
from goals.months import Month, MonthError, today
from goals.series import Basis
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, ServedMunicipality, User
from reporting import wording
from reporting.asked_again import AskedAgain
from reporting.moments import MomentField, SinceField, typed_moment, written_moment
from reporting.places import NotThere, Places
from reporting.summaries import Book, Choice, default_as_of, load
from reporting.visits import last_visit

BASES = {"frigivet": Basis.APPROVED, "forelobig": Basis.PRELIMINARY}
BASIS_WORDS = {basis: word for word, basis in BASES.items()}
CHOICES = ("aar", "maaned", "grundlag", "kendt")
"""The parts of an address that links from page to page of results carry along."""

TELL_CHANGES = frozenset({"municipality", "region", "country"})
"""The names of the pages that list what has changed."""

Kept = list[tuple[str, str]]
"""What a form that chooses one part of the address keeps of the others, as hidden fields."""

GoalsByYear = dict[int, tuple[Goal, ...]]


class NothingThere(Http404):
    """Says on the page what is not there; `form` asks again for what was typed on a page."""

    def __init__(self, words: object, form: AskedAgain | None = None) -> None:
        super().__init__(str(words))
        self.words = str(words)
        self.form = form


class Option(NamedTuple):
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Chooser:
    """The months to choose from, by year, the switch of basis for those who have one, and the moment whose
    knowledge is shown (`known`, empty: the present) with the addresses of the same page as it is now, and of
    what has changed (`since`, if the page tells that)."""

    groups: list[tuple[str, list[Option]]]
    is_preliminary: bool
    switch: str
    known: str
    typed: str
    present: str
    since: str
    kept_by_month: Kept
    kept_by_moment: Kept


def reader_of(request: HttpRequest) -> User:
    """The signed-in person: every page lies behind sign-in."""
    return cast(User, request.user)


def given(request: HttpRequest) -> QueryDict:
    """What says the choice: the address of a page, or the form that asks for a file of it."""
    return request.POST if request.method == "POST" else request.GET


def choice_query(request: HttpRequest, **other: object) -> str:
    """`?aar=2014&kendt=2014-06-01T08:00`: what this page's address chooses, or nothing if it leaves all to
    the defaults. It ends a link to another page of results, which then shows the same choice.

    `other` chooses otherwise by name (`CHOICES`, or what the page itself knows besides); None lets go.
    """
    kept = {name: str(value) for name, value in (_chosen(request) | other).items() if value is not None}
    return f"?{urlencode(kept, safe=':')}" if kept else ""


def _chosen(request: HttpRequest) -> dict[str, object]:
    chosen: dict[str, object] = {name: request.GET[name] for name in CHOICES if request.GET.get(name)}
    if "kendt" in chosen and (moment := known_asked(request)):
        chosen["kendt"] = written_moment(moment)
    return chosen


def kept_choices(request: HttpRequest, *names: str) -> Kept:
    return [(name, str(value)) for name, value in _chosen(request).items() if name in names]


def open_book(
    request: HttpRequest, *, is_own: bool, sees_preliminary: bool, indicator: str | None = None
) -> Book:
    """The results of all areas for what the address asks (`indicator`: of one), or 404 saying what is wrong.

    Pages of the reader's own start with the preliminary basis; who may not see it gets the approved one.
    """
    return _open(
        request,
        lambda _places: None,
        is_own=is_own,
        sees_preliminary=sees_preliminary,
        indicator=indicator,
    )


def open_municipalities(request: HttpRequest, find: Callable[[Places], Sequence[Area]]) -> Book:
    """The results of the municipalities that `find` picks, with their sources and comments; else as
    `open_book`."""
    return _open(request, find)


def open_group(
    request: HttpRequest,
    find: Callable[[Places], Sequence[Area]],
    changed_since: datetime | None = None,
) -> Book:
    """The results of the region that `find` picks and of its municipalities: approved ones, unless the
    address asks for more; else as `open_book`. What has changed is read from `changed_since` on if neither
    address nor visit says otherwise."""
    return _open(
        request, find, is_own=False, with_notes=False, changed_since=changed_since, with_meetings=True
    )


def open_figure(request: HttpRequest, find: Callable[[Places], Sequence[Area]], indicator: str) -> Book:
    """The results of one indicator for the area that `find` picks, or for the members of a group; else as
    `open_book`. A total counts the preliminary figures of those members inside which the reader sees, if the
    address asks for them: so it stands beside others on the reader's own pages."""
    return _open(request, find, indicator=indicator)


def chooser(request: HttpRequest, book: Book, *, sees_preliminary: bool) -> Chooser:
    chosen, basis, known_on = book.choice.as_of, book.choice.basis, book.choice.known_on
    years = sorted({*announced_goals(request), book.choice.year}, reverse=True)
    besides = _besides(request)
    other = Basis.APPROVED if basis is Basis.PRELIMINARY else Basis.PRELIMINARY
    return Chooser(
        groups=[(str(year), months) for year in years if (months := months_of(year, chosen, known_on))],
        is_preliminary=basis is Basis.PRELIMINARY,
        switch=choice_query(request, **besides, grundlag=BASIS_WORDS[other]) if sees_preliminary else "",
        known=wording.full_moment(known_on) if known_on else "",
        typed=typed_moment(known_on) if known_on else "",
        present=request.path + choice_query(request, **besides, kendt=None),
        since=_since(request, known_on) if known_on and _tells_changes(request) else "",
        kept_by_month=[*kept_choices(request, "grundlag", "kendt"), *besides.items()],
        kept_by_moment=[*kept_choices(request, "aar", "maaned", "grundlag"), *besides.items()],
    )


def _besides(request: HttpRequest) -> dict[str, str]:
    """What the page itself knows besides, such as the order of a table."""
    known = {*CHOICES, "siden"}
    return {name: str(value) for name, value in request.GET.items() if value and name not in known}


def _tells_changes(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.url_name in TELL_CHANGES


def _since(request: HttpRequest, known_on: datetime) -> str:
    """The page as it is now, where it tells what has changed since `known_on`."""
    return f"{request.path}{choice_query(request, kendt=None, siden=written_moment(known_on))}#changed-since"


def months_of(year: int, chosen: Month, known_on: datetime | None) -> list[Option]:
    """Those that are over, or were at that moment, and the chosen one; the newest first."""
    last = default_as_of(year, known_on)
    if chosen.year == year:
        last = max(last, chosen)
    months = Month.range(Month(year, 1), last)
    return [Option(str(month), month.label, month == chosen) for month in reversed(months)]


def _open(
    request: HttpRequest,
    find: Callable[[Places], Sequence[Area] | None],
    *,
    is_own: bool | None = None,
    sees_preliminary: bool | None = None,
    with_notes: bool = True,
    indicator: str | None = None,
    changed_since: datetime | None = None,
    with_meetings: bool = False,
) -> Book:
    user, as_of, known_on = reader_of(request), month_asked(request), known_asked(request)
    goals = announced_goals(request)
    year = year_asked(request, goals, as_of, known_on)
    as_of = Choice.of(year, as_of=as_of, known_on=known_on).as_of
    try:
        places = Places.on(as_of, with_meetings=with_meetings)
        areas = find(places)
        if areas is not None:
            ids = {area.pk for area in areas}
            is_own = ids <= user.scopes.own_area_ids() if is_own is None else is_own
            sees_preliminary = all(user.reader.sees_inside(area_id) for area_id in ids)
            if indicator is not None:
                sees_preliminary = any(map(user.reader.sees_inside, places.ids_behind(areas)))
                with_notes = [area.level for area in areas] == [Area.Level.MUNICIPALITY]
                is_own = is_own and with_notes
        of_areas = {area.pk for area in areas or ()} if with_notes else set()
        own = tuple(goal for goal in own_goals(request).get(year, ()) if goal.area_id in of_areas)
        default = Basis.PRELIMINARY if is_own else Basis.APPROVED
        basis = basis_asked(request, default) if sees_preliminary else Basis.APPROVED
        return load(
            Choice.of(year, as_of=as_of, known_on=known_on, basis=basis),
            user.reader,
            areas=None if areas is None else [area.code for area in areas],
            goals=goals[year] if indicator is None else _goal_of((*goals[year], *own), indicator),
            own_goals=own if indicator is None else (),
            places=places,
            with_notes=with_notes and areas is not None,
            with_clusters=True,
            changed_since=since_asked(request) or last_visit(request) or changed_since,
            query=choice_query(request),
        )
    except NotThere as nothing:
        raise NothingThere(nothing) from nothing


def _goal_of(goals: Sequence[Goal], code: str) -> tuple[Goal, ...]:
    found = tuple(goal for goal in goals if goal.indicator.code == code)
    if not found:
        known = ", ".join(sorted(goal.indicator.code for goal in goals))
        told = {"year": goals[0].goal_year.year if goals else "", "code": code, "known": known}
        raise NotThere(_("The goals for %(year)s have no indicator “%(code)s”. They have: %(known)s.") % told)
    return found


def announced_goals(request: HttpRequest) -> GoalsByYear:
    """The minister's goals of every announced year up to this one."""
    return _goals(request)[False]


def own_goals(request: HttpRequest) -> GoalsByYear:
    """The own goals of the reader's municipalities, and of the one or those that the address is about."""
    return _goals(request)[True]


def _goals(request: HttpRequest) -> tuple[GoalsByYear, GoalsByYear]:
    """The minister's and the own ones; read once a request."""
    known: tuple[GoalsByYear, GoalsByYear] | None = getattr(request, "goals", None)
    if known is None:
        rows = (
            Goal.with_own.filter(_is_shown(request), goal_year__year__lte=today().year)
            .exclude(goal_year__state=GoalYear.State.DRAFT)
            .select_related("goal_year", "indicator")
            .defer("goal_year__letter")
            .order_by("goal_year__year", "number")
        )
        known = {}, {}
        for goal in rows:
            of_kind, year = known[goal.is_own], goal.goal_year.year
            of_kind[year] = (*of_kind.get(year, ()), goal)
        request.goals = known  # type: ignore[attr-defined]
    return known


def _is_shown(request: HttpRequest) -> Q:
    """Municipalities' own goals are read where they are shown, not for pages that add up."""
    shown = Q(area=None) | Q(area__in=reader_of(request).scopes.own_area_ids())
    named = request.resolver_match.kwargs if request.resolver_match else {}
    if "code" in named:
        return shown | Q(area__code=named["code"])
    if "slug" in named:
        served = ServedMunicipality.objects.filter(jobcentre__slug=named["slug"])
        return shown | Q(area__in=served.values("municipality"))
    return shown


def year_asked(
    request: HttpRequest,
    years: Collection[int],
    as_of: Month | None = None,
    known_on: datetime | None = None,
) -> int:
    """The goal year of the address, else that of `as_of`, else the newest (of `known_on`); raises
    `NothingThere`."""
    year = _year(request, as_of)
    if year is None:
        last = (known_on.date() if known_on else today()).year
        year = max((one for one in years if one <= last), default=last)
    if year not in years:
        raise NothingThere(_("There are no goals for the year %(year)s.") % {"year": year})
    return year


def _year(request: HttpRequest, as_of: Month | None) -> int | None:
    written = given(request).get("aar")
    if written is None:
        return as_of.year if as_of else None
    if len(written) != 4 or not (written.isascii() and written.isdigit()):
        raise NothingThere(_("Write the year with four digits, e.g. 2014."))
    return int(written)


def month_asked(request: HttpRequest) -> Month | None:
    """The month of the address, which must be over; raises `NothingThere`."""
    written = given(request).get("maaned")
    if written is None:
        return None
    try:
        month = Month.parse(written)
    except MonthError as refusal:
        raise NothingThere(refusal) from refusal
    if month > default_as_of(month.year):
        raise NothingThere(capfirst(_("%(month)s is not over yet.") % {"month": month.label}))
    return month


def known_asked(request: HttpRequest) -> datetime | None:
    """The moment of the address, up to which changes count (None: now); raises `NothingThere` for one that
    cannot be read or is still to come."""
    refused = _("Write day and time like this: 3-6-2014 8.00.")
    field = MomentField(required=False, label=_("Day and time"), error_messages={"invalid": refused})
    return _moment_asked(given(request), "kendt", field)


def since_asked(request: HttpRequest) -> datetime | None:
    """The moment of the address after which changes are told, None if it names none; raises as
    `known_asked`."""
    refused = _("Write the day, with or without the time, like this: 3-6-2014 8.00.")
    label = _("Show changes since (day)")
    field = SinceField(required=False, label=label, error_messages={"invalid": refused})
    return _moment_asked(request.GET, "siden", field)


def _moment_asked(sent: QueryDict, name: str, field: MomentField) -> datetime | None:
    try:
        moment = field.clean(sent.get(name))
    except ValidationError as refusal:
        raise NothingThere(refusal.message, AskedAgain(sent, name, field)) from refusal
    return moment.astimezone(COPENHAGEN) if moment else None


def basis_asked(request: HttpRequest, default: Basis) -> Basis:
    """Raises `NothingThere` for a word that is none."""
    written = given(request).get("grundlag")
    if written is None:
        return default
    if written not in BASES:
        raise NothingThere(_("The basis is “frigivet” or “forelobig”."))
    return BASES[written]
