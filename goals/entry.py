"""The one writer of figures, for form, paste, file, command and sample alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from django.db import IntegrityError
from django.utils.translation import gettext as _

from goals.contents import FigureEntry, normalised, problems_of
from goals.corrections import Wish, problems_of_reason, sift, write_requests
from goals.models import Content, Figure, FigureRevision, FigureState, Origin
from goals.months import today
from goals.refusals import Conflict, Problem, Recorded, Refusal, Refusals, Refused, Unreadable
from goals.staging import Key, Revision, Standing, Store, store_for
from goals.years.closed import closed_years, refusal_of_entry
from jobcentres.changes import Recording, recording
from jobcentres.models import Area, Assignment, Change, User

_AT_ONCE = 2000
_NOT_REPORTED = FigureState.NOT_REPORTED.value
_MUNICIPALITY = Area.Level.MUNICIPALITY.value
_REVISION = FigureRevision._meta.label
_KINDS: dict[str, str] = {Origin.OFFICIAL: Change.Kind.OFFICIAL, Origin.FILE: Change.Kind.IMPORT}


def record_figures(
    *,
    entries: Iterable[FigureEntry | Unreadable],
    by: User | None,
    origin: str,
    kind: str | None = None,
    reason: str = "",
    idempotency_key: str = "",
    assignment: Assignment | None = None,
    correction_reason: str = "",
) -> Recorded:
    """Record all entries as one change, or none: raises `Refused`.

    Origin OFFICIAL (never with `by`) is the official source: approved at once, and for any area. With a
    `correction_reason`, entries that differ from an approved figure become correction requests. Raises
    `AlreadyRecorded` if `by` has used the idempotency key before.
    """

    def attempt() -> Recorded:
        with recording(
            by=by,
            kind=kind or _KINDS.get(origin, Change.Kind.FIGURES),
            reason=reason,
            idempotency_key=idempotency_key,
            assignment=assignment,
        ) as change:
            recorded = write_figures(
                change, entries=entries, by=by, origin=origin, correction_reason=correction_reason
            )
            recorded.change = None if change.is_empty else change.row
        return recorded

    try:
        return attempt()
    except IntegrityError:  # somebody changed one of the figures at the same moment
        if isinstance(entries, Iterator):
            raise
        return attempt()


def write_figures(
    change: Recording | None,
    *,
    entries: Iterable[FigureEntry | Unreadable],
    by: User | None,
    origin: str,
    correction_reason: str = "",
    standing: Mapping[Key, Standing] | None = None,
) -> Recorded:
    """Record the entries as part of `change`. None rehearses: the same answers, and nothing is written.

    `standing` is what the caller has just read of the figures concerned, to be spared a query. Where somebody
    has changed one of them since, the revision's number is taken: IntegrityError. Then read it anew.
    """
    writing = _Writing(change, by, origin, correction_reason, standing)
    numbered = enumerate(entries)
    while some := list(islice(numbered, _AT_ONCE)):
        writing.take(some)
    if writing.refusals:
        raise Refused(writing.refusals, writing.recorded)
    return writing.recorded


def release_figures(change: Recording, versions: Mapping[int, int], origin: str) -> None:
    """Approve figures (by key) as they stand in the versions given, each by a revision that says the same.

    Raises `Refused` if one of them no longer stands in its version. A figure already approved stays so.
    """
    numbered = iter(sorted(versions))
    while some := list(islice(numbered, _AT_ONCE)):
        rows = Figure.objects.filter(pk__in=some).order_by("pk").select_for_update()
        standing = [standing_of(figure) for figure in rows]
        refusals = [_changed_meanwhile(one) for one in standing if one.version != versions[one.pk]]
        if refusals:
            raise Refused(refusals, Recorded(refused=len(refusals)))
        released = [one for one in standing if one.approved_version != one.version]
        store = store_for(len(released))
        store.update([_released(one) for one in released])
        _lock_again(released)
        revisions = [_release(change.row.pk, origin, one) for one in released]
        store.append(revisions)
        for revision in revisions:
            change.include(_REVISION, revision.canonical())


def correct_figure(change: Recording, figure: Figure, content: Content, *, note: str) -> int:
    """Put `content` in the place of a released figure's, locked by the caller: the version it made."""
    current = standing_of(figure)
    version = current.version + 1
    said = (content.state, content.value, content.numerator, content.denominator)
    corrected = Standing(
        current.pk, current.key, *said, content.source_kind, content.source, version, version, False
    )
    store = store_for(1)
    store.update([corrected])
    _lock_again([current])
    revision = _revision(change.row.pk, str(Origin.CORRECTION), figure.pk, corrected, current, note)
    store.append([revision])
    change.include(_REVISION, revision.canonical())
    return version


def _lock_again(figures: Sequence[Standing]) -> None:
    """What was reopened and is released anew is read-only, as before."""
    reopened = [figure.pk for figure in figures if figure.is_reopened]
    if reopened:
        Figure.objects.filter(pk__in=reopened).update(is_reopened=False)


def standing_of(figure: Figure) -> Standing:
    return Standing(
        figure.pk,
        Key(figure.indicator_id, figure.area_id, figure.month),
        figure.state,
        figure.value,
        figure.numerator,
        figure.denominator,
        figure.source_kind,
        figure.source,
        figure.version,
        figure.approved_version,
        figure.is_reopened,
    )


def _changed_meanwhile(current: Standing) -> Refusal:
    message = _("The figure was changed while you were writing.")
    return Refusal("value", "conflict", message, conflict=_conflict(current))


def _released(figure: Standing) -> Standing:
    version = figure.version + 1
    return figure._replace(version=version, approved_version=version, is_reopened=False)


def _release(change_id: int, origin: str, figure: Standing) -> Revision:
    content = (figure.state, figure.value, figure.numerator, figure.denominator)
    said = (*content, figure.source_kind, figure.source)
    return Revision(figure.pk, change_id, figure.version + 1, str(origin), True, *said, *content, note="")


class _Step(NamedTuple):
    """What stands, and what shall stand in its place."""

    entry: FigureEntry
    replaced: Standing | None
    figure: Standing


class _Writing:
    """One run of the writer. It writes until the first refusal, and goes on judging after it."""

    def __init__(
        self,
        change: Recording | None,
        by: User | None,
        origin: str,
        correction_reason: str,
        standing: Mapping[Key, Standing] | None = None,
    ) -> None:
        if origin == Origin.OFFICIAL and by is not None:
            raise ValueError("the official source is no person")
        self.change = change
        self.by = by
        self.origin = origin
        self.is_official = origin == Origin.OFFICIAL
        self.correction_reason = correction_reason
        self.standing = standing
        self.today = today()
        self.recorded = Recorded()
        self.refusals = Refusals()

    def take(self, numbered: Sequence[tuple[int, FigureEntry | Unreadable]]) -> None:
        sound: dict[Key, tuple[int, FigureEntry]] = {}
        for index, entry in numbered:
            if isinstance(entry, tuple):
                self._refuse(entry)
                continue
            key = Key(entry.indicator.pk, entry.area.pk, entry.month)
            problems = self._problems(entry, is_repeated=key in sound)
            if problems:
                self._refuse(_placed(problem, index, entry) for problem in problems)
            else:
                sound[key] = index, normalised(entry)
        store = store_for(len(sound))
        known = store.standing(sound) if self.standing is None else self.standing
        steps, wishes = self._judge(sound, known)
        if wishes:
            wishes = self._sifted(wishes)
        if self.change is not None and not self.refusals:
            self._write(self.change, store, steps)
            if wishes:
                write_requests(self.change, wishes=wishes, reason=self.correction_reason)

    def _problems(self, entry: FigureEntry, *, is_repeated: bool) -> list[Problem]:
        problems = problems_of(entry, day=self.today)
        area = entry.area
        if self.by is not None and area.pk not in self.by.scopes.served_municipality_ids:
            message = _("You cannot enter figures for %(area)s.")
            problems.append(Problem("area", "not_yours", message % {"area": area.full_name}))
        elif not self.is_official and area.level != _MUNICIPALITY:
            message = _("Only the official source gives figures for %(area)s.")
            problems.append(Problem("area", "official_only", message % {"area": area.full_name}))
        if is_repeated:
            message = _("The same figure is there twice. Delete one of them.")
            problems.append(Problem("area", "duplicate", message))
        if self.correction_reason:
            problems += problems_of_reason(self.correction_reason)
        return problems

    def _judge(
        self, sound: dict[Key, tuple[int, FigureEntry]], standing: Mapping[Key, Standing]
    ) -> tuple[list[_Step], list[Wish]]:
        steps, wishes = [], []
        for key, (index, entry) in sound.items():
            current = standing.get(key)
            if self._says_the_same(entry, current):
                self.recorded.unchanged += 1
            elif objection := self._objection(index, entry, current):
                self._refuse([objection])
            elif current is None:
                self.recorded.new += 1
                steps.append(_Step(entry, None, self._next(key, entry, None)))
            elif current.is_locked and not self.is_official:
                self.recorded.requested += 1
                wishes.append(Wish(current.pk, current.version, entry, index))
            else:
                self.recorded.changed += 1
                steps.append(_Step(entry, current, self._next(key, entry, current)))
        return steps, wishes

    def _sifted(self, wishes: list[Wish]) -> list[Wish]:
        """Without those that wait already; another wish for the same figure is refused."""
        sifted = sift(wishes, is_filing=self.change is not None)
        self.recorded.requested -= sifted.waiting + len(sifted.refusals)
        self.recorded.unchanged += sifted.waiting
        for refusal in sifted.refusals:
            self._refuse([refusal])
        return sifted.wishes

    def _says_the_same(self, entry: FigureEntry, current: Standing | None) -> bool:
        if current is None:
            return entry.state == _NOT_REPORTED
        is_settled = current.approved_version == current.version or not self.is_official
        return is_settled and _content(entry) == current[2:8]

    def _objection(self, index: int, entry: FigureEntry, current: Standing | None) -> Refusal | None:
        is_locked = current is not None and current.is_locked
        if self._is_closed(entry.month.year) and not (is_locked and self.correction_reason):
            message = refusal_of_entry(entry.month.year, is_released=is_locked)
            return Refusal("value", "year_closed", message, index, entry.line)
        if current is None:
            return None
        if entry.expected_version is not None and entry.expected_version != current.version:
            message = _("The figure was changed while you were writing.")
            conflict = _conflict(current)
            return Refusal("value", "conflict", message, index, entry.line, conflict=conflict)
        if is_locked and not self.is_official and not self.correction_reason:
            message = _("The figure has been released. Ask for a correction instead.")
            return Refusal("value", "locked", message, index, entry.line)
        return None

    def _is_closed(self, year: int) -> bool:
        """To people. No year is closed before it is over."""
        return year < self.today.year and not self.is_official and year in self._closed_years

    @cached_property
    def _closed_years(self) -> frozenset[int]:
        return closed_years()

    def _next(self, key: Key, entry: FigureEntry, current: Standing | None) -> Standing:
        pk, version, approved, is_reopened = 0, 1, 0, False
        if current is not None:
            pk, version = current.pk, current.version + 1
            approved, is_reopened = current.approved_version, current.is_reopened
        approved = version if self.is_official else approved
        return Standing(pk, key, *_content(entry), version, approved, is_reopened)

    def _write(self, change: Recording, store: Store, steps: Sequence[_Step]) -> None:
        new = [step.figure for step in steps if step.replaced is None]
        keys = iter(store.insert(new) if new else ())
        changed = [step.figure for step in steps if step.replaced is not None]
        if not self.is_official:
            _refuse_closed([figure.pk for figure in changed if figure.is_reopened])
        if changed:
            store.update(changed)
        change_id, origin = change.row.pk, str(self.origin)
        revisions = [
            _revision(
                change_id, origin, step.figure.pk or next(keys), step.figure, step.replaced, step.entry.note
            )
            for step in steps
        ]
        store.append(revisions)
        for revision in revisions:
            change.include(_REVISION, revision.canonical())

    def _refuse(self, refusals: Iterable[Refusal]) -> None:
        self.refusals.add(tuple(refusals))
        self.recorded.refused += 1


def _refuse_closed(reopened: Collection[int]) -> None:
    """Raises IntegrityError if one of the figures, read as reopened, has been closed since."""
    if not reopened:
        return
    rows = Figure.objects.filter(pk__in=reopened, is_reopened=True).order_by("pk")
    rows = rows.select_for_update(no_key=True)
    if len(rows.values_list("pk")) < len(reopened):
        raise IntegrityError("the month was closed at the same moment")


def _content(
    entry: FigureEntry,
) -> tuple[str, Decimal | None, Decimal | None, Decimal | None, str, str]:
    return (entry.state, entry.value, entry.numerator, entry.denominator, entry.source_kind, entry.source)


def _revision(
    change_id: int, origin: str, figure_id: int, figure: Standing, replaced: Standing | None, note: str
) -> Revision:
    return Revision(
        figure_id,
        change_id,
        figure.version,
        origin,
        figure.approved_version == figure.version,
        *figure[2:8],
        *(replaced[2:6] if replaced else ("", None, None, None)),
        note=note,
    )


def _placed(problem: Problem, index: int, entry: FigureEntry) -> Refusal:
    return Refusal(problem.field, problem.code, problem.message, index, entry.line)


def _conflict(current: Standing) -> Conflict:
    last = FigureRevision.objects.select_related("change__by").get(figure=current.pk, version=current.version)
    return Conflict(current, last.change.by, last.change.recorded_at)
