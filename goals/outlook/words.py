"""What an outlook is called and why there is none, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from goals.outlook.method import Method
from goals.outlook.result import NoOutlook


def method_in_words(method: Method) -> str:
    """A sentence that states the method."""
    return {
        Method.TREND: _("The trend of the latest months goes on and wears off."),
        Method.TREND_AND_SEASON: _(
            "The trend of the latest months goes on and wears off, with the season of the years before."
        ),
        Method.AS_LAST_YEAR: _("The rest of the year brings as much as last year's did."),
    }[method]


def reason_in_words(reason: NoOutlook) -> str:
    """A short sentence that says why there is no outlook."""
    return {
        NoOutlook.YEARLY: _("No outlook: there is one figure a year."),
        NoOutlook.TOO_EARLY: _("Too early to tell."),
        NoOutlook.YEAR_IS_OVER: _("No outlook: the figure for December is there."),
        NoOutlook.SERIES_BREAK: _("No outlook: a series break lies between the figures it would need."),
        NoOutlook.TOO_LITTLE_HISTORY: _("No outlook: there are too few earlier figures."),
        NoOutlook.GAPS: _("No outlook: too many earlier figures are missing."),
        NoOutlook.HIDDEN: _("Not shown, to protect small numbers."),
    }[reason]
