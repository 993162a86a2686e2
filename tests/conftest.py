"""What every test may use: the places and the people of tests/cast.py."""

from __future__ import annotations

import hypothesis

from tests.cast import cast, client_of, places

__all__ = ["cast", "client_of", "places"]

hypothesis.settings.register_profile("suite", deadline=None)  # a busy machine is no fault
hypothesis.settings.load_profile("suite")
