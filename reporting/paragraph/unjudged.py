"""What is told of goals without a verdict: hidden, not measurable, without a target, missing or to come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from django.utils.translation import gettext as _

from goals.months import Month, Window
from goals.progress import State, Status
from reporting import wording
from reporting.paragraph import figures
from reporting.paragraph.facts import Due, Facts
from reporting.paragraph.judged import figure_sentence
from reporting.paragraph.telling import Cut, Passage, Sentence, Telling, listed

WAITING, SECOND, CORE, OVERDUE = 3, 2, 6, 8


def hidden(facts: Sequence[Facts]) -> Iterable[Passage]:
    """Small counts: for others that there is one, for the own people the number, and that it stays here."""
    others = [one for one in facts if one.is_hidden]
    if others:
        yield _kept(partial(_hidden, others))
    for one in facts:
        if one.is_confidential:
            yield _kept(partial(_confidential, one))


def _kept(sentence: Sentence) -> Passage:
    return Passage((sentence,))


def _hidden(facts: Sequence[Facts], _telling: Telling) -> str:
    said = {"goals": listed([one.words.topic for one in facts])}
    if any(one.progress.status is None for one in facts):
        if any("latest" in one.progress.hidden for one in facts):
            return _("Figure and verdict for %(goals)s are not shown, for discretion.") % said
        return _("The verdict for %(goals)s is not shown, for discretion.") % said
    return _("The figure for %(goals)s is not shown, for discretion.") % said


def _confidential(facts: Facts, telling: Telling) -> str:
    return _(
        "%(figure)s; the figure must not be passed on outside the jobcentre, the region and the ministry."
    ) % {"figure": figures.figure(facts, telling)}


def not_measurable(facts: Facts) -> Passage:
    core = (partial(_not_measurable, facts),)
    if facts.progress.target is None:
        return Passage(core, (Cut(CORE),))
    return Passage((*core, partial(_no_verdict_yet, facts)), (Cut(SECOND, core), Cut(CORE)))


def _not_measurable(facts: Facts, _telling: Telling) -> str:
    said = {"subject": facts.words.subject}
    if facts.newest_state == State.REPORTED:
        return _("%(subject)s cannot be measured: there are too few for a percentage.") % said
    return _("%(subject)s cannot be measured at present.") % said


def _no_verdict_yet(facts: Facts, _telling: Telling) -> str:
    return _("The target is %(target)s, but there is no verdict until the figure is there.") % {
        "target": figures.target(facts)
    }


def without_target(facts: Sequence[Facts]) -> Iterable[Passage]:
    """Goals that have a figure and no target: the figures, then one sentence on the targets.

    What has neither is told by the line below the table alone.
    """
    told = [one for one in facts if one.progress.latest is not None]
    for one in told:
        yield Passage((partial(_figure_without_target, one),), (Cut(SECOND),))
    if told:
        yield Passage((partial(_no_target, told),), (Cut(CORE),))


def _figure_without_target(facts: Facts, telling: Telling) -> str:
    """`Samarbejdsgraden med virksomhederne var 37,0 pct. i 2013 mod 39,5 pct. i 2012, et fald på 2,5
    procentpoint.`"""
    change = facts.progress.change
    if not facts.measure.is_ratio or change is None or facts.progress.crosses_break:
        return figure_sentence(facts, telling) if not facts.progress.crosses_break else _bare(facts, telling)
    said = {
        "figure": figures.figure(facts, telling),
        "previous": wording.previous(facts.progress),
        "before": figures.before(facts),
        "number": figures.distance(facts.measure, change),
    }
    if change < 0:
        return _("%(figure)s against %(previous)s %(before)s, a fall of %(number)s.") % said
    if change > 0:
        return _("%(figure)s against %(previous)s %(before)s, a rise of %(number)s.") % said
    return _("%(figure)s against %(previous)s %(before)s.") % said


def _bare(facts: Facts, telling: Telling) -> str:
    return figures.bare(figures.figure(facts, telling))


def _no_target(facts: Sequence[Facts], _telling: Telling) -> str:
    said = {"numbers": listed([str(one.goal.number) for one in facts]), "year": facts[0].year}
    if len(facts) == 1:
        return (
            _(
                "No local target is registered for minister's goal %(numbers)s in %(year)s, so the "
                "development is not assessed."
            )
            % said
        )
    return (
        _(
            "No local targets are registered for minister's goals %(numbers)s in %(year)s, so the "
            "development is not assessed."
        )
        % said
    )


def overdue(facts: Facts) -> Passage:
    """That a figure is missing, and on which the verdict rests."""
    core = (partial(_missing, facts),)
    if not facts.is_judged or facts.is_confidential:
        return Passage(core, (Cut(OVERDUE),))
    rests = partial(_rests_on, facts)
    return Passage((*core, rests), (Cut(SECOND + 2, core), Cut(OVERDUE)))


def _missing(facts: Facts, telling: Telling) -> str:
    """`Tallet for tilgangen til førtidspension i maj mangler; fristen var 10. juni.`"""
    dues = facts.overdue
    first, last = dues[0], dues[-1]
    said = {
        "of": facts.words.of,
        "period": _named(facts, first, telling),
        "day": _day(facts, first),
    }
    if len(dues) == 1 and (len(first.months) == 1 or facts.measure.window == Window.YEAR_TO_DATE):
        return _("The figure for %(of)s in %(period)s is missing; the deadline was %(day)s.") % said
    said["last"] = figures.month_of(last.last, Window.MONTH, telling)
    said["period"] = first.months[0].name
    return (
        _("The figures for %(of)s from %(period)s to %(last)s are missing; the first deadline was %(day)s.")
        % said
    )


def _named(facts: Facts, due: Due, telling: Telling) -> str:
    window = Window.MONTH if facts.measure.window == Window.ROLLING_12 else facts.measure.window
    return figures.month_of(due.last, window, telling)


def _day(facts: Facts, due: Due) -> str:
    return wording.day(due.on) if due.on.year == facts.year else wording.full_day(due.on)


def _rests_on(facts: Facts, telling: Telling) -> str:
    """`Vurderingen bygger derfor på tallet til og med april: 118 personer, 45 færre end året før (…).`"""
    said = {"month": telling.month(facts.month), "value": figures.value(facts)}
    said["comparison"] = figures.comparison(facts)
    is_told = facts.is_off_track or facts.is_final
    if facts.measure.window == Window.MONTH:
        if is_told:
            return _("The verdict therefore rests on the figure for %(month)s.") % said
        if said["comparison"]:
            return (
                _("The verdict therefore rests on the figure for %(month)s: %(value)s, %(comparison)s.")
                % said
            )
        return _("The verdict therefore rests on the figure for %(month)s: %(value)s.") % said
    if is_told:
        return _("The verdict therefore rests on the figure up to and including %(month)s.") % said
    if said["comparison"] and not facts.progress.crosses_break:
        return (
            _(
                "The verdict therefore rests on the figure up to and including %(month)s: %(value)s, "
                "%(comparison)s."
            )
            % said
        )
    return _("The verdict therefore rests on the figure up to and including %(month)s: %(value)s.") % said


def hidden_in_source(facts: Facts) -> Passage:
    return Passage((partial(_hidden_in_source, facts),), (Cut(CORE),))


def _hidden_in_source(facts: Facts, _telling: Telling) -> str:
    return _("The figure for %(of)s is hidden in the source, so there is no verdict.") % {
        "of": facts.words.of
    }


def unpublished(facts: Facts) -> Passage:
    return Passage((partial(_unpublished, facts),), (Cut(WAITING),))


def _unpublished(facts: Facts, telling: Telling) -> str:
    due = next(due for due in facts.due if due.is_unpublished)
    return _("The source has not published the figure for %(of)s in %(period)s yet.") % {
        "of": facts.words.of,
        "period": _named(facts, due, telling),
    }


def waits(facts: Facts) -> bool:
    """Something is still to come, and known of."""
    status = facts.progress.status
    return status is Status.AWAITING or (status is Status.NO_FIGURE and facts.awaited is not None)


def waiting(facts: Sequence[Facts], *, beside_missing: bool, is_final: bool) -> Passage:
    """What is to come, in one sentence; next to a missing figure that this one is not late."""
    if is_final and all(one.awaited for one in facts):
        sentence: Sentence = partial(_results_to_come, facts)
    else:
        sentence = partial(_to_come, facts, beside_missing)
    return Passage((sentence,), (Cut(WAITING),))


def _results_to_come(facts: Sequence[Facts], _telling: Telling) -> str:
    """`Resultatet for unge i uddannelse ventes i maj 2015 og for virksomhedssamarbejdet i foråret 2015.`"""
    whens = [(one.words.topic, _when(one, due)) for one in facts if (due := one.due[-1])]
    if len(whens) == 1:
        return _("The result for %(goal)s is expected %(when)s.") % {"goal": whens[0][0], "when": whens[0][1]}
    form = _("for %(goal)s %(when)s")
    first, *others = whens
    return _("The result for %(goal)s is expected %(when)s and %(others)s.") % {
        "goal": first[0],
        "when": first[1],
        "others": listed([form % {"goal": goal, "when": when} for goal, when in others]),
    }


def _when(facts: Facts, due: Due) -> str:
    """A result that comes next year is expected in a month, or a yearly one in a season."""
    if due.on.year == facts.year:
        return wording.day(due.on)
    month = Month.of(due.on)
    season = _seasons().get(month.number)
    if facts.measure.is_yearly and season:
        return season % {"year": month.year}
    return _("in %(period)s") % {"period": month.label}


def _seasons() -> dict[int, str]:
    return {
        **dict.fromkeys((3, 4, 5), _("in the spring of %(year)s")),
        **dict.fromkeys((6, 7, 8), _("in the summer of %(year)s")),
        **dict.fromkeys((9, 10, 11), _("in the autumn of %(year)s")),
    }


def _to_come(facts: Sequence[Facts], beside_missing: bool, _telling: Telling) -> str:
    """`Unge i uddannelse ventes 10. september; virksomhedssamarbejdet vurderes, når tallet for hele 2014
    foreligger.`"""
    clauses = [_clause(one, beside_missing) for one in facts]
    return _("%(clauses)s.") % {"clauses": "; ".join(clauses)}


def _clause(facts: Facts, beside_missing: bool) -> str:
    said = {"goal": facts.words.topic, "expected": facts.words.expected, "year": facts.year}
    due = facts.awaited
    if facts.progress.status is Status.AWAITING and facts.progress.awaits == "year":
        return _("%(goal)s is assessed when the figure for the whole of %(year)s is there") % said
    if facts.progress.status is Status.AWAITING:
        return _("%(goal)s is assessed when the baseline is registered") % said
    said["day"] = _day(facts, due) if due else ""
    if beside_missing and facts.words.is_title:
        return _("%(expected)s is not late; the figure is expected %(day)s") % said
    if beside_missing:
        return _("%(expected)s is not late; it is expected %(day)s") % said
    return _("%(expected)s is expected %(day)s") % said
