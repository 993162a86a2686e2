"""What every row says of its goal and its area, each column defined once."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from reporting.exports import codes
from reporting.exports.kinds import Column, Kind, Row

PLACE_COLUMNS: Mapping[str, Column[Row]] = {
    "goal": Column(
        lambda row: row.goal.number, Kind.WHOLE, _("Goal"), _("The goal's number in its year."), width=5
    ),
    "indicator": Column(
        lambda row: row.goal.indicator.code,
        Kind.TEXT,
        _("Indicator"),
        _("The code of what is measured."),
        width=16,
    ),
    "unit": Column(
        lambda row: row.goal.indicator.unit,
        Kind.TEXT,
        _("Unit"),
        _("What the figures count; change and distance of percentages are percentage points."),
        words=codes.UNITS,
        width=10,
    ),
    "direction": Column(
        lambda row: row.goal.indicator.direction,
        Kind.TEXT,
        _("Direction"),
        _("Whether the target is the least or the most that is wanted."),
        words=codes.DIRECTIONS,
        width=17,
        is_constant=True,
    ),
    "window": Column(
        lambda row: row.goal.indicator.window,
        Kind.TEXT,
        _("What a month stands for"),
        _("The period that the figure of a month covers."),
        words=codes.WINDOWS,
        width=20,
        is_constant=True,
    ),
    "level": Column(
        lambda row: row.area.level,
        Kind.TEXT,
        _("Level"),
        _("Country, employment region or municipality."),
        words=codes.LEVELS,
        width=19,
    ),
    "area": Column(
        lambda row: row.area.code,
        Kind.TEXT,
        _("Area code"),
        _("DK, the region's two letters, or the municipality's four digits with the leading zero."),
        width=8,
    ),
    "area_name": Column(lambda row: row.area.name, Kind.TEXT, _("Area"), _("The area's name."), width=27),
}
