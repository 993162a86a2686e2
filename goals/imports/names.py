"""Areas and indicators by what a file calls them; what is unknown gets the nearest known name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from typing import Generic, TypeVar

from django.db.models import F
from django.utils.translation import gettext as _

from goals.models import Indicator
from jobcentres.models import Area
from jobcentres.naming import plain

_CODE = re.compile(r"0?([1-9][0-9]{2})(?:[.,]0)?")
_KEPT = 4096  # a file says the same thousands of times
_HINTS = 500  # looking for the nearest name is slow, and nobody reads so many hints

Named = TypeVar("Named", bound=Area | Indicator)


class _Names(Generic[Named]):
    def __init__(self, known: dict[str, Named]) -> None:
        self._known = known
        self._hints = 0

    def nearest(self, text: str) -> Named | None:
        self._hints += 1
        near = get_close_matches(plain(text[:100]), self._known, n=1) if self._hints <= _HINTS else ()
        return self._known[near[0]] if near else None

    def get(self, text: str) -> Named | None:
        return self._known.get(plain(text))


class Areas:
    """`0340`, `340`, `340.0`, `Sorø`, `Soroe Kommune`, `MJ`, `Beskæftigelsesregion Midtjylland`, `DK`."""

    def __init__(self) -> None:
        areas = list(Area.objects.all())
        self._by_code = {area.code.casefold(): area for area in areas}
        self._names = _Names({plain(name): area for area in areas for name in _spellings(area)})
        self.find = lru_cache(_KEPT)(self._find)

    def known(self, text: str) -> Area | None:
        written = text.strip()
        number = _CODE.fullmatch(written)
        found = self._by_code.get(f"0{number[1]}" if number else written.casefold())
        return found or self._names.get(written)

    def _find(self, text: str) -> Area | str:
        """The area, or what is wrong with the text."""
        written = text.strip()
        if not written:
            return _("Write the code or the name of the area, e.g. 0340.")
        found = self.known(written)
        if found is not None:
            return found
        if written[0].isdigit():
            return _("No municipality has this code. Write four digits, e.g. 0340, or the name.")
        return self._unknown(written)

    def _unknown(self, written: str) -> str:
        near = self._names.nearest(written)
        if near is None:
            return _("There is no such area. Write its code, e.g. 0340, or its name.")
        if near.level == Area.Level.MUNICIPALITY:
            message = _("There is no such municipality. Do you mean %(name)s (%(code)s)?")
        else:
            message = _("There is no such area. Do you mean %(name)s (%(code)s)?")
        return message % {"name": near.name, "code": near.code}


def _spellings(area: Area) -> Iterable[str]:
    yield area.name
    yield area.name.replace("&", "og")
    yield area.full_name
    yield area.full_name.replace("&", "og")
    if area.level == Area.Level.MUNICIPALITY:
        yield f"{area.name} Kommune"
        yield f"{area.name}s Kommune"
        yield f"{area.name}s Regionskommune"


class Indicators:
    """By code or name."""

    def __init__(self) -> None:
        indicators = list(Indicator.objects.order_by(F("owner").asc(nulls_last=True)))  # the last name wins
        codes = {plain(indicator.code): indicator for indicator in indicators}
        self._names = _Names({plain(indicator.name): indicator for indicator in indicators} | codes)
        self.find = lru_cache(_KEPT)(self._find)

    def known(self, text: str) -> Indicator | None:
        return self._names.get(text)

    def _find(self, text: str) -> Indicator | str:
        """The indicator, or what is wrong with the text."""
        found = self.known(text)
        if found is not None:
            return found
        if not text.strip():
            return _("Write the code of the indicator.")
        near = self._names.nearest(text)
        if near is None:
            return _("There is no such indicator.")
        return _("There is no such indicator. Do you mean %(code)s?") % {"code": near.code}
