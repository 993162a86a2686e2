"""Four eyes: who has entered a figure does not certify it, where the jobcentre wants it so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import F
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.models import Figure, FigureRevision
from jobcentres.models import User


def entered_by(figure_ids: Collection[int]) -> dict[int, set[int]]:
    """By the figure's key the people who have entered it since it was last released, in one query."""
    rows = FigureRevision.objects.filter(
        figure__in=figure_ids, version__gt=F("figure__approved_version"), change__by__isnull=False
    )
    people: dict[int, set[int]] = defaultdict(set)
    for figure_id, person_id in rows.order_by().values_list("figure_id", "change__by_id"):
        people[figure_id].add(person_id)
    return people


def parted(figures: Collection[Figure], by: User) -> tuple[list[Figure], list[Figure]]:
    """The figures that `by` may certify, and those that somebody else must."""
    people = entered_by([figure.pk for figure in figures])
    own = [figure for figure in figures if by.pk in people[figure.pk]]
    return [figure for figure in figures if figure not in own], own


def kept_text(figures: Iterable[Figure]) -> str:
    """`Langtidsledige har du selv indtastet. En anden skal indsende det.`; nothing without figures."""
    found = list(figures)
    if not found:
        return ""
    several_places = len({figure.area_id for figure in found}) > 1
    names = [
        f"{figure.indicator.name} ({figure.area.full_name})" if several_places else figure.indicator.name
        for figure in found
    ]
    text = ngettext(
        "You have entered %(names)s yourself. Somebody else must submit it.",
        "You have entered %(names)s yourself. Somebody else must submit them.",
        len(found),
    )
    return text % {"names": get_text_list(names, _("and"))}
