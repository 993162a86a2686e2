"""What is told of a percentage that is behind: its change, its benchmark, how many more would be needed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.months import Window
from goals.numbers import rounded
from goals.progress import is_worse_than_baseline, more_needed
from reporting import wording
from reporting.paragraph import figures
from reporting.paragraph.breaks import broken
from reporting.paragraph.facts import Facts
from reporting.paragraph.telling import Sentence, Telling


def ratio_sentence(facts: Facts, telling: Telling) -> str:
    """`Uddannelsesgraden var 9,5 pct. i januar–april 2014 mod 8,6 pct. i samme periode 2013.`"""
    text = figures.figure(facts, telling)
    if facts.progress.previous is None:
        return figures.bare(text)
    return _("%(figure)s against %(previous)s %(before)s.") % {
        "figure": text,
        "previous": wording.previous(facts.progress),
        "before": figures.before(facts),
    }


def of_ratio(facts: Facts) -> Iterator[Sentence]:
    progress = facts.progress
    yield partial(ratio_sentence, facts)
    yield partial(_rise_and_benchmark, facts)
    if is_worse_than_baseline(progress):
        yield partial(since_baseline, facts)
    if more_needed(progress):
        yield partial(_so_many_lack, facts)
    if progress.crosses_break and progress.change is not None:
        yield partial(broken, facts)


def _rise_and_benchmark(facts: Facts, telling: Telling) -> str:
    """`Det er en stigning på 0,9 procentpoint, men pejlemærket for april er mindst 11,3 pct., fordi …`"""
    progress = facts.progress
    change = progress.change
    if change is None or not rounded(change, facts.measure.decimals):
        return _ratio_benchmark(facts)
    said = figures.marks(facts) | {"number": figures.distance(facts.measure, change)}
    is_whole_year = facts.measure.window == Window.YEAR_TO_DATE
    return _rise_form(change > 0, facts.is_worse, is_whole_year) % said


def _ratio_benchmark(facts: Facts) -> str:
    said = figures.marks(facts)
    if facts.measure.window == Window.YEAR_TO_DATE:
        return (
            _("The benchmark for %(month)s is %(path)s, because the target for the whole year is %(target)s.")
            % said
        )
    return _("The benchmark for %(month)s is %(path)s, and the target for December is %(target)s.") % said


def _rise_form(is_rise: bool, is_worse: bool, is_whole_year: bool) -> str:
    return {
        (True, False, True): _(
            "That is a rise of %(number)s, but the benchmark for %(month)s is %(path)s, because the target "
            "for the whole year is %(target)s."
        ),
        (False, True, True): _(
            "That is a fall of %(number)s, and the benchmark for %(month)s is %(path)s, because the target "
            "for the whole year is %(target)s."
        ),
        (True, True, True): _(
            "That is a rise of %(number)s, and the benchmark for %(month)s is %(path)s, because the target "
            "for the whole year is %(target)s."
        ),
        (False, False, True): _(
            "That is a fall of %(number)s, but the benchmark for %(month)s is %(path)s, because the target "
            "for the whole year is %(target)s."
        ),
        (True, False, False): _(
            "That is a rise of %(number)s, but the benchmark for %(month)s is %(path)s, and the target for "
            "December is %(target)s."
        ),
        (False, True, False): _(
            "That is a fall of %(number)s, and the benchmark for %(month)s is %(path)s; the target for "
            "December is %(target)s."
        ),
        (True, True, False): _(
            "That is a rise of %(number)s, and the benchmark for %(month)s is %(path)s; the target for "
            "December is %(target)s."
        ),
        (False, False, False): _(
            "That is a fall of %(number)s, but the benchmark for %(month)s is %(path)s, and the target for "
            "December is %(target)s."
        ),
    }[is_rise, is_worse, is_whole_year]


def _so_many_lack(facts: Facts, _telling: Telling) -> str:
    """`Der mangler, hvad der svarer til, at 4 unge mere var begyndt på en uddannelse.`"""
    count = more_needed(facts.progress) or 0
    said = {"count": count, "part": wording.uncapitalised(facts.goal.indicator.numerator_name)}
    if facts.words.counts_a_group:
        return (
            ngettext(
                "What lacks equals %(count)s young person more having begun an education.",
                "What lacks equals %(count)s young people more having begun an education.",
                count,
            )
            % said
        )
    return _("What lacks equals %(count)s more of “%(part)s”.") % said


def since_baseline(facts: Facts, _telling: Telling) -> str:
    """`Tallet er steget siden udgangspunktet i december 2013 (160), selv om det skal falde til højst 136.`"""
    progress, measure = facts.progress, facts.measure
    said = {
        "month": progress.baseline_month.label if progress.baseline_month else "",
        "baseline": wording.amount(measure, progress.baseline) if progress.baseline is not None else "",
        "target": figures.target(facts),
    }
    if measure.direction == "down":
        return (
            _(
                "The figure has risen since the baseline in %(month)s (%(baseline)s), although it must fall "
                "to %(target)s."
            )
            % said
        )
    return (
        _(
            "The figure has fallen since the baseline in %(month)s (%(baseline)s), although it must rise to "
            "%(target)s."
        )
        % said
    )
