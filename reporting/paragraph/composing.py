"""Which passages a paragraph has, and in which order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from goals.models import Goal
from goals.progress import Status
from jobcentres.models import Area
from reporting.comparisons import Comparisons
from reporting.paragraph import changed, unjudged
from reporting.paragraph.beside import beside_the_region, partly_reported, region
from reporting.paragraph.facts import Facts
from reporting.paragraph.judged import off_track, on_track
from reporting.paragraph.notes import preliminary_notes, protecting_notes
from reporting.paragraph.opening import alone, opening
from reporting.paragraph.results import result
from reporting.paragraph.telling import Paragraph, Passage, told
from reporting.paragraph.unjudged import hidden, overdue, waits
from reporting.summaries import Book


def paragraph_of(
    book: Book,
    area: Area,
    *,
    about: Collection[Goal] | None = None,
    comparisons: Comparisons | None = None,
) -> Paragraph:
    """The paragraph of a municipality: its opening counts the minister's goals of `book`, and the rest tells
    of them, or only of those named by `about`.

    What was replaced is told if `book` was read with notes, the region with `comparisons`. No queries, but
    for the neighbours' figures that `comparisons` reads once.
    """
    facts = [Facts.of(book, area, goal) for goal in book.goals if goal.area_id is None]
    chosen = [one for one in facts if about is None or one.goal in about]
    changes = _changes(chosen)
    passages = [opening(area.full_name, facts), *_passages(chosen, changes)]
    if comparisons is not None:
        passages += _region(chosen, comparisons)
    return _written(passages, chosen, changes)


def part_of(book: Book, area: Area, goal: Goal, *, comparisons: Comparisons | None = None) -> Paragraph:
    """What there is to tell of one goal alone, without the verdict on all of them; else as `paragraph_of`."""
    facts = Facts.of(book, area, goal)
    changes = _changes([facts])
    change = changes.get(goal.pk)
    partly = partly_reported(facts, comparisons) if comparisons is not None else None
    if change is not None and change.changes_verdict and change.status is not None:
        passages = [
            alone(area.full_name, facts, change.status, change.day),
            changed.changed(change, in_opening=True),
        ]
    elif partly is not None and facts.is_judged:
        passages = [beside_the_region(partly)]
    else:
        passages = list(_passages([facts], changes))
    return _written(passages, [facts], changes)


def _written(
    passages: Sequence[Passage], facts: Sequence[Facts], changes: Mapping[int, changed.Change]
) -> Paragraph:
    sentences = told(passages)
    notes = preliminary_notes(facts, " ".join(sentences))
    notes += [changed.note(one) for one in changes.values() if not one.changes_verdict]
    return Paragraph(tuple(sentences), (*notes, *protecting_notes(facts)))


def _changes(facts: Sequence[Facts]) -> dict[int, changed.Change]:
    found = ((one.goal.pk, changed.change_of(one)) for one in facts)
    return {pk: change for pk, change in found if change is not None}


def _passages(facts: Sequence[Facts], changes: Mapping[int, changed.Change]) -> Iterator[Passage]:
    has_missing = any(one.overdue for one in facts)
    turned = [one for one in changes.values() if one.changes_verdict]
    told_already = {one.facts.goal.pk for one in turned}
    for change in turned:
        yield changed.changed(change, in_opening=False)
    plain = [one for one in facts if one.goal.pk not in told_already]
    yield from _judged(plain, has_missing=has_missing)
    yield from _unjudged(facts, has_missing=has_missing)
    yield from hidden(facts)


def _judged(facts: Sequence[Facts], *, has_missing: bool) -> Iterator[Passage]:
    """Those off track; the others only where none is, or where their newest figure is missing."""
    shown = [one for one in facts if not one.is_confidential]
    for status in (Status.BEHIND, Status.NEAR):
        for one in shown:
            if one.progress.status is status:
                yield off_track(one, in_short=has_missing)
    yield from (result(one) for one in shown if one.is_final)
    is_troubled = any(one.is_off_track for one in facts)
    for one in sorted((one for one in shown if one.progress.status is Status.ON_TRACK), key=_closest_first):
        if not is_troubled and not one.overdue:
            yield on_track(one)
    yield from (overdue(one) for one in facts if one.is_judged and one.overdue)


def _closest_first(facts: Facts) -> tuple[bool, float]:
    """What rests on a preliminary figure first, since the opening has just said so; then by distance."""
    progress = facts.progress
    distance = -progress.worse_by / progress.path if progress.path and progress.worse_by is not None else 0
    return not progress.preliminary, float(distance)


def _unjudged(facts: Sequence[Facts], *, has_missing: bool) -> Iterator[Passage]:
    yield from (unjudged.not_measurable(one) for one in facts if one.progress.status is Status.NOT_MEASURABLE)
    without = [one for one in facts if one.progress.status is Status.NO_TARGET and not one.is_hidden]
    yield from unjudged.without_target([one for one in without if not one.is_confidential])
    yield from (unjudged.hidden_in_source(one) for one in facts if one.is_hidden_in_source)
    missing = [one for one in facts if one.progress.status is Status.NO_FIGURE and one.overdue]
    unpublished = [one for one in facts if any(due.is_unpublished for due in one.due)]
    yield from (unjudged.unpublished(one) for one in unpublished)
    waiting = _waiting([one for one in facts if one not in missing and one not in unpublished], facts)
    if waiting:
        is_final = any(one.is_final for one in facts)
        yield unjudged.waiting(waiting, beside_missing=has_missing, is_final=is_final)
    yield from (overdue(one) for one in missing)


def _waiting(candidates: Sequence[Facts], facts: Sequence[Facts]) -> list[Facts]:
    """What is awaited as a matter of course is told only where nothing is off track or missing."""
    is_troubled = any(one.is_off_track or one.overdue for one in facts)
    return [
        one
        for one in candidates
        if waits(one)
        and not one.is_hidden_in_source
        and not (is_troubled and one.progress.status is Status.AWAITING and one.progress.awaits == "year")
    ]


def _region(facts: Sequence[Facts], comparisons: Comparisons) -> Iterator[Passage]:
    """Of the first goal with a verdict whose region has no total for the same month."""
    for one in facts:
        if one.is_judged and not one.is_final:
            found = partly_reported(one, comparisons)
            if found is not None:
                yield region(found)
                return
