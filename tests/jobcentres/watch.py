from __future__ import annotations

import time


class Watch:
    """Stands in for the module `time`."""

    def __init__(self) -> None:
        self.moment = time.time()

    def time(self) -> float:
        return self.moment

    def wait(self, *, minutes: float = 0, seconds: float = 0) -> None:
        self.moment += minutes * 60 + seconds
