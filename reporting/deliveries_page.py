"""The page of deliveries in strings ready to be placed: a table, what is open, and what to choose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from goals.forms.words import day_text, weekday_text
from goals.months import Month
from goals.numbers import format_count, format_percent
from goals.returns.delivered import Delivery, Verdict
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, Jobcentre
from reporting import wording
from reporting.deliveries import Counted, Tally, by_jobcentre, by_region, grouped, months_of, open_lines
from reporting.deliveries_order import DeliveryOrder
from reporting.matrix_order import Column

SIGNS = {"missing": "!", "sent_back": "!", "late": "○", "on_time": "✓", "awaited": "…"}
NOTED = ("sent_back", "late", "waiting", "early", "not_published")


class Cell(NamedTuple):
    """One month of a row: what matters most, with its sign, and the rest below; `kind` colours the sign."""

    kind: str
    sign: str
    text: str
    spoken: str
    """what follows for those who do not see the sign"""
    notes: tuple[str, ...]
    address: str


class Row(NamedTuple):
    name: str
    address: str
    region: str
    on_time: str
    share: str
    late: int
    missing: int
    days: str
    cells: tuple[Cell | None, ...]


class Heading(NamedTuple):
    """Over a column; `note`: the indicators of a month whose deadline is still to come."""

    column: Column
    is_number: bool
    note: str


class OpenLine(NamedTuple):
    """`place`: the jobcentre, and which of its municipalities, where it serves several."""

    place: str
    figure: str
    address: str
    deadline: str
    days: str
    sign: str
    word: str
    reminded: str


@dataclass(frozen=True, slots=True)
class DeliveryTable:
    order: DeliveryOrder
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    regions: tuple[Row, ...]
    total: Row
    open: tuple[OpenLine, ...]
    sentence: str


def delivery_table(found: Sequence[Delivery], area: Area, written: str | None) -> DeliveryTable:
    """All lines of `area`, in the order that an address asks for (None: most missing first).

    Raises `NotThere` for an order that there is not.
    """
    is_country = area.level == Area.Level.COUNTRY
    months = months_of(found)
    order = DeliveryOrder.of(months, written, regions=is_country)
    counted = [(jobcentre, Counted.of(lines)) for jobcentre, lines in by_jobcentre(found).items()]
    whole = Counted.of(found)
    return DeliveryTable(
        order=order,
        headings=tuple(_heading(column, order, found) for column in order.columns),
        rows=tuple(_jobcentre_row(one, its, months) for one, its in order.sorted(counted)),
        regions=tuple(_region_row(*pair, months) for pair in by_region(found).items()) if is_country else (),
        total=_row(_("Total"), "", "", whole, months, lambda _month: ""),
        open=_open(found),
        sentence=_sentence(whole.total),
    )


def _heading(column: Column, order: DeliveryOrder, found: Sequence[Delivery]) -> Heading:
    month = order.by_month.get(column)
    note = _awaited(month, found) if month else ""
    return Heading(column, column in order.numbers, note)


def _awaited(month: Month, found: Sequence[Delivery]) -> str:
    """`Langtidsledige: frist 10. juni`"""
    ahead = [one.line for one in found if one.line.month == month and one.at <= one.line.due_at]
    days = {line.indicator.name: line.due_at.astimezone(COPENHAGEN) for line in ahead}
    return "; ".join(
        _("%(indicator)s: deadline %(day)s") % {"indicator": name, "day": wording.short_day(day, month.year)}
        for name, day in days.items()
    )


def _jobcentre_row(jobcentre: Jobcentre, counted: Counted, months: Sequence[Month]) -> Row:
    def review(month: Month) -> str:
        return reverse("review", args=[jobcentre.slug, str(month)])

    address = reverse("jobcentre", args=[jobcentre.slug])
    return _row(jobcentre.name, address, jobcentre.region.name, counted, months, review)


def _region_row(region: Area, lines: Sequence[Delivery], months: Sequence[Month]) -> Row:
    year = months[0].year
    address = f"{reverse('deliveries', args=[region.code])}?aar={year}"
    return _row(region.name, address, "", Counted.of(lines), months, lambda _month: "")


def _row(
    name: str,
    address: str,
    region: str,
    counted: Counted,
    months: Sequence[Month],
    address_of: Callable[[Month], str],
) -> Row:
    total = counted.total
    return Row(
        name=name,
        address=address,
        region=region,
        on_time=_of(total) if total.due else "",
        share=_share(total),
        late=total.late,
        missing=total.missing,
        days="" if total.days_late is None else str(total.days_late),
        cells=tuple(_cell(counted.months.get(month), address_of(month)) for month in months),
    )


def _cell(tally: Tally | None, address: str) -> Cell | None:
    if tally is None:
        return None
    kind, count = _lead(tally)
    is_on_time = kind == "on_time"
    return Cell(
        kind=kind,
        sign=SIGNS[kind],
        text=_of(tally) if is_on_time else _phrase(kind, count),
        spoken=pgettext("delivery", "on time") if is_on_time else "",
        notes=tuple(_notes(tally, kind)),
        address=address,
    )


def _lead(tally: Tally) -> tuple[str, int]:
    """What a month's cell says first."""
    for kind in ("missing", "sent_back", "late"):
        if count := getattr(tally, kind):
            return kind, count
    return ("on_time", tally.on_time) if tally.due else ("awaited", 0)


def _phrase(kind: str, count: int) -> str:
    return {
        "missing": pgettext("delivery", "%(count)s missing"),
        "sent_back": pgettext("delivery", "%(count)s sent back"),
        "late": pgettext("delivery", "%(count)s late"),
        "awaited": pgettext("delivery", "awaited"),
        "not_submitted": pgettext("delivery", "%(count)s of them entered, not submitted"),
        "waiting": pgettext("delivery", "%(count)s waits for the review"),
        "early": pgettext("delivery", "%(count)s before its deadline"),
        "not_published": pgettext("delivery", "%(count)s not published"),
    }[kind] % {"count": _number(count)}


def _notes(tally: Tally, lead: str) -> list[str]:
    """What else is to be told of the month."""
    notes = [_phrase("not_submitted", tally.not_submitted)] if tally.not_submitted else []
    if tally.due and lead != "on_time":
        notes.append(_("%(part)s on time") % {"part": _of(tally)})
    rest = [(getattr(tally, kind), kind) for kind in NOTED if kind != lead]
    notes += [_phrase(kind, count) for count, kind in rest if count]
    if tally.reminded_at and (tally.missing or tally.sent_back):
        notes.append(_("reminded %(day)s") % {"day": _reminded_on(tally)})
    return notes


def _reminded_on(one: Tally | Delivery) -> str:
    """`11. juni`"""
    return day_text(one.reminded_at.astimezone(COPENHAGEN).date()) if one.reminded_at else ""


def _of(tally: Tally) -> str:
    return _("%(part)s of %(whole)s") % {"part": _number(tally.on_time), "whole": _number(tally.due)}


def _number(count: int) -> str:
    return format_count(Decimal(count))


def _share(tally: Tally) -> str:
    """Rounded down, so that 100 per cent means all."""
    if tally.share is None:
        return ""
    percent = Decimal(100 * tally.on_time) / tally.due
    return format_percent(percent.to_integral_value(ROUND_FLOOR), 0)


def _days(days: int | None) -> str:
    if days is None:
        return ""
    if days == 0:
        return _("same day")
    return ngettext("%(count)s working day", "%(count)s working days", days) % {"count": days}


def _open(found: Sequence[Delivery]) -> tuple[OpenLine, ...]:
    by_month = grouped(found, lambda one: (one.line.jobcentre.pk, one.line.month))
    several = {key for key, lines in by_month.items() if len({one.line.municipality.pk for one in lines}) > 1}
    return tuple(
        _open_line(one, (one.line.jobcentre.pk, one.line.month) in several) for one in open_lines(found)
    )


def _open_line(one: Delivery, names_municipality: bool) -> OpenLine:
    line = one.line
    place = line.jobcentre.name
    if names_municipality:
        place = f"{place}, {line.municipality.full_name}"
    place_args = [line.jobcentre.slug, str(line.month), line.municipality.code, line.indicator.code]
    return OpenLine(
        place=place,
        figure=f"{line.indicator.name}, {line.month.label}",
        address=reverse("line", args=place_args),
        deadline=weekday_text(line.due_at.astimezone(COPENHAGEN).date()),
        days=_days(one.days_late),
        sign="!",
        word={
            Verdict.SENT_BACK: pgettext("delivery", "sent back"),
            Verdict.NOT_SUBMITTED: pgettext("delivery", "entered, not submitted"),
        }.get(one.verdict, pgettext("delivery", "missing")),
        reminded=_reminded_on(one) or pgettext("reminded", "no"),
    )


def _sentence(tally: Tally) -> str:
    """`14 af de 17 tal, hvis frist er passeret, er indberettet til tiden: 2 kom for sent, 1 mangler.`"""
    if not tally.due:
        return _("No deadline has passed yet.")
    text = ngettext(
        "%(part)s of %(whole)s figure whose deadline has passed was reported on time",
        "%(part)s of %(whole)s figures whose deadline has passed were reported on time",
        tally.due,
    ) % {"part": _number(tally.on_time), "whole": _number(tally.due)}
    late = ngettext("%(count)s came late", "%(count)s came late", tally.late)
    missing = ngettext("%(count)s is missing", "%(count)s are missing", tally.missing)
    rest = [(late, tally.late), (missing, tally.missing)]
    told = [text % {"count": _number(count)} for text, count in rest if count]
    return f"{text}: {wording.listed(told)}." if told else f"{text}."
