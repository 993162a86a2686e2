"""What is told of a goal in December: whether its target was reached."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from django.utils.translation import gettext as _

from goals.months import Window
from goals.numbers import format_change_percent
from goals.progress import Status
from reporting import wording
from reporting.paragraph import figures
from reporting.paragraph.facts import Facts
from reporting.paragraph.judged import KEPT_EXTRA
from reporting.paragraph.telling import Cut, Passage, Telling


def result(facts: Facts) -> Passage:
    """Reached, or not reached and by how much; then how the figure went in the year."""
    core = (partial(_result, facts),)
    if facts.progress.status is Status.MET or not _has_moved(facts):
        return Passage(core)
    return Passage((*core, partial(_moved, facts)), (Cut(KEPT_EXTRA, core),))


def _result(facts: Facts, telling: Telling) -> str:
    """`Målet for førtidspension er nået: 36 personer i 2014 mod et måltal på højst 38.`"""
    said = {
        "goal": facts.words.topic,
        "value": wording.latest(facts.progress) if facts.words.many else figures.value(facts),
        "period": _period(facts, telling),
        "target": figures.target(facts),
    }
    if facts.progress.status is Status.MET:
        return (
            _("The target for %(goal)s is reached: %(value)s %(period)s against a target of %(target)s.")
            % said
        )
    gap = facts.progress.gap
    if gap is None:
        return _("The target for %(goal)s is not reached.") % said
    said["number"] = figures.distance(facts.measure, gap, wording.telling_decimals(facts.progress))
    return _gap_form(facts, gap < 0) % said


def _gap_form(facts: Facts, is_below: bool) -> str:
    if facts.measure.is_ratio:
        if is_below:
            return _(
                "The target for %(goal)s is not reached: %(value)s %(period)s, %(number)s below the target "
                "of %(target)s."
            )
        return _(
            "The target for %(goal)s is not reached: %(value)s %(period)s, %(number)s above the target of "
            "%(target)s."
        )
    if is_below:
        return _(
            "The target for %(goal)s is not reached: %(value)s %(period)s, %(number)s fewer than the target "
            "of %(target)s."
        )
    return _(
        "The target for %(goal)s is not reached: %(value)s %(period)s, %(number)s more than the target of "
        "%(target)s."
    )


def _period(facts: Facts, telling: Telling) -> str:
    """The twelve months that end with December are the year."""
    month = facts.month
    if facts.measure.window == Window.MONTH:
        return _("in %(period)s") % {"period": telling.month(month)}
    return _("in %(period)s") % {"period": telling.dated(str(month.year), month)}


def _has_moved(facts: Facts) -> bool:
    change = facts.progress.change
    return bool(change) and not facts.measure.is_ratio and not facts.progress.crosses_break


def _moved(facts: Facts, _telling: Telling) -> str:
    """`Antallet er dog faldet med 45 siden december 2013 (−25,6 pct.).`: `dog` where it is for the better."""
    progress, before = facts.progress, facts.month.year_before
    since = before.label if facts.measure.window == Window.MONTH else str(before.year)
    if progress.change_pct is not None:
        percent = format_change_percent(progress.change_pct)
        since = _("%(since)s (%(percent)s)") % {"since": since, "percent": percent}
    change = progress.change or Decimal()
    said = {"it": facts.words.noun, "number": figures.distance(facts.measure, change), "since": since}
    return {
        (True, False): _("%(it)s has, however, fallen by %(number)s since %(since)s."),
        (False, False): _("%(it)s has, however, risen by %(number)s since %(since)s."),
        (True, True): _("%(it)s has fallen by %(number)s since %(since)s."),
        (False, True): _("%(it)s has risen by %(number)s since %(since)s."),
    }[change < 0, facts.is_worse] % said
