"""What the footnotes say of one figure: how it is defined and made up, what is missing, what was changed."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from goals.models import Goal, IndicatorDefinition
from goals.months import Month, Window
from goals.numbers import format_percent
from goals.progress import Measure, PathRule, Status
from jobcentres.models import Area
from reporting import wording
from reporting.answers.telling import Note, NoteKind
from reporting.paragraph.breaks import broken, reform_before
from reporting.paragraph.changed import change_of
from reporting.paragraph.changed import note as changed_note
from reporting.paragraph.facts import Facts
from reporting.paragraph.telling import Telling, listed
from reporting.revised import SOURCE, Revised
from reporting.summaries import Book

MOST_NAMED = 5
"""So many municipalities that lack are named."""


def with_definitions(goals: QuerySet[Goal], month: Month) -> QuerySet[Goal]:
    """Each with the wording of its indicator's definition in force at the end of the month, in the same
    query."""
    in_force = IndicatorDefinition.objects.valid_on(month.last_day).filter(indicator=OuterRef("indicator"))
    newest = in_force.order_by("-valid_from")
    return goals.annotate(
        definition_text=Subquery(newest.values("text")[:1]),
        is_assumed=Subquery(newest.values("is_assumption")[:1]),
    )


def basis_note(book: Book) -> Note:
    """That preliminary figures are left out."""
    text = _(
        "The answer rests on the figures that had been released on %(moment)s. Preliminary figures, reported "
        "but not released then, are left out; with them the picture may be another."
    )
    return Note(NoteKind.BASIS, text % {"moment": wording.full_moment(book.choice.moment)})


def goals_note(book: Book) -> Note:
    said = {"count": len(book.goals), "year": book.choice.year}
    text = _(
        "The minister's goals: the %(count)s goals that the minister has announced for the employment effort "
        "of %(year)s."
    )
    return Note(NoteKind.DEFINITION, text % said)


def notes_of(facts: Facts, revised: Revised | None) -> tuple[Note, ...]:
    """Of a figure that is shown."""
    found = [
        definition_note(facts.goal),
        _total(facts),
        missing_note(facts),
        _revised(facts, revised),
        _revised_before(facts),
        _break(facts),
    ]
    return tuple(note for note in found if note is not None)


def definition_note(goal: Goal) -> Note:
    """The first paragraph of the definition; the rest stands on the page of the goals. For goals read
    `with_definitions`."""
    indicator, text = goal.indicator, vars(goal)["definition_text"]
    parts = [f"{indicator.name}: {_first_paragraph(text)}" if text else f"{indicator.name}."]
    if text and vars(goal)["is_assumed"]:
        parts.append(_("The official definition is not known here; this is how it is understood."))
    if indicator.source:
        parts.append(wording.sentence(_("Source: %(source)s") % {"source": indicator.source}))
    return Note(NoteKind.DEFINITION, " ".join(parts))


def _first_paragraph(text: str) -> str:
    return " ".join(text.strip().split("\n\n")[0].split())


def _total(facts: Facts) -> Note | None:
    area, progress = facts.area, facts.progress
    if area.level == Area.Level.MUNICIPALITY:
        return None
    if progress.published:
        return Note(NoteKind.TOTAL, _("The source publishes this figure as such; it is not added up here."))
    said = {"count": len(facts.book.places.members(area))}
    if facts.measure.is_ratio:
        text = _(
            "Computed from the numbers of persons or companies behind the percentages of all %(count)s "
            "municipalities; percentages are never averaged."
        )
    else:
        text = _("The sum of the released figures of all %(count)s municipalities.")
    return Note(NoteKind.TOTAL, text % said)


def missing_note(facts: Facts) -> Note | None:
    """Of a newer month than the one shown, which is due or which only some have reported."""
    late = _overdue(facts) if facts.area.level == Area.Level.MUNICIPALITY else _partly(facts)
    return late or _to_come(facts)


def _to_come(facts: Facts) -> Note | None:
    """Where the newest figure is of an earlier year, and no sentence says what is awaited."""
    month, awaited = facts.progress.latest_month, facts.book.awaited(facts.area, facts.goal)
    is_old = month is None or month.year < facts.year
    if not is_old or awaited is None or awaited.is_overdue or facts.progress.status is not Status.NO_TARGET:
        return None
    said = {"period": awaited.period, "day": wording.full_day(awaited.due)}
    return Note(NoteKind.MISSING, _("The figure for %(period)s is expected on %(day)s.") % said)


def _overdue(facts: Facts) -> Note | None:
    if not facts.overdue:
        return None
    months = [month for due in facts.overdue for month in due.months]
    window = facts.measure.window
    said = {
        "period": _period(months[0], window),
        "last": _period(months[-1], window),
        "moment": wording.full_moment(facts.book.choice.moment),
        "day": wording.full_day(facts.overdue[0].on),
    }
    if len(months) == 1:
        text = _(
            "The figure for %(period)s had not been reported and released on %(moment)s (deadline %(day)s)."
        )
    else:
        text = _(
            "The figures from %(period)s to %(last)s had not been reported and released on %(moment)s (first "
            "deadline %(day)s)."
        )
    return Note(NoteKind.MISSING, text % said)


def _partly(facts: Facts) -> Note | None:
    covered, book = facts.progress.coverage, facts.book
    month = covered.month
    if month is None or month == facts.progress.latest_month or not covered.reported:
        return None
    members = book.places.members(facts.area)
    lacking = [one.name for one in members if book.line(one, facts.goal).at(month).value is None]
    said = {
        "period": _period(month, facts.measure.window),
        "reported": covered.reported,
        "expected": covered.expected,
    }
    parts = [
        _(
            "For %(period)s the figures of %(reported)s of the %(expected)s municipalities had been "
            "released, so there is no total."
        )
        % said
    ]
    if 0 < len(lacking) <= MOST_NAMED:
        parts.append(_("Missing: %(names)s.") % {"names": listed(lacking)})
    return Note(NoteKind.MISSING, " ".join(parts))


def _period(month: Month, window: str) -> str:
    """`april 2014`, `de 12 måneder til og med april 2014`, `januar–april 2014`"""
    if window == Window.ROLLING_12:
        return _("the 12 months up to and including %(month)s") % {"month": month.label}
    return month.window_label(window, long=True)


def _revised(facts: Facts, revised: Revised | None) -> Note | None:
    """That the figure, or some behind it, was another when it was first released."""
    change = change_of(facts)
    if change is not None:
        return Note(NoteKind.REVISED, changed_note(change))
    if revised is None:
        return None
    is_sum = facts.area.level != Area.Level.MUNICIPALITY and not facts.progress.published
    said = {"day": wording.full_day(revised.on), "how": _how(revised)}
    if is_sum:
        text = _(
            "Some of the figures behind it were changed after their release, the last on %(day)s (%(how)s)."
        )
    else:
        text = _("The figure was changed after its release, on %(day)s (%(how)s).")
    return Note(NoteKind.REVISED, text % said)


def _how(revised: Revised) -> str:
    return _("updated in the source") if revised.how == SOURCE else _("corrected by the jobcentre")


def _revised_before(facts: Facts) -> Note | None:
    """The same of the figure of the year before, if it is shown and the book was read with notes."""
    month, book = facts.progress.previous_month, facts.book
    if month is None or facts.progress.previous is None:
        return None
    replaced = book.replacements_of(facts.area, facts.goal).get(month)
    if replaced is None:
        return None
    return Note(
        NoteKind.REVISED,
        _("The figure for %(period)s: %(changed)s.")
        % {
            "period": _period(month, facts.measure.window),
            "changed": wording.replaced(replaced, facts.line, month, book.reader, year=0),
        },
    )


def _break(facts: Facts) -> Note | None:
    """What keeps the two periods from being compared, or stands between them."""
    if facts.progress.change is None:
        return None
    if facts.progress.crosses_break:
        return Note(NoteKind.BREAK, broken(facts, Telling()))
    mark = reform_before(facts)
    if mark is None:
        return None
    said = {"name": mark.name, "day": wording.full_day(mark.month.first_day)}
    text = _("Between the two periods lies: %(name)s, %(day)s. The figure counts the same before and after.")
    return Note(NoteKind.BREAK, text % said)


def verdict_note(facts: Facts) -> Note:
    said = {"rule": _pace(facts), "margin": _margin(facts.measure)}
    text = _(
        "On track: the figure is at least as good as %(rule)s. Slightly behind: worse by at most %(margin)s. "
        "Behind: worse than that. Whether the target is reached is decided by the figure for December."
    )
    return Note(NoteKind.VERDICT, text % said)


def _pace(facts: Facts) -> str:
    match facts.progress.path_rule:
        case PathRule.PRO_RATA:
            return _("an equal share each month towards the target asks for")
        case PathRule.SEASON:
            return _("the seasonal pattern of %(year)s towards the target asks for") % {
                "year": facts.year - 1
            }
    return _("an even pace from the baseline to the target asks for")


def _margin(measure: Measure) -> str:
    share = format_percent(100 * measure.tolerance, 0)
    if measure.is_ratio:
        return share
    return _("%(share)s, though always 1 person") % {"share": share}


def hidden_note(facts: Facts) -> Note:
    text = _(
        "Figures about fewer than %(least)s persons are not shown, nor those from which they could be "
        "computed."
    )
    return Note(NoteKind.HIDDEN, text % {"least": facts.measure.discretion_threshold})


def country_note() -> Note:
    text = _(
        "No targets are set for the whole country; those for regions and municipalities stand on their pages."
    )
    return Note(NoteKind.VERDICT, text)


def revised_by_goal(book: Book, area: Area) -> dict[int, Revised]:
    """In one query."""
    return {one.goal.pk: one.revised for one in book.summaries([area]) if one.revised is not None}
