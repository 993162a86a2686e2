"""What the head of a page of results offers besides printing: files of what it shows, and its address to pass
on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from goals.months import now
from jobcentres.models import Area, User
from reporting import wording
from reporting.answers.form import new_key
from reporting.answers.making import may_answer
from reporting.bundles.rights import may_have_all
from reporting.choices import BASIS_WORDS, Kept, reader_of
from reporting.fetch import KINDS
from reporting.moments import written_moment
from reporting.summaries import Choice

UNSAID = frozenset({"kendt", "siden", "csrfmiddlewaretoken"})
"""What an address passed on says otherwise, or leaves out: since when the reader looks."""


class FileButton(NamedTuple):
    """`address` takes a POST; `area` is sent along where the address does not say it."""

    address: str
    text: str
    area: str = ""


class PassedOn(NamedTuple):
    """An address to copy, and what whoever opens it will see."""

    name: str
    address: str
    says: str


@dataclass(frozen=True, slots=True)
class PageTools:
    """`asked`: what the buttons send along; `more` leads to the page of exports with the same choice."""

    files: tuple[FileButton, ...]
    asked: Kept
    more: str
    addresses: tuple[PassedOn, ...]
    key: str
    """Of the form."""
    has_answers: bool
    """The reader makes answers to questions."""
    bundles: str
    """The page that has the reports of all municipalities here made, for those who may have them made."""


def page_tools(
    request: HttpRequest, choice: Choice, areas: Sequence[Area], *, own: Sequence[PassedOn] = ()
) -> PageTools:
    """For a page about `areas`. `own`: the addresses of a page that says its choice otherwise."""
    asked, has_answers = list(choice_words(choice).items()), may_answer(reader_of(request))
    return PageTools(
        files=(*_files(areas), *(_answers(areas) if has_answers else ())),
        has_answers=has_answers,
        key=new_key(),
        asked=asked,
        more=_more(asked, areas),
        bundles=_bundles(reader_of(request), choice, areas),
        addresses=tuple(own or addresses_of(request, choice)),
    )


def choice_words(choice: Choice) -> dict[str, str]:
    """`aar`, `maaned`, `grundlag` and, of a moment of the past, `kendt`: as addresses and forms say them."""
    said = {"aar": str(choice.year), "maaned": str(choice.as_of), "grundlag": BASIS_WORDS[choice.basis]}
    return said | ({"kendt": written_moment(choice.known_on)} if choice.known_on else {})


def _files(areas: Sequence[Area]) -> Iterator[FileButton]:
    for area in areas:
        for word, kind in KINDS.items():
            text = str(kind.label) if len(areas) == 1 else f"{kind.label}, {area.name}"
            yield FileButton(reverse("fetch", args=[word, area.code]), text)


def _answers(areas: Sequence[Area]) -> Iterator[FileButton]:
    for area in areas:
        text = _("Answer kit for a question")
        yield FileButton(reverse("answers"), text if len(areas) == 1 else f"{text}, {area.name}", area.code)


def _more(asked: Kept, areas: Sequence[Area]) -> str:
    places = [("omraade", area.code) for area in areas if area.level != Area.Level.COUNTRY]
    return f"{reverse('extracts')}?{urlencode([*asked, *places], safe=':')}"


def _bundles(user: User, choice: Choice, areas: Sequence[Area]) -> str:
    if len(areas) != 1 or not may_have_all(user, areas[0]):
        return ""
    return f"{reverse('bundles')}?{urlencode({'omraade': areas[0].code, 'maaned': str(choice.as_of)})}"


def addresses_of(request: HttpRequest, choice: Choice) -> Iterator[PassedOn]:
    """Of a page of the present, whose figures may change, also the one that holds them to this second."""
    if choice.known_on is not None:
        moment = wording.full_moment(choice.known_on)
        told = _("Shows the figures as they stood on %(moment)s.") % {"moment": moment}
        yield PassedOn("then", _address(request, choice), told)
        return
    told = _("Shows the newest figures for the same month: they may have changed.")
    yield PassedOn("now", _address(request, choice), told)
    held = held_now(choice)
    moment = wording.full_moment(held.moment)
    told = _("Shows the figures as they stand now, %(moment)s, whenever it is opened.") % {"moment": moment}
    yield PassedOn("then", _address(request, held), told)


def held_now(choice: Choice) -> Choice:
    return replace(choice, known_on=now().replace(microsecond=0))


def _address(request: HttpRequest, choice: Choice) -> str:
    """The whole address of this page: all that it chooses is said."""
    others = {name: str(value) for name, value in request.GET.items() if value and name not in UNSAID}
    return whole_address(request, others | choice_words(choice))


def whole_address(request: HttpRequest, said: Mapping[str, str]) -> str:
    query = f"?{urlencode(said, safe=':')}" if said else ""
    return request.build_absolute_uri(request.path + query)
