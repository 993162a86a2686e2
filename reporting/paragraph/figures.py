"""The parts of a sentence about one figure: what it is, its change in a year, its distance from its path."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.months import Month, Window
from goals.numbers import format_change_percent, format_number, rounded
from goals.progress import Measure
from reporting import wording
from reporting.paragraph.facts import Facts
from reporting.paragraph.telling import Telling


def figure(facts: Facts, telling: Telling, *, place: str = "") -> str:
    """`der var 143 langtidsledige i april 2014`, `tilgangen til førtidspension var 45* personer i de 12
    måneder til og med maj 2014`; with `place`, of which area."""
    said = {
        "subject": facts.words.subject,
        "value": value(facts),
        "period": period(facts, telling),
        "place": place,
    }
    if facts.words.many and not facts.measure.is_ratio:
        return _things(facts, said)
    if place:
        return _("%(subject)s in %(place)s was %(value)s %(period)s") % said
    return _("%(subject)s was %(value)s %(period)s") % said


def _things(facts: Facts, said: dict[str, str]) -> str:
    latest = facts.progress.latest or Decimal()
    number = 1 if latest == 1 else 2
    said |= {
        "number": format_number(latest) + _star(facts),
        "things": facts.words.one if number == 1 else facts.words.many,
    }
    if said["place"]:
        form = ngettext(
            "there was %(number)s %(things)s in %(place)s %(period)s",
            "there were %(number)s %(things)s in %(place)s %(period)s",
            number,
        )
    else:
        form = ngettext(
            "there was %(number)s %(things)s %(period)s",
            "there were %(number)s %(things)s %(period)s",
            number,
        )
    return form % said


def value(facts: Facts) -> str:
    """`45* personer`, `9,5 pct.`"""
    latest = facts.progress.latest or Decimal()
    if facts.measure.is_ratio:
        text = wording.amount(facts.measure, latest, wording.telling_decimals(facts.progress))
        return text + _star(facts)
    return ngettext("%(number)s person", "%(number)s persons", 1 if latest == 1 else 2) % {
        "number": format_number(latest) + _star(facts)
    }


def _star(facts: Facts) -> str:
    return wording.PRELIMINARY if facts.progress.preliminary else ""


def period(facts: Facts, telling: Telling) -> str:
    """`i april 2014`, `i de 12 måneder til og med maj 2014`, `i januar–april 2014`, `i 2013`"""
    month, window = facts.month, _window(facts)
    if window == Window.ROLLING_12:
        label = telling.dated(month.label, month)
        return _("in the 12 months up to and including %(month)s") % {"month": label}
    if window == Window.MONTH:
        return _("in %(period)s") % {"period": telling.month(month)}
    label = telling.dated(month.window_label(window, long=True), month)
    return _("in %(period)s") % {"period": label}


def before(facts: Facts) -> str:
    """The same period of the year before: `i april 2013`, `året før`, `i samme periode 2013`, `i 2012`."""
    month, window = facts.month.year_before, _window(facts)
    if window == Window.ROLLING_12:
        return _("the year before")
    if window == Window.YEAR_TO_DATE:
        return _("in the same period of %(year)s") % {"year": month.year}
    return _("in %(period)s") % {"period": month.window_label(window, long=True)}


def _window(facts: Facts) -> str:
    """What has been counted from January to December is the year's."""
    window = facts.measure.window
    if window == Window.YEAR_TO_DATE and facts.month.is_december:
        return Window.CALENDAR_YEAR
    return window


def comparison(facts: Facts) -> str:
    """`25 færre end i april 2013 (−14,9 pct.)`; nothing where there is nothing to compare with."""
    progress = facts.progress
    if progress.change is None:
        return ""
    said = {"before": before(facts), "number": distance(facts.measure, progress.change)}
    if not _shown(facts.measure, progress.change):
        return _("the same as %(before)s") % said
    if facts.measure.is_ratio:
        if progress.change < 0:
            return _("%(number)s lower than %(before)s") % said
        return _("%(number)s higher than %(before)s") % said
    if progress.change_pct is None:
        if progress.change < 0:
            return _("%(number)s fewer than %(before)s") % said
        return _("%(number)s more than %(before)s") % said
    said["percent"] = format_change_percent(progress.change_pct)
    if progress.change < 0:
        return _("%(number)s fewer than %(before)s (%(percent)s)") % said
    return _("%(number)s more than %(before)s (%(percent)s)") % said


def gap(facts: Facts) -> str:
    """`2 over pejlemærket på højst 410`, counted from the path as it is shown; nothing without one."""
    progress, measure = facts.progress, facts.measure
    if progress.path is None or progress.latest is None:
        return ""
    mark, decimals = wording.shown_path(measure, progress.path, progress)
    away = progress.latest - mark
    said = {"number": distance(measure, away, decimals), "path": wording.path(progress)}
    if not _shown(measure, away, decimals):
        return _("exactly at the benchmark of %(path)s") % said
    if away < 0:
        return _("%(number)s below the benchmark of %(path)s") % said
    return _("%(number)s above the benchmark of %(path)s") % said


def distance(measure: Measure, away: Decimal, decimals: int | None = None) -> str:
    """`25`, `0,9 procentpoint`, without a sign."""
    if not measure.is_ratio:
        return format_number(abs(away))
    shown = measure.decimals if decimals is None else decimals
    return _("%(number)s percentage points") % {"number": format_number(abs(away), shown)}


def _shown(measure: Measure, away: Decimal, decimals: int | None = None) -> Decimal:
    """As it is shown: 0 where it does not show."""
    return rounded(away, (decimals or measure.decimals) if measure.is_ratio else 0)


def target(facts: Facts) -> str:
    return wording.target(facts.progress)


def goes_on(facts: Facts) -> str:
    """`så tallet skal falde med yderligere 15`: how much is left to the target."""
    left = distance(facts.measure, facts.progress.gap or Decimal())
    if facts.measure.direction == "down":
        return _("so the figure must fall by another %(number)s") % {"number": left}
    return _("so the figure must rise by another %(number)s") % {"number": left}


def month_of(month: Month, window: str, telling: Telling) -> str:
    """What a month's figure is called for short: `maj`, `januar–april`, `2014`."""
    if window == Window.YEAR_TO_DATE:
        return telling.dated(month.window_label(window, long=True), month)
    if window == Window.CALENDAR_YEAR:
        return telling.dated(str(month.year), month)
    return telling.month(month)


def bare(text: str) -> str:
    return _("%(sentence)s.") % {"sentence": text}


def marks(facts: Facts) -> dict[str, str]:
    return {
        "month": facts.month.name,
        "path": wording.path(facts.progress),
        "target": target(facts),
    }
