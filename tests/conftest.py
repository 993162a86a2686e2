"""What every test may use: the places and the people of tests/cast.py."""

from __future__ import annotations

from collections.abc import Iterator

import hypothesis
import pytest

from jobcentres import remembered
from tests.cast import cast, client_of, places

__all__ = ["cast", "client_of", "places"]

hypothesis.settings.register_profile("suite", deadline=None)  # a busy machine is no fault
hypothesis.settings.load_profile("suite")


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """What was kept of one test's database does not hold for the next one's."""
    remembered.forget_all()
    yield
    remembered.forget_all()
