"""What the codes in files are called where people read them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from goals.models import FigureState, Indicator, Origin, SourceKind
from goals.progress import PathRule, Status
from goals.series import Basis
from jobcentres.models import Area
from reporting.exports.kinds import Words
from reporting.revised import CORRECTION, SOURCE
from reporting.wording.status import status_label

SUM = "sum"
"""The source of a total: its municipalities' figures."""

BASES: Mapping[str, Words] = {
    Basis.APPROVED: _("released figures"),
    Basis.PRELIMINARY: _("released figures, and preliminary ones that you may see"),
}
UNITS: Mapping[str, Words] = dict(Indicator.Unit.choices)
DIRECTIONS: Mapping[str, Words] = dict(Indicator.Direction.choices)
WINDOWS: Mapping[str, Words] = dict(Indicator.Window.choices)
LEVELS: Mapping[str, Words] = dict(Area.Level.choices)
STATES: Mapping[str, Words] = dict(FigureState.choices)
ORIGINS: Mapping[str, Words] = dict(Origin.choices)
SOURCES: Mapping[str, Words] = {**dict(SourceKind.choices), SUM: _("sum of the municipalities' figures")}
PATH_RULES: Mapping[str, Words] = {
    PathRule.LINEAR: _("straight line from the baseline"),
    PathRule.PRO_RATA: _("an equal share each month"),
    PathRule.SEASON: _("the seasonal pattern of the year before"),
}
STATUSES: Mapping[str, Words] = {status.value: status_label(status) for status in Status}
REVISIONS: Mapping[str, Words] = {CORRECTION: _("corrected"), SOURCE: _("updated in the source")}
