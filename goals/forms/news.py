"""What has happened lately to a person's released figures: corrections decided, changes by the source."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from goals.forms.wishes import keeper_of
from goals.forms.words import figure_text, moment_text
from goals.models import CorrectionDecision, FigureRevision, Indicator, Origin
from goals.models.amount import AmountField
from goals.models.figure import same_amounts
from goals.months import Month, MonthField, now
from jobcentres.models import Area, User

DAYS, SHOWN = 30, 10
Outcome = CorrectionDecision.Outcome
_UPDATE = "update"


class News(NamedTuple):
    sign: str
    text: str
    when: str
    address: str


def news_of(user: User) -> list[News]:
    """Of the municipalities that the person's jobcentres serve, the newest first; in one query."""
    areas = user.scopes.served_municipality_ids
    if not areas:
        return []
    since = now() - timedelta(days=DAYS)
    rows = _decisions(areas, since).union(_updates(areas, since), all=True)
    found = [_Row(*row) for row in rows]
    found.sort(key=lambda row: row.moment, reverse=True)
    names_place = len(areas) > 1
    told = (_news(row, names_place=names_place) for row in found if row.says_something)
    return [one for one, _place in zip(told, range(SHOWN), strict=False)]


class _Row(NamedTuple):
    """`kind`: how a correction was decided, or that the source changed the figure."""

    kind: str
    moment: datetime
    reason: str
    slug: str | None
    area_code: str
    area_name: str
    month: Month
    code: str
    name: str
    unit: str
    decimals: int
    small_denominator: int
    state: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    state_before: str
    value_before: Decimal | None
    numerator_before: Decimal | None
    denominator_before: Decimal | None

    @property
    def before(self) -> FigureRevision:
        numbers = (self.value_before, self.numerator_before, self.denominator_before)
        return _content(self.state_before, *numbers)

    @property
    def now(self) -> FigureRevision:
        return _content(self.state, self.value, self.numerator, self.denominator)

    @property
    def says_something(self) -> bool:
        """Not of a source that changed what nobody outside had read, or repeated its number."""
        return self.kind != _UPDATE or bool(self.state_before and not same_amounts(self.before, self.now))


def _content(
    state: str, value: Decimal | None, numerator: Decimal | None, denominator: Decimal | None
) -> FigureRevision:
    return FigureRevision(state=state, value=value, numerator=numerator, denominator=denominator)


def _news(row: _Row, *, names_place: bool) -> News:
    place = Area(code=row.area_code, name=row.area_name, level=Area.Level.MUNICIPALITY).full_name
    shown = {"name": ", ".join([row.name, row.month.label, *([place] if names_place else [])])}
    if row.kind == Outcome.ACCEPTED:
        sign, text = "✓", _("The correction of %(name)s is accepted.") % shown
    elif row.kind == Outcome.DECLINED:
        form = _("The correction of %(name)s is declined: “%(reason)s”")
        sign, text = "✕", form % (shown | {"reason": row.reason})
    else:
        indicator = Indicator(unit=row.unit, decimals=row.decimals, small_denominator=row.small_denominator)
        numbers = {
            "before": figure_text(indicator, row.before),
            "number": figure_text(indicator, row.now),
        }
        form = _("Updated in the source: %(name)s: was %(before)s, is now %(number)s.")
        sign, text = "!", form % (shown | numbers)
    address = reverse("line", args=[row.slug, row.month, row.area_code, row.code]) if row.slug else ""
    return News(sign, text, moment_text(row.moment), address)


_SAID = ("state", "value", "numerator", "denominator")


def _decisions(areas: frozenset[int], since: datetime) -> QuerySet[Any]:
    rows = CorrectionDecision.objects.filter(
        change__recorded_at__gte=since, request__figure__area__in=areas
    ).exclude(outcome=Outcome.WITHDRAWN)
    nothing = Cast(Value(None), AmountField(null=True))
    said = [f"request__{name}" for name in _SAID]
    before: list[Any] = [Cast(Value(""), CharField()), nothing, nothing, nothing]
    return _rows(rows, Cast("outcome", CharField()), "reason", "request__figure__", said, before)


def _updates(areas: frozenset[int], since: datetime) -> QuerySet[Any]:
    rows = FigureRevision.objects.filter(
        origin=Origin.OFFICIAL, version__gt=1, change__recorded_at__gte=since, figure__area__in=areas
    )
    released = FigureRevision.objects.filter(
        figure=OuterRef("figure"), is_approved=True, version__lt=OuterRef("version")
    ).order_by("-version")
    before = [Subquery(released.values(name)[:1]) for name in _SAID]
    return _rows(rows, Cast(Value(_UPDATE), CharField()), "note", "figure__", list(_SAID), before)


def _rows(
    rows: QuerySet[Any], kind: Any, reason: str, figure: str, said: list[str], before: list[Any]
) -> QuerySet[Any]:
    """The columns of `_Row`."""
    place = [f"{figure}area__code", f"{figure}area__name"]
    measured = ("code", "name", "unit", "decimals", "small_denominator")
    columns = {
        "row_kind": kind,
        "row_moment": F("change__recorded_at"),
        "row_reason": Cast(reason, CharField()),
        "row_slug": keeper_of(figure),
    }
    columns |= {f"row_{number}": F(name) for number, name in enumerate(place)}
    columns |= {"row_month": Cast(f"{figure}month", MonthField())}
    columns |= {f"row_{name}": F(f"{figure}indicator__{name}") for name in measured}
    columns |= {f"row_now_{number}": F(name) for number, name in enumerate(said)}
    columns |= {f"row_before_{number}": one for number, one in enumerate(before)}
    return rows.order_by().annotate(**columns).values_list(*columns)
