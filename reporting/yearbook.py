"""What belongs to the months of indicators besides figures: series breaks, deadlines, clusters, and of an
area the sources of its figures and the jobcentre's comments. At most one query, whatever is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import chain
from typing import Any, NamedTuple

from goals.models import Indicator, ReturnEvent, ReturnLine
from goals.months import Month
from goals.progress import Released
from goals.replacements import released
from goals.series import lacks_promises
from jobcentres.remembered import Remembered, chain_end
from reporting import yearbook_parts as parts
from reporting.places import Clustered
from reporting.promised import Promised
from reporting.yearbook_parts import PROMISE

YEARS_DRAWN = 5


class SeriesMark(NamedTuple):
    """A series break, or a reform that left the series comparable."""

    month: Month
    name: str
    is_break: bool


class Record(NamedTuple):
    """One accepted change of a figure: where the figure came from, when, and what stood there before."""

    version: int
    is_approved: bool
    recorded_at: datetime
    origin: str
    source_kind: str
    source: str
    replaced: Decimal | None


class Remark(NamedTuple):
    """What the jobcentre says of a line; `is_unpublished`: that its source has no figure yet."""

    text: str
    is_unpublished: bool


class Reference(NamedTuple):
    """What is the same for every area and reader, and kept until something is recorded."""

    marks: dict[int, list[SeriesMark]]
    deadlines: dict[tuple[int, Month], datetime]
    clusters: list[Clustered] | None


_remembered: Remembered[tuple[frozenset[int], int, Month | None], Reference] = Remembered(16)


@dataclass(slots=True)
class Yearbook:
    """By indicator (and month, and area); what there is none of is left out."""

    marks: dict[int, list[SeriesMark]] = field(default_factory=lambda: defaultdict(list))
    deadlines: dict[tuple[int, Month], datetime] = field(default_factory=dict)
    clusters: list[Clustered] | None = None
    """None if they were not asked for."""
    records: dict[tuple[int, int, Month], list[Record]] = field(default_factory=lambda: defaultdict(list))
    released: dict[tuple[int, int, Month], list[Released]] = field(default_factory=lambda: defaultdict(list))
    changed: dict[tuple[int, int, Month], list[Released]] = field(default_factory=lambda: defaultdict(list))
    reasons: dict[tuple[int, int, Month], dict[datetime, str]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    """Why a released version was corrected, by when it was recorded."""
    submitted: dict[tuple[int, int, Month], dict[int, datetime]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    """When each version of a figure was submitted, if it was."""
    remarks: dict[tuple[int, int, Month], Remark] = field(default_factory=dict)
    _said: list[tuple[int, str, str, tuple[int, int, Month]]] = field(default_factory=list)

    @classmethod
    def read(
        cls,
        indicators: Collection[Indicator],
        year: int,
        *,
        notes_of: Collection[int] = (),
        known_on: datetime | None = None,
        clusters_in: Month | None = None,
        changed_since: datetime | None = None,
        changed_in: Collection[int] | None = None,
    ) -> Yearbook:
        """Deadlines of `year`, all series breaks; records and comments of the areas `notes_of`, from the
        December before the year on, and their released versions as far back as a figure shows; the clusters
        of the month `clusters_in`. Without notes: the released versions, in the areas `changed_in` (None:
        all), of figures that got another after `changed_since`.

        Records, comments and versions are those recorded up to `known_on` (None: now); deadlines and breaks
        are reference data, as they are now."""
        months = (Month.december(year - 1), Month.december(year))
        end, key = chain_end(), (frozenset(indicator.pk for indicator in indicators), year, clusters_in)
        known = _remembered.get(key, end)
        asked: list[Any] = []
        promised = Promised(year) if known_on is None and lacks_promises(year, end) else None
        if known is None:
            asked += [parts.marks(indicators), parts.deadlines(indicators, months)]
            asked += [parts.clusters(indicators, clusters_in)] if clusters_in else []
        if promised:
            asked.append(promised.rows())
        drawn = (Month.december(year - YEARS_DRAWN), Month.december(year))
        if changed_since is not None and not notes_of:
            asked.append(parts.changed(indicators, drawn, changed_in, changed_since))
        if notes_of:
            of_then = {} if known_on is None else {"change__recorded_at__lte": known_on}
            remarks = parts.remarks if known_on is None else parts.remarks_then
            asked += [
                parts.records(indicators, months, notes_of, of_then),
                parts.released(indicators, drawn, notes_of, of_then),
                parts.submitted(indicators, months, notes_of, known_on),
                remarks(indicators, months, notes_of, of_then),
            ]
        book = cls(*known) if known else cls(clusters=[] if clusters_in else None)
        for kind, *content in _together(asked):
            if kind == PROMISE and promised:
                promised.add(*content)
            else:
                book._add(kind, *content)
        if promised:
            promised.keep(end)
        if known is None:
            _remembered.keep(key, Reference(book.marks, book.deadlines, book.clusters), end)
        for records in book.records.values():
            records.sort()
        book._note_said()
        return book

    def _add(self, kind: str, indicator: int, month: Month, area: int, *content: Any) -> None:
        moment, text, word, other, flag, number, amount, *shares = content
        match kind:
            case "mark":
                self.marks[indicator].append(SeriesMark(month, text, flag))
            case "deadline":
                self.deadlines[indicator, month] = moment
            case "cluster" if self.clusters is not None:
                self.clusters.append(Clustered((month, number), word, indicator, text, area))
            case "record":
                record = Record(number, flag, moment, word, other, text, amount)
                self.records[indicator, area, month].append(record)
            case "changed":
                version = released(number, moment, word, other, amount, *shares)
                self.changed[indicator, area, month].append(version)
            case "released":
                version = released(number, moment, word, other, amount, *shares)
                self.released[indicator, area, month].append(version)
                self.reasons[indicator, area, month][moment] = text
            case "submitted":
                self.submitted[indicator, area, month][number] = moment
            case "remark":
                self.remarks[indicator, area, month] = Remark(text, word == ReturnLine.State.NOT_PUBLISHED)
            case "said":
                self._said.append((number, word, text, (indicator, area, month)))

    def _note_said(self) -> None:
        """The events of the lines, one after the other, give the remark that stood there then."""
        for _number, kind, text, place in sorted(self._said):
            remark = self.remarks.get(place, Remark("", False))
            if kind == ReturnEvent.Kind.COMMENT:
                self.remarks[place] = remark._replace(text=text)
            else:
                is_unpublished = text == ReturnLine.State.NOT_PUBLISHED
                self.remarks[place] = remark._replace(is_unpublished=is_unpublished)


def _together(parts: Sequence[Any]) -> Any:
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else chain(*parts)
