"""Every region, municipality and jobcentre to choose from, in Danish order."""

from __future__ import annotations

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from jobcentres.models import Area
from jobcentres.naming import sort_key
from reporting.places import NotThere, Places, ServedBy

COUNTRY, REGION, MUNICIPALITY, JOBCENTRE = "landet", "region", "kommune", "jobcenter"


class Choosable(NamedTuple):
    value: str
    label: str


class ChoosableGroup(NamedTuple):
    label: str
    options: list[Choosable]


def places_list(places: Places) -> list[ChoosableGroup]:
    """For a list of choices; `address_of` leads on from the value chosen."""
    return [
        ChoosableGroup(_("Municipalities"), [_area(MUNICIPALITY, area) for area in places.municipalities]),
        ChoosableGroup(_("Jobcentres"), [_jobcentre(by) for by in _jobcentres(places)]),
        ChoosableGroup(
            _("Employment regions and the whole country"),
            [
                *(_area(REGION, area) for area in places.regions),
                *(Choosable(COUNTRY, area.full_name) for area in places.of_level(Area.Level.COUNTRY)),
            ],
        ),
    ]


def address_of(value: str, places: Places) -> str:
    """Raises `NotThere`."""
    kind, _dash, key = value.partition("-")
    if kind == COUNTRY:
        return reverse("country")
    if kind == JOBCENTRE:
        places.served_from(key)
        return reverse("jobcentre", args=[key])
    if kind in (REGION, MUNICIPALITY):
        return places.of_code(key).get_absolute_url()
    raise NotThere(_("There is no place “%(place)s”.") % {"place": value})


def _area(kind: str, area: Area) -> Choosable:
    return Choosable(f"{kind}-{area.code}", area.full_name)


def _jobcentre(by: ServedBy) -> Choosable:
    return Choosable(f"{JOBCENTRE}-{by.slug}", by.name)


def _jobcentres(places: Places) -> list[ServedBy]:
    found = {by.slug: by for area in places.municipalities if (by := places.served_by(area))}
    return sorted(found.values(), key=lambda by: sort_key(by.name))
