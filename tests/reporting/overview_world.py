"""A region of four municipalities in a country of seven, for the tests of the overview pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from goals.models import Indicator
from jobcentres.models import Area
from tests.builders import (
    make_area,
    make_figure,
    make_goal,
    make_indicator,
    make_sample_installation,
    make_target,
)
from tests.cast import Cast
from tests.reporting.municipality_world import make_deadline

REGION, COUNTRY = "/regioner/HS/", "/landet/"


@dataclass(frozen=True)
class World:
    cast: Cast
    pensions: Indicator
    companies: Indicator
    aero: Area
    aarre: Area
    lejre: Area


def make_world(cast: Cast) -> World:
    """12 June 2014. In Hovedstaden & Sjælland Sorø is on track, Lejre behind; Ærø has a small number."""
    hs = cast.places.hs
    world = World(
        cast=cast,
        pensions=make_indicator("foertidspension", name="Førtidspension"),
        companies=make_indicator("samarbejdsgrad", unit="percent", direction="up", window="calendar_year"),
        aero=make_area("9001", "Ærø", parent=hs),
        aarre=make_area("9002", "Aarre", parent=hs),
        lejre=make_area("9003", "Lejre", parent=hs),
    )
    for number, indicator in enumerate((world.pensions, world.companies), start=1):
        make_goal(indicator, number=number)
    make_deadline(world.pensions, "2014-05", date(2014, 6, 10))
    for area, before, now in ((cast.places.soroe, 72, 34), (world.lejre, 100, 90), (world.aero, 6, 4)):
        make_figure(area, world.pensions, "2013-04", before)
        make_figure(area, world.pensions, "2014-04", now)
    make_figure(cast.places.soroe, world.pensions, "2014-05", 33)
    make_figure(world.aarre, world.pensions, "2013-05", 20)
    for area, target in ((cast.places.soroe, 38), (world.lejre, 60), (world.aero, 3)):
        make_target(area, world.pensions, target, baseline=target * 2, baseline_month="2012-12")
    make_target(hs, world.companies, "40.0")
    make_figure(hs, world.companies, "2013-12", "33.1")
    make_sample_installation(date(2014, 6, 12))
    return world


def names_in(page: str) -> list[str]:
    """The municipalities of the page's last matrix, from the top."""
    rows = page.split('class="table table--compact matrix"')[-1].split("<tbody>")[1].split("</tbody>")[0]
    return re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a>', rows)
