"""The sentences of an answer: how far the area is, then goal by goal its figure and its verdict."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from goals.models import Goal
from goals.months import Window
from goals.progress import Status
from jobcentres.access import OUTSIDER
from jobcentres.models import Area
from reporting import wording
from reporting.answers.notes import (
    basis_note,
    country_note,
    definition_note,
    goals_note,
    hidden_note,
    missing_note,
    notes_of,
    revised_by_goal,
    verdict_note,
)
from reporting.answers.telling import AnswerText, Note, Told, numbered
from reporting.paragraph import figures, overall
from reporting.paragraph.facts import Facts
from reporting.paragraph.judged import comparison_or_bare
from reporting.paragraph.opening import opening
from reporting.paragraph.results import result
from reporting.paragraph.telling import Passage, Telling, finished
from reporting.paragraph.unjudged import hidden, hidden_in_source, not_measurable
from reporting.places import Places
from reporting.revised import Revised
from reporting.summaries import Book, Choice, load

PATHS = frozenset({Status.ON_TRACK, Status.NEAR, Status.BEHIND})


def outsiders_book(choice: Choice, places: Places, area: Area, goals: tuple[Goal, ...]) -> Book:
    """What everybody may see of `area`; of a region or the country also what has changed since the moment of
    the choice."""
    return load(
        choice,
        OUTSIDER,
        areas=[area.code],
        goals=goals,
        places=places,
        with_notes=area.level == Area.Level.MUNICIPALITY,
        changed_since=choice.known_on,
    )


def answer_text(book: Book, area: Area, *, of_all: bool) -> AnswerText:
    """Of the goals of `book`, read for an outsider and `with_definitions`; `of_all`: they are all of the
    year, so that there is a verdict on them together. One query."""
    revised = revised_by_goal(book, area)
    facts = [Facts.of(book, area, goal) for goal in book.goals]
    paragraphs = [list(_of_goal(one, revised.get(one.goal.pk))) for one in facts]
    if of_all:
        paragraphs.insert(0, list(_on_all(book, area, facts)))
    first = next((paragraph for paragraph in paragraphs if paragraph), None)
    if first:
        first[0] = Told(first[0].text, (*first[0].notes, basis_note(book)))
    return numbered(paragraphs)


def _on_all(book: Book, area: Area, facts: list[Facts]) -> Iterator[Told]:
    if area.level == Area.Level.MUNICIPALITY:
        yield from (Told(text, (goals_note(book),)) for text in _said(opening(area.full_name, facts)))
    elif text := overall(book, area):
        has_target = any(one.progress.target is not None for one in facts)
        is_country = area.level == Area.Level.COUNTRY
        yield Told(text, (goals_note(book), *((country_note(),) if is_country and not has_target else ())))


def _said(passage: Passage) -> list[str]:
    telling = Telling()
    return [finished(say(telling)) for say in passage.full]


def _of_goal(facts: Facts, revised: Revised | None) -> Iterator[Told]:
    if "latest" in facts.progress.hidden:
        [text] = _said(next(iter(hidden([facts]))))
        yield Told(_placed(text, facts), (definition_note(facts.goal), hidden_note(facts)))
        return
    if facts.progress.latest is not None:
        yield Told(_figure(facts), notes_of(facts, revised))
    about = (definition_note(facts.goal), missing_note(facts))
    notes = () if facts.progress.latest is not None else tuple(note for note in about if note)
    yield from _verdict(facts, notes)


def _placed(text: str, facts: Facts) -> str:
    """`Sorø Kommune: tallet …`: where the sentence names no place itself."""
    return f"{facts.area.full_name}: {wording.uncapitalised(text)}"


def _figure(facts: Facts) -> str:
    """`Der var 143 langtidsledige i Sorø Kommune i april 2014, 25 færre end i april 2013 (−14,9 pct.).`"""
    text = figures.figure(facts, Telling(), place=_place(facts.area))
    if facts.progress.crosses_break:
        return finished(figures.bare(text))
    if facts.measure.is_ratio and facts.progress.previous is not None:
        said = {"figure": text, "previous": wording.previous(facts.progress), "before": figures.before(facts)}
        return finished(_("%(figure)s against %(previous)s %(before)s.") % said)
    return finished(comparison_or_bare(facts, text))


def _place(area: Area) -> str:
    return wording.uncapitalised(area.full_name) if area.level == Area.Level.COUNTRY else area.full_name


def _verdict(facts: Facts, notes: tuple[Note, ...]) -> Iterator[Told]:
    status = facts.progress.status
    if status in PATHS:
        yield Told(_beside_path(facts), (*notes, verdict_note(facts)))
    elif facts.is_final:
        yield from (Told(text, notes) for text in _said(result(facts))[:1])
    elif status is Status.NOT_MEASURABLE:
        first, *others = _said(not_measurable(facts))
        yield Told(_placed(first, facts), notes)
        yield from (Told(text) for text in others)
    elif facts.is_hidden_in_source:
        yield from (Told(_placed(text, facts), notes) for text in _said(hidden_in_source(facts)))
    elif status is Status.NO_FIGURE:
        yield Told(_no_figure(facts), notes)
    elif status is None:
        yield Told(_("The verdict is not shown, for discretion."), (*notes, hidden_note(facts)))
    elif text := _not_judged(facts):
        yield Told(text, notes)


def _beside_path(facts: Facts) -> str:
    """`Kommunens mål for december 2014 er højst 128. …` in one sentence, with the verdict."""
    said = {
        "target": figures.target(facts),
        "year": facts.year,
        "period": _until(facts),
        "path": wording.path(facts.progress),
        "verdict": facts.book.status(facts.area, facts.goal).word,
    }
    text = _(
        "The target for December %(year)s is %(target)s; on the way there the figure %(period)s should have "
        "been %(path)s, so the verdict is “%(verdict)s”."
    )
    return text % said


def _until(facts: Facts) -> str:
    """`for april`, `til og med maj`, `for januar–april`"""
    if facts.measure.window == Window.ROLLING_12:
        return _("up to and including %(month)s") % {"month": facts.month.name}
    if facts.measure.window == Window.YEAR_TO_DATE:
        return _("for %(period)s") % {"period": facts.month.window_label(facts.measure.window, long=True)}
    return _("for %(period)s") % {"period": facts.month.name}


def _no_figure(facts: Facts) -> str:
    awaited = facts.book.awaited(facts.area, facts.goal)
    said = {"topic": facts.words.topic, "place": _place(facts.area), "year": facts.year}
    if awaited is None:
        return _("There is no figure for %(topic)s in %(place)s for %(year)s yet.") % said
    said |= {"period": awaited.period, "day": wording.full_day(awaited.due)}
    if awaited.is_overdue:
        text = _(
            "There is no figure for %(topic)s in %(place)s for %(year)s yet: that for %(period)s was due on "
            "%(day)s."
        )
    else:
        text = _(
            "There is no figure for %(topic)s in %(place)s for %(year)s yet: that for %(period)s is expected "
            "on %(day)s."
        )
    return text % said


def _not_judged(facts: Facts) -> str:
    """Nothing where the country has no target: a footnote says so."""
    said = {"year": facts.year, "target": figures.target(facts)}
    if facts.progress.status is Status.NO_TARGET:
        if facts.progress.latest is None:
            said |= {"topic": facts.words.topic, "place": _place(facts.area)}
            return _("For %(topic)s in %(place)s there is neither a figure nor a target for %(year)s.") % said
        if facts.area.level == Area.Level.COUNTRY:
            return ""
        return _("No target is registered for %(year)s, so the development is not judged.") % said
    if facts.progress.awaits == "year":
        return (
            _(
                "The target for %(year)s is %(target)s; it is judged when the figure for the whole year is "
                "there."
            )
            % said
        )
    return (
        _("The target for %(year)s is %(target)s; it can be judged once the baseline is registered.") % said
    )
