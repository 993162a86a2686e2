"""What every test may use: the places and the people of tests/cast.py."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import hypothesis
import pytest

from jobcentres import remembered
from tests.cast import cast, client_of, places

__all__ = ["cast", "client_of", "places"]

hypothesis.settings.register_profile("suite", deadline=None)  # a busy machine is no fault
hypothesis.settings.load_profile("suite")


DATABASE_FIXTURES = {"db", "django_db_setup", "live_server", "transactional_db"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what reaches a database. pytest-django lets no other test reach one: those need running once."""
    for item in items:
        if item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.database)


def pytest_collection_finish() -> None:
    """What the modules hold is no garbage: a tenth of the time went to looking through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """What was kept of one test's database does not hold for the next one's."""
    remembered.forget_all()
    yield
    remembered.forget_all()
