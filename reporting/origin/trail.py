"""Who entered and released a figure, when and how: every version that the reader may know of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.forms.words import figure_text, source_text
from goals.models import FigureRevision, Goal, Indicator, Origin
from goals.models.figure import APPROVING_ORIGINS
from goals.months import Month
from goals.numbers import HIDDEN
from goals.progress import Point, Replacement
from goals.series import Basis
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area
from reporting import wording
from reporting.summaries import Book


class Version(NamedTuple):
    """One revision of a figure, with its change and under which assignment that was made."""

    number: int
    state: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    source_kind: str
    source: str
    origin: str
    is_approved: bool
    note: str
    recorded_at: datetime
    by: str | None
    jobcentre: str | None
    scope: str | None
    scope_level: str | None

    @property
    def amounts(self) -> tuple[object, ...]:
        return self.state, self.value, self.numerator, self.denominator


_COLUMNS = (
    "version",
    "state",
    "value",
    "numerator",
    "denominator",
    "source_kind",
    "source",
    "origin",
    "is_approved",
    "note",
    "change__recorded_at",
    "change__by__name",
    "change__assignment__jobcentre__name",
    "change__assignment__area__name",
    "change__assignment__area__level",
)


def read_versions(book: Book, indicator: Indicator, month: Month) -> dict[int, list[Version]]:
    """Of the figures of the month that the book has read, by area, the oldest first; in one query."""
    rows = FigureRevision.objects.filter(
        figure__indicator=indicator, figure__month=month.first_day, figure__area__in=book.area_ids
    )
    if book.choice.known_on is not None:
        rows = rows.filter(change__recorded_at__lte=book.choice.known_on)
    found: dict[int, list[Version]] = defaultdict(list)
    for area_id, *content in rows.order_by("version").values_list("figure__area_id", *_COLUMNS):
        found[area_id].append(Version(*content))
    return found


def shown_versions(book: Book, area: Area, versions: Sequence[Version]) -> list[Version]:
    """Of a released figure the released versions; inside the reader's own areas all that led to it, and with
    preliminary figures those too that wait for release."""
    if not book.reader.sees_inside(area.pk):
        return [version for version in versions if version.is_approved]
    if book.choice.basis is Basis.PRELIMINARY:
        return list(versions)
    last = max((version.number for version in versions if version.is_approved), default=0)
    return [version for version in versions if version.number <= last]


class Event(NamedTuple):
    """One version in strings; `note` is its reason, for those inside."""

    when: str
    text: str
    how: str
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class Trail:
    entered: str
    released: str
    source: str
    events: tuple[Event, ...]

    @property
    def has_notes(self) -> bool:
        return any(event.note for event in self.events)


NOTHING = Trail("", "", "", ())


class Tracer:
    """Tells of one area's versions what the reader may know. `is_hidden` and `hides_parts`: what is kept of
    the figure that holds is kept of every earlier one, too."""

    def __init__(
        self, book: Book, area: Area, goal: Goal, month: Month, *, is_hidden: bool, hides_parts: bool
    ) -> None:
        self.book, self.area, self.indicator, self.month = book, area, goal.indicator, month
        self.line = book.line(area, goal)
        self.is_inside = book.reader.sees_inside(area.pk)
        self.is_hidden = is_hidden
        self.hides_parts = hides_parts

    def trail(self, versions: Sequence[Version]) -> Trail:
        shown = shown_versions(self.book, self.area, versions)
        if not shown:
            return NOTHING
        newest = shown[-1]
        return Trail(
            entered=self._entered(newest, versions),
            released=self._released(newest, shown),
            source=source_text(newest),
            events=tuple(self._event(version, versions) for version in reversed(shown)),
        )

    def _entered(self, newest: Version, versions: Sequence[Version]) -> str:
        """Of the number that holds: since when it has stood, and who wrote it."""
        first = newest
        for version in reversed(versions[: versions.index(newest)]):
            if version.amounts != newest.amounts:
                break
            first = version
        said = f"{_moment(first)}, {self.who(first)}"
        if first.origin == Origin.OFFICIAL:
            return said
        return f"{said} ({Origin(first.origin).label})"

    def _released(self, newest: Version, shown: Sequence[Version]) -> str:
        if not newest.is_approved:
            return _("not released yet")
        first = newest
        for version in reversed(shown):
            if not version.is_approved or version.amounts != newest.amounts:
                break
            first = version
        return f"{_moment(first)}, {self.who(first)}"

    def _event(self, version: Version, versions: Sequence[Version]) -> Event:
        return Event(
            when=_moment(version),
            text=self._number(version),
            how=_how(version, versions),
            by=self.who(version),
            note=version.note if self.is_inside else "",
        )

    def _number(self, version: Version) -> str:
        """What a version said; outside, no more of it than if it were the number replaced last."""
        if self.is_inside:
            return figure_text(self.indicator, version)
        point = Point(version.state, version.value, version.numerator, version.denominator)
        replaced = Replacement(version.recorded_at, is_by_source=False, before=point)
        is_hidden = self.is_hidden or replaced.is_hidden_from(self.book.reader, self.line, self.month)
        if is_hidden and replaced.value_before(self.line.measure) is not None:
            return HIDDEN
        return figure_text(self.indicator, version, with_parts=not self._hides_parts(point))

    def _hides_parts(self, point: Point) -> bool:
        small = self.line.measure.is_too_small_to_show
        return self.hides_parts or small(point.numerator) or small(point.denominator)

    def who(self, version: Version) -> str:
        """The person for those inside, else on whose behalf."""
        if version.origin == Origin.RELEASE:
            return _("the system")
        behalf = self._behalf(version)
        if not self.is_inside or not version.by:
            return behalf
        return f"{version.by}, {behalf}"

    def _behalf(self, version: Version) -> str:
        if version.jobcentre:
            return version.jobcentre
        if version.scope_level == Area.Level.REGION:
            return str(Area(level=Area.Level.REGION, name=version.scope or ""))
        if version.scope_level == Area.Level.COUNTRY:
            return _("the ministry")
        if version.by is None:
            return _("the official source")
        if version.origin in APPROVING_ORIGINS:
            return _("the employment region")
        served_by = self.book.places.served_by(self.area)
        return served_by.name if served_by else _("the jobcentre")


def _how(version: Version, versions: Sequence[Version]) -> str:
    """`Tastet`, `Frigivet`, `Opdateret i kilden`"""
    if version.origin == Origin.OFFICIAL and any(one.number < version.number for one in versions):
        return pgettext("origin of a figure", "Updated in the source")
    return wording.capitalised(str(Origin(version.origin).label))


def _moment(version: Version) -> str:
    return wording.full_moment(version.recorded_at.astimezone(COPENHAGEN))


def sources(versions: Mapping[int, Sequence[Version]], book: Book, members: Collection[Area]) -> list[str]:
    """`jobindsats.dk (96)`, `egen opgørelse (2)`: the sources of the members, the usual one first."""
    counted: dict[str, int] = {}
    for member in members:
        shown = shown_versions(book, member, versions.get(member.pk, ()))
        if shown:
            text = source_text(shown[-1])
            counted[text] = counted.get(text, 0) + 1
    return [f"{text} ({count})" for text, count in sorted(counted.items(), key=lambda one: -one[1])]
