"""What is told of a goal that has a path: on track, slightly behind or behind."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.months import Window
from goals.numbers import format_change_percent, rounded
from goals.progress import is_worse_than_baseline, worse_until_other_status
from reporting import wording
from reporting.paragraph import figures
from reporting.paragraph.breaks import broken, reform_before
from reporting.paragraph.facts import Facts
from reporting.paragraph.percentages import of_ratio, ratio_sentence, since_baseline
from reporting.paragraph.telling import Cut, Passage, Sentence, Telling

EXTRA, KEPT_EXTRA, LEVEL = 1, 4, 5
HALVED = -50
FEWEST_HALVED = 10


def on_track(facts: Facts) -> Passage:
    """The figure and its change; then, if there is room, how far the benchmark and the target are."""
    level: tuple[Sentence, ...] = (partial(figure_sentence, facts),)
    cuts = (Cut(LEVEL),)
    if facts.is_small:
        return Passage((*level, *_small(facts)), (Cut(EXTRA, level), *cuts))
    if is_halved(facts):
        halved: tuple[Sentence, ...] = (partial(_level_against, facts), partial(_halved, facts))
        return Passage(
            (*halved, *_reached(facts), *_reform(facts)), (Cut(EXTRA, halved), Cut(EXTRA, level), *cuts)
        )
    if facts.progress.crosses_break and facts.progress.change is not None:
        return Passage(
            (*level, partial(broken, facts)), (Cut(EXTRA, (partial(bare_sentence, facts),)), *cuts)
        )
    if facts.progress.preliminary and not is_close(facts):
        return Passage(level, cuts)  # a figure that may change proves no more
    if has_reached(facts):
        return Passage((*level, *_reached(facts)), (Cut(EXTRA, level), *cuts))
    if is_close(facts):
        return Passage((partial(with_gap, facts),), cuts)
    return Passage((*level, partial(_benchmark, facts)), (Cut(EXTRA, level), *cuts))


def off_track(facts: Facts, *, in_short: bool = False) -> Passage:
    """The figure, its change and its distance from the benchmark, and what stands behind it. `in_short`:
    without the change, where there is more to tell."""
    short = (partial(bare_with_gap if facts.progress.crosses_break else with_gap, facts),)
    if facts.measure.is_ratio:
        full = tuple(of_ratio(facts))
        return Passage(full, (Cut(KEPT_EXTRA, short),))
    if is_worse_than_baseline(facts.progress):
        full = (
            partial(figure_sentence, facts),
            partial(since_baseline, facts),
            partial(_away_from_benchmark, facts),
        )
        return Passage(full, (Cut(KEPT_EXTRA, short),))
    if facts.is_small:
        return Passage((*short, *_small(facts)), (Cut(KEPT_EXTRA, short),))
    if facts.progress.crosses_break and facts.progress.change is not None:
        return Passage((partial(with_gap, facts), partial(broken, facts)), (Cut(KEPT_EXTRA, short),))
    return Passage((partial(bare_with_gap, facts),) if in_short else short)


def figure_sentence(facts: Facts, telling: Telling) -> str:
    """`Der var 143 langtidsledige i april 2014, 25 færre end i april 2013 (−14,9 pct.).`"""
    if facts.measure.is_ratio:
        return ratio_sentence(facts, telling)
    return comparison_or_bare(facts, figures.figure(facts, telling))


def comparison_or_bare(facts: Facts, figure: str) -> str:
    """The figure, and its change in a year if there is one."""
    said = {"figure": figure, "comparison": figures.comparison(facts)}
    return _("%(figure)s, %(comparison)s.") % said if said["comparison"] else figures.bare(figure)


def bare_sentence(facts: Facts, telling: Telling) -> str:
    return figures.bare(figures.figure(facts, telling))


def bare_with_gap(facts: Facts, telling: Telling) -> str:
    """`Der var 412 langtidsledige i april 2014, 2 over pejlemærket på højst 410.`"""
    said = {"figure": figures.figure(facts, telling), "gap": figures.gap(facts)}
    return _("%(figure)s, %(gap)s.") % said if said["gap"] else figures.bare(said["figure"])


def with_gap(facts: Facts, telling: Telling) -> str:
    """`…, 4 flere end i august 2012 (+1,0 pct.) og 12 over pejlemærket på højst 390.`; `men` where the change
    points one way and the verdict the other."""
    comparison = figures.comparison(facts)
    if not comparison:
        return bare_with_gap(facts, telling)
    said = {"figure": figures.figure(facts, telling), "comparison": comparison, "gap": figures.gap(facts)}
    if facts.is_worse is facts.is_off_track or not facts.progress.change:
        return _("%(figure)s, %(comparison)s and %(gap)s.") % said
    return _("%(figure)s, %(comparison)s, but %(gap)s.") % said


def is_halved(facts: Facts) -> bool:
    """Fallen to less than half of at least ten, not by a preliminary figure, and not across a break."""
    progress = facts.progress
    if facts.measure.is_ratio or progress.preliminary or progress.crosses_break:
        return False
    if progress.change_pct is None or progress.previous is None or progress.previous < FEWEST_HALVED:
        return False
    if not progress.latest:
        return False
    return rounded(progress.change_pct, 1) < HALVED


def _level_against(facts: Facts, telling: Telling) -> str:
    return _("%(figure)s against %(previous)s %(before)s.") % {
        "figure": figures.figure(facts, telling),
        "previous": wording.previous(facts.progress),
        "before": figures.before(facts),
    }


def _halved(facts: Facts, _telling: Telling) -> str:
    percent = facts.progress.change_pct
    return _("%(it)s has more than halved (%(percent)s).") % {
        "it": facts.words.it,
        "percent": format_change_percent(percent) if percent is not None else "",
    }


def has_reached(facts: Facts) -> bool:
    """The target of December is reached now, by a figure that stands."""
    gap = facts.progress.gap
    return gap is not None and not facts.progress.preliminary and facts.measure.worse_by(gap, gap * 0) <= 0


def _reached(facts: Facts) -> tuple[Sentence, ...]:
    if not has_reached(facts):
        return ()
    return partial(_already, facts), partial(_december_decides, facts)


def _already(facts: Facts, _telling: Telling) -> str:
    """`Tallet er allerede 4 lavere end måltallet for december, som er højst 38, og det er 18 under …`"""
    progress, measure = facts.progress, facts.measure
    gap = progress.gap
    said = {
        "number": figures.distance(measure, gap) if gap is not None else "",
        "target": figures.target(facts),
        "gap": wording.gap_to_path(progress),
        "month": facts.month.name,
    }
    if not gap:
        return (
            _("The figure is already at the target for December, %(target)s, and %(gap)s for %(month)s.")
            % said
        )
    if gap < 0:
        return (
            _(
                "The figure is already %(number)s lower than the target for December, which is %(target)s, "
                "and it is %(gap)s for %(month)s."
            )
            % said
        )
    return (
        _(
            "The figure is already %(number)s higher than the target for December, which is %(target)s, and "
            "it is %(gap)s for %(month)s."
        )
        % said
    )


def _december_decides(_facts: Facts, _telling: Telling) -> str:
    return _("Whether the target is reached is decided by the figure for December.")


def _reform(facts: Facts) -> tuple[Sentence, ...]:
    mark = reform_before(facts)
    return (partial(_seen_with_reform, facts),) if mark else ()


def _seen_with_reform(facts: Facts, _telling: Telling) -> str:
    mark = reform_before(facts)
    said = {
        "topic": facts.words.topic,
        "name": mark.name if mark else "",
        "day": wording.full_day(mark.month.first_day) if mark else "",
    }
    if facts.words.topic in said["name"].lower() and "reform" in said["name"].lower():
        return _("The fall must be seen together with the reform of %(topic)s on %(day)s.") % said
    return _("The fall must be seen together with “%(name)s” on %(day)s.") % said


def is_close(facts: Facts) -> bool:
    """On track by no more than the margin."""
    progress = facts.progress
    return (
        progress.worse_by is not None
        and progress.margin is not None
        and -progress.worse_by <= progress.margin
    )


def _benchmark(facts: Facts, _telling: Telling) -> str:
    """`Pejlemærket for april er højst 160, og måltallet for december er højst 128, så tallet skal falde med
    yderligere 15.`"""
    said = figures.marks(facts) | {"left": figures.goes_on(facts)}
    if facts.measure.window == Window.YEAR_TO_DATE:
        return (
            _("The benchmark for %(month)s is %(path)s, because the target for the whole year is %(target)s.")
            % said
        )
    return (
        _("The benchmark for %(month)s is %(path)s, and the target for December is %(target)s, %(left)s.")
        % said
    )


def _small(facts: Facts) -> tuple[Sentence, ...]:
    return (partial(_too_small, facts),)


def _too_small(facts: Facts, _telling: Telling) -> str:
    """`Tallene er så små, at udviklingen ikke vises i procent; 2 personer flere ville have ændret …`"""
    count = worse_until_other_status(facts.progress)
    if count is None:
        return _("The figures are so small that the change is not shown in per cent.")
    return ngettext(
        "The figures are so small that the change is not shown in per cent; %(count)s person more would have "
        "changed the verdict.",
        "The figures are so small that the change is not shown in per cent; %(count)s persons more would "
        "have changed the verdict.",
        count,
    ) % {"count": count}


def _away_from_benchmark(facts: Facts, _telling: Telling) -> str:
    """`Det er 19 over pejlemærket for april, som er højst 152.`"""
    said = figures.marks(facts) | {"gap": wording.gap_to_path(facts.progress)}
    return _("It is %(gap)s for %(month)s, which is %(path)s.") % said
