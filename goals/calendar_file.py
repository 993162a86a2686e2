"""The year's calendar as a file for Outlook and the like (RFC 5545)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from goals.forms.words import capitalised, short_day_text, time_text
from goals.models import Deadline, GoalYear, YearDate
from goals.year_dates import DueFigure, Year, date_key, loaded_key
from jobcentres import clock
from jobcentres.models import RecordEdit

if TYPE_CHECKING:
    from icalendar import Event


class Version(NamedTuple):
    """The newest change that wrote a deadline or date: what makes a calendar take up the newer of two."""

    number: int
    written_at: datetime


def calendar_file(goal_year: GoalYear, year: Year, address: str) -> bytes:
    """The whole year; `address` is the page's. The same year gives the same bytes until something is edited.

    Times are in UTC, which needs no rules of summer time.
    """
    from icalendar import Calendar  # 9 MB that only this page needs

    name = _("Calendar %(year)s, Måltal") % {"year": goal_year.year}
    is_sample = clock.installation().is_sample
    file = Calendar()
    file.add("version", "2.0")
    file.add("prodid", "-//Maaltal//Calendar//DA")
    file.add("calscale", "GREGORIAN")
    file.add("x-wr-calname", _("%(name)s (sample data)") % {"name": name} if is_sample else name)
    versions = _Versions(goal_year, year)
    for one in year.due:
        file.add_component(_deadline(one, versions.of_deadline(one), address, is_sample=is_sample))
    for row in year.dates:
        file.add_component(_date(row, versions.of_date(row), address, is_sample=is_sample))
    for removed, version in _removed(goal_year):
        event = _date(removed, version, address, is_sample=is_sample)
        event.add("status", "CANCELLED")  # who took it in before gets rid of it
        file.add_component(event)
    content: bytes = file.to_ical()
    return content


def _deadline(one: DueFigure, version: Version, address: str, *, is_sample: bool) -> Event:
    what = f"{one.goal.short_name}, {one.month.label}"
    due_on = f"{date_format(one.due_on, 'l')} {short_day_text(one.due_on)}"
    said = [
        _("The figure must be reported by %(day)s %(time)s.")
        % {
            "day": due_on,
            "time": time_text(one.due_at),
        },
        _("It is expected from its source on %(day)s.") % {"day": short_day_text(one.expected_on)},
    ]
    event = _event(
        f"frist-{one.goal.indicator.code}-{one.month}", version, said, address, is_sample=is_sample
    )
    event.add("summary", _("Deadline: %(what)s") % {"what": what})
    event.add("dtstart", one.due_at.astimezone(UTC))
    event.add("categories", [_("Deadline")])
    return event


def _date(row: YearDate, version: Version, address: str, *, is_sample: bool) -> Event:
    said = [row.note] if row.note else []
    if row.is_assumption:
        said.append(_("The date is assumed, not confirmed."))
    event = _event(f"dato-{row.goal_year.year}-{row.pk}", version, said, address, is_sample=is_sample)
    event.add("summary", row.name)
    event.add("dtstart", row.first_day)
    event.add("dtend", (row.last_day or row.first_day) + timedelta(days=1))  # the end is not included
    event.add("categories", [capitalised(str(YearDate.Kind(row.kind).label))])
    return event


def _event(key: str, version: Version, said: list[str], address: str, *, is_sample: bool) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{key}@{'eksempel.' if is_sample else ''}maaltal")
    event.add("dtstamp", version.written_at)
    event.add("last-modified", version.written_at)
    event.add("sequence", version.number)
    event.add("description", "\n".join([*said, *([_("Sample data")] if is_sample else [])]))
    event.add("url", address)
    event.add("transp", "TRANSPARENT")  # a deadline makes nobody busy
    return event


def _removed(goal_year: GoalYear) -> Iterator[tuple[YearDate, Version]]:
    """The dates of the year that there were, as the history keeps them."""
    edits = RecordEdit.objects.filter(
        record=YearDate._meta.label, record_key__startswith=f"{goal_year.pk}/", new=""
    )
    removal = edits.filter(field="goal_year_id").values("change")
    old: dict[str, dict[str, str]] = defaultdict(dict)
    for edit in edits.filter(change__in=removal).order_by("pk"):
        old[edit.record_key][edit.field] = edit.old
    for key, version in sorted(_written(YearDate, list(old)).items()):
        fields = old[key]
        row = YearDate(pk=int(key.partition("/")[2]), goal_year=goal_year)
        row.kind, row.name = fields["kind"], fields["name"]
        row.first_day = date.fromisoformat(fields["first_day"])
        row.last_day = date.fromisoformat(fields["last_day"]) if "last_day" in fields else None
        yield row, version


class _Versions:
    def __init__(self, goal_year: GoalYear, year: Year) -> None:
        self._first = datetime.combine(date(goal_year.year, 1, 1), datetime.min.time(), UTC)
        self._deadlines = _written(Deadline, [one.key for one in year.due])
        self._dates = _written(YearDate, [key(row) for row in year.dates for key in (date_key, loaded_key)])

    def of_deadline(self, one: DueFigure) -> Version:
        return self._deadlines.get(one.key, Version(0, self._first))

    def of_date(self, row: YearDate) -> Version:
        own = (self._dates[key] for key in (loaded_key(row), date_key(row)) if key in self._dates)
        return max(own, default=Version(0, self._first))


def _written(model: type[Deadline] | type[YearDate], keys: list[str]) -> dict[str, Version]:
    rows = (
        RecordEdit.objects.filter(record=model._meta.label, record_key__in=keys)
        .order_by()
        .values_list("record_key")
        .annotate(Max("change__number"), Max("change__recorded_at"))
    )
    return {key: Version(number, at.astimezone(UTC).replace(microsecond=0)) for key, number, at in rows}
