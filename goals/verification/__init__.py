"""Whether history still says what it said: every row recomputed, and the first fault named."""

from goals.verification.fault import Fault
from goals.verification.sealed import History
from goals.verification.whole import Progress, first_fault

__all__ = ["Fault", "History", "Progress", "first_fault"]
