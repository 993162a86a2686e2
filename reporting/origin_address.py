"""Where a figure tells where it comes from: an address that can be sent."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from django.urls import reverse

from goals.models import Goal
from goals.months import Month
from goals.series import Basis
from jobcentres.models import Area
from reporting.moments import written_moment
from reporting.summaries import Choice

GROUP, CLUSTER = "gruppe", "klynge"
BASIS_WORDS = {Basis.APPROVED: "frigivet", Basis.PRELIMINARY: "forelobig"}


def origin_query(choice: Choice) -> str:
    """`?aar=2014&maaned=2014-05&grundlag=frigivet`: all that a figure depends on besides its reader, said in
    full, so that the address shows the same figure to whoever opens it, and whenever."""
    said = {"aar": choice.year, "maaned": choice.as_of, "grundlag": BASIS_WORDS[choice.basis]}
    known = {"kendt": written_moment(choice.known_on)} if choice.known_on else {}
    return f"?{urlencode(said | known, safe=':')}"


class Addresses:
    """The addresses of many figures of one choice: the pattern is looked up once."""

    def __init__(self, choice: Choice) -> None:
        self._form = reverse("origin", args=["-indicator-", "-area-", "-month-"])
        self.query = origin_query(choice)

    def of(self, goal: Goal, area: Area, month: Month | None) -> str:
        """Nothing for a figure that is not there (`month` None)."""
        if month is None:
            return ""
        path = self._form.replace("-indicator-", quote(goal.indicator.code)).replace("-area-", area.code)
        return path.replace("-month-", str(month)) + self.query

    def of_cluster(self, goal: Goal, area: Area, month: Month | None) -> str:
        """Of the total of the cluster to which a municipality belongs."""
        own = self.of(goal, area, month)
        return f"{own}&{GROUP}={CLUSTER}" if own else ""
