"""One figure, with every version of it that the caller may know of."""

from __future__ import annotations

from django.utils.translation import gettext as _

from goals.models import Goal
from goals.months import Month, today
from reporting.api.answers import json_row
from reporting.api.results import Wanted, choice_of, refuse_preliminary
from reporting.api.tables import Call, Single, chosen_of
from reporting.api.years import goals_of, month_over
from reporting.exports.extract import Extract
from reporting.exports.figures import FIGURE_COLUMNS, figure_rows
from reporting.exports.revisions import REVISION_COLUMNS, revision_rows
from reporting.places import NotThere, Places


def figure(call: Call, indicator: str, code: str, month: Month) -> Single:
    """Of a month; of a goal that is counted by the year the December. Raises `NotThere` and `Problem`."""
    refuse_preliminary(call.caller, call.asked.basis)
    month_over(month, "month")
    goals = _goals(month, indicator)
    choice = choice_of(call, goals[0].goal_year.year, month)
    places = Places.on(choice.as_of)
    area = places.of_code(code)
    extract = Extract(choice, areas=frozenset({code}), figures_since=month)
    wanted = Wanted(extract, goals, (area,), places, call.caller)
    extracted = wanted.whole()
    found = [row for row in figure_rows(extracted.book, [area], month) if row.month == month]
    if not found:
        raise NotThere(_("This indicator is counted by the year. Ask for the December."))
    history = list(revision_rows(extracted))
    content = {
        "figure": json_row(FIGURE_COLUMNS, found[0]),
        "history": [json_row(REVISION_COLUMNS, row) for row in history],
    }
    chosen = {name: chosen_of(choice)[name] for name in ("known_on", "basis")}
    return Single(content, chosen, choice.known_on, rows=1 + len(history))


def _goals(month: Month, indicator: str) -> tuple[Goal, ...]:
    """Of the month's own year, else of the year after: figures are older than the goals."""
    try:
        return goals_of(month.year, [indicator])
    except NotThere:
        if month.year >= today().year:  # the year after has no goals yet: that is not what is wrong
            raise
        return goals_of(month.year + 1, [indicator])
