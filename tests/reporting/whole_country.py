"""The whole country as in the sample, at once and without people: 98 municipalities in the year 2013."""

from __future__ import annotations

from datetime import datetime

from goals.contents import FigureEntry
from goals.entry import record_figures
from goals.models import Indicator, Origin
from goals.months import Month
from goals.reference import load_reference
from goals.sample.clusters import group_municipalities
from goals.sample.figures import MadeUp, figures
from goals.sample.promises import Promise, promises
from goals.targets import TargetEntry, record_targets
from jobcentres.clock import COPENHAGEN, standing_at
from jobcentres.models import Area

YEAR = 2013
MONTHS = Month.range(Month(YEAR, 1), Month.december(YEAR))
AFTER_THE_YEAR = datetime(2014, 2, 10, 12, tzinfo=COPENHAGEN)


def make_whole_country() -> None:
    """All figures of 2012 and 2013 from the official source, the year's targets, and clusters."""
    with standing_at(AFTER_THE_YEAR):
        load_reference()
        group_municipalities()
        areas = {area.code: area for area in Area.objects.all()}
        indicators = {row.code: row for row in Indicator.objects.all()}
        made = figures()
        entries = [_figure(one, areas, indicators) for one in made if one.month.year <= YEAR]
        record_figures(entries=entries, by=None, origin=Origin.OFFICIAL)
        targets = [_target(one, areas, indicators) for one in promises(made) if one.year == YEAR]
        record_targets(entries=targets, by=None)


def _figure(made: MadeUp, areas: dict[str, Area], indicators: dict[str, Indicator]) -> FigureEntry:
    return FigureEntry(
        indicator=indicators[made.indicator],
        area=areas[made.area],
        month=made.month,
        state=made.state,
        value=made.value,
        numerator=made.numerator,
        denominator=made.denominator,
        source=made.source,
        note=made.note,
    )


def _target(made: Promise, areas: dict[str, Area], indicators: dict[str, Indicator]) -> TargetEntry:
    return TargetEntry(
        year=made.year,
        indicator=indicators[made.indicator],
        area=areas[made.area],
        value=made.value,
        baseline_month=made.baseline_month,
        baseline_value=made.baseline_value,
    )
