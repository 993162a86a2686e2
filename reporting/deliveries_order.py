"""The order of the jobcentres on the page of deliveries, by links that need no script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from goals.months import Month
from jobcentres.models import Jobcentre
from reporting import wording
from reporting.deliveries import Counted, Tally
from reporting.matrix_order import ASCENDING, DESCENDING, Column
from reporting.places import NotThere

USUAL = "-mangler"

Ordered = tuple[Jobcentre, Counted]


@dataclass(frozen=True, slots=True)
class DeliveryOrder:
    """The columns of the table; the rows stand in the order of exactly one."""

    name: Column
    region: Column | None
    on_time: Column
    late: Column
    missing: Column
    days: Column
    months: tuple[Column, ...]
    by_month: dict[Column, Month]

    @classmethod
    def of(cls, months: Sequence[Month], written: str | None, *, regions: bool) -> DeliveryOrder:
        """What `written` (`navn`, `-mangler`, `04`) asks for; raises `NotThere`."""
        make = _Columns(written or USUAL)
        name = make.text("navn", _("Jobcentre"))
        region = make.text("region", _("Region")) if regions else None
        on_time = make.number("til-tiden", _("On time"), ASCENDING)
        late, missing = make.number("for-sent", _("Late")), make.number("mangler", _("Missing"))
        days = make.number("dage", _("Days late"))
        of_months = tuple(make.month(month) for month in months)
        by_month = dict(zip(of_months, months, strict=True))
        order = cls(name, region, on_time, late, missing, days, of_months, by_month)
        if not any(column.sort for column in order.columns):
            raise NotThere(_("The table has no column “%(column)s”.") % {"column": written})
        return order

    @property
    def columns(self) -> tuple[Column, ...]:
        region = (self.region,) if self.region else ()
        return (self.name, *region, *self.numbers, *self.months)

    @property
    def numbers(self) -> tuple[Column, ...]:
        return (self.on_time, self.late, self.missing, self.days)

    @property
    def chosen(self) -> Column:
        return next(column for column in self.columns if column.sort)

    @property
    def written(self) -> str:
        """As it stands in an address."""
        return f"{'-' if self.chosen.sort == DESCENDING else ''}{self.chosen.word}"

    def sorted(self, rows: Sequence[Ordered]) -> list[Ordered]:
        """Rows without anything in the chosen column stand last, equal ones as they were given."""
        keys = [(self._key(*row), row) for row in rows]
        there = [pair for pair in keys if pair[0] is not None]
        there.sort(key=lambda pair: pair[0], reverse=self.chosen.sort == DESCENDING)
        return [row for _key, row in there] + [row for key, row in keys if key is None]

    def _key(self, jobcentre: Jobcentre, counted: Counted) -> Any:
        """What the chosen column compares."""
        total, chosen = counted.total, self.chosen
        if chosen in self.by_month:
            month = counted.months.get(self.by_month[chosen])
            return month and _severity(month)
        return {
            self.name.word: jobcentre.sort_key,
            self.on_time.word: total.share,
            self.late.word: total.late,
            self.missing.word: (total.missing, total.sent_back),
            self.days.word: total.days_late,
        }.get(chosen.word, jobcentre.region.sort_key)


def _severity(tally: Tally) -> tuple[int, int, int]:
    return tally.missing, tally.sent_back, tally.late


class _Columns:
    """Numbers the columns, and knows which one is asked for."""

    def __init__(self, written: str) -> None:
        self.written = written
        self.count = 0

    def text(self, word: str, label: str) -> Column:
        told = {"column": wording.uncapitalised(label)}
        rising, falling = _("by %(column)s, A to Å") % told, _("by %(column)s, Å to A") % told
        return self._column(word, label, ASCENDING, rising, falling)

    def number(self, word: str, label: str, first: str = DESCENDING) -> Column:
        told = {"column": wording.uncapitalised(label)}
        rising, falling = (
            _("by “%(column)s”, lowest first") % told,
            _("by “%(column)s”, highest first") % told,
        )
        return self._column(word, label, first, rising, falling)

    def month(self, month: Month) -> Column:
        told = {"month": month.label}
        rising = _("by %(month)s, least missing first") % told
        falling = _("by %(month)s, most missing first") % told
        label = wording.capitalised(month.short_name)
        return self._column(f"{month.number:02}", label, DESCENDING, rising, falling)

    def _column(self, word: str, label: str, first: str, rising: str, falling: str) -> Column:
        sort = {word: ASCENDING, f"-{word}": DESCENDING}.get(self.written, "")
        self.count += 1
        return Column(self.count - 1, word, label, first, rising, falling, sort)
