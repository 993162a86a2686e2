from __future__ import annotations

from collections.abc import Iterator

import pytest

from jobcentres import clock
from tests.goals.figure_builders import TENTH_OF_JUNE, World, make_world


@pytest.fixture
def world(db: None) -> Iterator[World]:
    """Two jobcentres with their people on 10 June 2014."""
    with clock.standing_at(TENTH_OF_JUNE):
        yield make_world()
