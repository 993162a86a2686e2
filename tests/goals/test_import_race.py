"""The same file is imported several times in the same moment, in threads of their own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from threading import Barrier

import pytest
from django.db import connection

from goals.imports import import_figures
from goals.models import Figure, FigureRevision
from goals.refusals import Recorded
from jobcentres.models import Change
from tests.builders import make_sample_installation
from tests.goals.figure_builders import World, make_world
from tests.goals.import_files import figures

TIMES = 3
SERIES = ("foertidspension", "langtidsledige")
AREAS = ("0330", "0340", "0851", "HS", "NJ", "DK")


@pytest.fixture
def world(transactional_db: None) -> World:
    make_sample_installation(date(2014, 6, 10))
    return make_world()


def at_once(content: bytes) -> list[Recorded]:
    barrier = Barrier(TIMES)

    def run(_number: int) -> Recorded:
        barrier.wait()
        try:
            return import_figures(BytesIO(content))
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as pool:
        return sorted(pool.map(run, range(TIMES)), key=lambda recorded: recorded.new)


@pytest.mark.parametrize("years", [1, 7])
def test_of_imports_at_once_one_is_recorded_and_the_others_find_nothing_new(world: World, years: int) -> None:
    months = [f"{2013 - year}-{month:02}" for year in range(years) for month in range(1, 13)]
    rows = [f"{code};{area};{month};7" for month in months for code in SERIES for area in AREAS]

    counted = at_once(figures(*rows))

    assert [(one.new, one.unchanged) for one in counted] == [(0, len(rows))] * 2 + [(len(rows), 0)]
    assert Figure.objects.count() == FigureRevision.objects.count() == len(rows)
    assert Change.objects.count() == 1
