from __future__ import annotations

import pytest

from tests.jobcentres.watch import Watch


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """The time as the sessions and the counters of tries read it: it stands still until it is moved."""
    made = Watch()
    monkeypatch.setattr("jobcentres.sessions.time", made)
    monkeypatch.setattr("jobcentres.throttle.time", made)
    return made
