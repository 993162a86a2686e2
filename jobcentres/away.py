"""Whether a fault means that the database was away."""

from __future__ import annotations

from typing import Any, cast

from django.db import DatabaseError, InterfaceError, OperationalError, connection


def is_away(exception: BaseException) -> bool:
    """Whether the database could not answer: itself, or as what the exception goes back to."""
    step: BaseException | None = exception
    while step is not None:
        if isinstance(step, (OperationalError, InterfaceError)) or _is_of_driver(step):
            return True
        if type(step) is DatabaseError and _is_cut(step):
            return True
        step = step.__cause__ or step.__context__
    return False


def _is_of_driver(exception: BaseException) -> bool:
    """Closing a cursor of the server's, after `iterator()`, Django leaves to the driver alone."""
    driver: Any = cast(Any, connection).Database
    return isinstance(exception, (driver.OperationalError, driver.InterfaceError))


def _is_cut(exception: DatabaseError) -> bool:
    """Whether the driver said so itself, without a code of the server's: the connection was lost."""
    return getattr(exception.__cause__, "pgcode", "") is None
