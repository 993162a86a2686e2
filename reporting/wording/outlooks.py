"""Where December ends if nothing changes, in words. Never a status, and no promise."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.numbers import format_number
from goals.outlook import Hits, Outlook, method_in_words, reason_in_words
from reporting.wording.amounts import amount, counted


def outlook_key(outlook: Outlook) -> str:
    """`fremskrivning til dec. 2014: 27 (2 til 53)`; empty without a value."""
    span = _span(outlook)
    if not span:
        return ""
    return _("outlook for %(month)s: %(value)s (%(lower)s to %(upper)s)") % span


def outlook_sentences(outlook: Outlook, hits: Hits | None, group: str) -> tuple[str, ...]:
    """Value with its band, method, and how the method did last year in the municipalities of `group`; or
    else the reason why there is none."""
    if outlook.value is None or outlook.method is None:
        return (reason_in_words(outlook.reason),) if outlook.reason else ()
    said = (
        _value(outlook),
        method_in_words(outlook.method),
        _tried(outlook, hits, group),
        _("It rests on preliminary figures too.") if outlook.preliminary else "",
        _("It is an estimate, not an assessment of the goal."),
    )
    return tuple(filter(None, said))


def _value(outlook: Outlook) -> str:
    """`Fortsætter udviklingen, ender december 2014 på 27 personer, mellem 2 og 53.`"""
    if outlook.value is None:
        return ""
    form = _("If things go on like this, %(month)s ends at %(value)s, between %(lower)s and %(upper)s.")
    value = counted(outlook.measure, outlook.value)
    return form % (_span(outlook) | {"value": value, "month": outlook.december.label})


def _tried(outlook: Outlook, hits: Hits | None, group: str) -> str:
    """`Metoden ramte inden for ±9 pct. i 6 af 7 kommuner sidste år (klyngen for førtidspension).`; without
    others how far it typically missed here."""
    if hits is not None:
        return _("The method %(hits)s (%(group)s).") % {"hits": hits, "group": group}
    if outlook.backtest is None:
        return ""
    tried = outlook.backtest
    decimals = outlook.measure.decimals + 1
    form = ngettext(
        "Tried on the municipality's own past, it typically missed by %(typical)s (%(trials)s trial).",
        "Tried on the municipality's own past, it typically missed by %(typical)s (%(trials)s trials).",
        tried.trials,
    )
    number = format_number(tried.typical, decimals)
    unit = _("percentage points") if outlook.measure.is_ratio else _("persons")
    return form % {"typical": f"{number} {unit}", "trials": tried.trials}


def _span(outlook: Outlook) -> dict[str, str]:
    value, lower, upper = outlook.value, outlook.lower, outlook.upper
    if value is None or lower is None or upper is None:
        return {}
    decimals = outlook.measure.decimals if outlook.measure.is_ratio else 0
    return {
        "month": outlook.december.short_label,
        "value": amount(outlook.measure, value),
        "lower": format_number(lower, decimals),
        "upper": amount(outlook.measure, upper),
    }
