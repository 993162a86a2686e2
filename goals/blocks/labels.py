"""What is written over and beside the numbers: municipalities, indicators and their parts, months."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from goals.blocks.frame import DENOMINATOR, NUMERATOR, VALUE, Frame
from goals.blocks.months import read_period, read_year
from goals.imports.names import Areas, Indicators
from goals.models import Indicator
from jobcentres.models import Area
from jobcentres.naming import plain

_SAYS_NOTHING = frozenset(
    """
    kommune|kommuner|kommunekode|kommunenavn|kommunenummer|kommunenr|komnr|kode|navn|omraade|omraader|area|municipality
    indikator|indikatorer|indicator|maaned|maaneder|mdr|month|periode|period|aar|aarstal|year|jobcenter|jobcentre
    tal|antal|antal personer|number of persons|personer|persons|maal|ministermaal|enhed|unit
    """.strip()
    .replace("\n", "|")
    .replace("    ", "")
    .split("|")
)
_PARTS = {
    "vaerdi": VALUE,
    "value": VALUE,
    "pct": VALUE,
    "i pct": VALUE,
    "procent": VALUE,
    "i procent": VALUE,
    "procenttal": VALUE,
    "percent": VALUE,
    "per cent": VALUE,
    "andel": VALUE,
    "eller kun procenttallet": VALUE,
    "or only the percentage": VALUE,
    "taeller": NUMERATOR,
    "numerator": NUMERATOR,
    "naevner": DENOMINATOR,
    "denominator": DENOMINATOR,
}
_SUMS = frozenset({"i alt", "ialt", "total", "sum", "tilsammen", "samlet"})
_ASIDES = frozenset(
    {"kilde", "source", "bemaerkning", "bemaerkninger", "note", "noter", "state", "tilstand"}
    | {"kommentar", "kommentarer", "comment", "sidste tal", "latest number"}
)
_CODE = re.compile(r"0?[1-9][0-9]{2}(?:[.,]0)?")
_CODE_AND_NAME = re.compile(r"(0?[1-9][0-9]{2})[ –-]+([^\W\d].*)", re.DOTALL)
_BETWEEN = re.compile(r"[,;:·|()\n/]| [-–—] ")
_AROUND = re.compile(r"^(?:antal|andel) | (?:i pct|pct|i procent|procent|antal|personer)$")
_MOST_WORDS, _LONGEST, _KEPT = 10, 200, 4096
_OF_SEVERAL = frozenset(
    {"jobcenter", "jobcentre", "region"}
)  # may be more than the municipality of that name


@dataclass(frozen=True, slots=True)
class Label:
    """What one or more cells say about the numbers beside or under them."""

    area: Area | None = None
    indicator: Indicator | None = None
    part: str = ""
    number: int | None = None
    year: int | None = None
    is_sum: bool = False
    is_aside: bool = False
    unknown: str = ""

    @property
    def says_something(self) -> bool:
        return self != _NOTHING


_NOTHING = Label()
_FACETS = tuple(field.name for field in fields(Label))


def joined(labels: Iterable[Label]) -> Label | None:
    """What all of them say together; None if they contradict each other."""
    said: dict[str, Any] = {}
    for label in labels:
        for name in _FACETS:
            value = getattr(label, name)
            if value and said.setdefault(name, value) != value:
                return None
    return Label(**said)


def over(above: Label, below: Label) -> Label:
    """What `above` says, and for the rest `below`."""
    if above.number and not above.year and below.number:
        below = replace(below, number=None)
    return Label(**{name: getattr(above, name) or getattr(below, name) for name in _FACETS})


class Vocabulary:
    """Reads labels. What the sheet calls its goals and fields is known beside codes and names."""

    def __init__(self, frame: Frame) -> None:
        self._areas = Areas()
        self._indicators = Indicators()
        self._names = _own_names(frame)
        self._own_areas = [
            plain(name) for area in frame.municipalities for name in (area.name, area.full_name)
        ]
        self._own_codes = {area.code.lstrip("0") for area in frame.municipalities}
        if len(frame.municipalities) == 1:
            self._names[plain(frame.jobcentre.name)] = Label(area=frame.municipalities[0])
        self.read = lru_cache(_KEPT)(self._read)
        self._in_words = lru_cache(_KEPT)(self._read_words)

    def is_own_code(self, text: str) -> bool:
        return bool(_CODE.fullmatch(text)) and text.lstrip("0")[:3] in self._own_codes

    def is_near_own_area(self, text: str) -> bool:
        return bool(get_close_matches(plain(text[:100]), self._own_areas))

    def reason(self, text: str, *, is_area: bool | None) -> str:
        """Why a label was not understood, as what stands beside it lets one guess what was meant."""
        if is_area is None:
            is_area = isinstance(self._indicators.find(text), str) and not self._is_near_indicator(text)
        answer = self._areas.find(text) if is_area else self._indicators.find(text)
        return answer if isinstance(answer, str) else _("This stands where something else was expected.")

    def _is_near_indicator(self, text: str) -> bool:
        known = {plain(name) for name in self._names}
        words = set(plain(text).split())
        return any(words & set(name.split()) for name in known if len(name) > 3)

    def _read(self, text: str) -> Label:
        written = text.strip()
        if len(written) > _LONGEST:
            return Label(unknown=written[:100])
        found = self._whole(written) or self._in_pieces(written) or self._in_words(*written.split())
        return found or Label(unknown=written[:100])

    def _whole(self, text: str) -> Label | None:
        key = plain(text)
        if not key or key in _SAYS_NOTHING:
            return _NOTHING
        if period := read_period(text):
            return Label(number=period.number, year=period.year)
        if text.isascii() and text.isdigit() and (len(text) < 3 or read_year(text)):
            return self._number(text)
        if key in _PARTS:
            return Label(part=_PARTS[key])
        if key in _SUMS:
            return Label(is_sum=True)
        if key in _ASIDES:
            return Label(is_aside=True)
        return self._named(text)

    def _number(self, text: str) -> Label | None:
        """Of a column that has only numbers as names: the year, or the month of the year."""
        if year := read_year(text):
            return Label(year=year)
        return Label(number=int(text)) if 1 <= int(text) <= 12 else None

    def _named(self, text: str) -> Label | None:
        key = plain(text)
        if key in self._names:
            return self._names[key]
        if indicator := self._indicators.known(text):
            return Label(indicator=indicator)
        if (not text[0].isdigit() or _CODE.fullmatch(text)) and (area := self._areas.known(text)):
            return Label(area=area)
        bare = _AROUND.sub("", key)
        if bare != key and bare in self._names:
            named = self._names[bare]
            is_share = key.endswith(("pct", "procent")) and not named.part
            return replace(named, part=VALUE) if is_share else named
        return None

    def _in_pieces(self, text: str) -> Label | None:
        """`Langtidsledige, Esbjerg Kommune, april 2014`, `0561 Esbjerg`."""
        coded = _CODE_AND_NAME.fullmatch(text)
        pieces = coded.groups() if coded else [one.strip() for one in _BETWEEN.split(text) if one.strip()]
        if len(pieces) < 2:
            return None
        read = [self._whole(piece) or self._in_words(*piece.split()) for piece in pieces]
        understood = [label for label in read if label is not None]
        return joined(understood) if len(understood) == len(read) else None

    def _read_words(self, *words: str) -> Label | None:
        """`Langtidsledige april 2014`, `Samarbejdsgrad Esbjerg`, `Langtidsledige i april`."""
        if words[:1] and plain(words[0]) in _OF_SEVERAL:
            return None
        for end in range(1, len(words) if len(words) <= _MOST_WORDS else 0):
            first = self._whole(" ".join(words[:end]))
            if first is None:
                continue
            rest = words[end + 1 :] if words[end] == "i" else words[end:]
            second = self._whole(" ".join(rest)) or self._in_words(*rest)
            if second is not None:
                return joined([first, second])
        return None


def _own_names(frame: Frame) -> dict[str, Label]:
    """The sheet's own words; a part that two indicators call the same names neither."""
    names: dict[str, Label | None] = {}

    def add(text: str, label: Label) -> None:
        key = plain(text)
        if key:
            names[key] = label if names.get(key, label) == label else None

    for goal in frame.goals:
        indicator = goal.indicator
        add(goal.short_name, Label(indicator=indicator))
        add(indicator.numerator_name, Label(indicator=indicator, part=NUMERATOR))
        add(indicator.denominator_name, Label(indicator=indicator, part=DENOMINATOR))
        add(indicator.name, Label(indicator=indicator))
        add(indicator.code, Label(indicator=indicator))
        if goal.goal_year.year == frame.year:
            kind = "eget mål" if goal.is_own else "ministermål"
            add(f"{kind} {goal.number}", Label(indicator=indicator))
    return {key: label for key, label in names.items() if label}
