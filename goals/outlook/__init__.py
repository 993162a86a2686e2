"""Where December ends if season and trend go on, with the misses that the same method made before.

Never a status, and nothing that is promised: it answers what happens if nothing changes. The arithmetic
of the series is in floats, with the same operations in the same order everywhere; what goes in and comes
out are decimals, rounded as the indicator is shown. docs/measures.md says how it is computed and how far
it missed, docs/decisions/0015-outlook.md why it is this method.
"""

from goals.outlook.answer import as_seen_by, outlook_of
from goals.outlook.hits import Hits, backtest_in_words, hits_of
from goals.outlook.method import Method
from goals.outlook.past import first_looked_at
from goals.outlook.result import Backtest, NoOutlook, Outlook, Trial
from goals.outlook.words import method_in_words, reason_in_words

__all__ = [
    "Backtest",
    "Hits",
    "Method",
    "NoOutlook",
    "Outlook",
    "Trial",
    "as_seen_by",
    "backtest_in_words",
    "first_looked_at",
    "hits_of",
    "method_in_words",
    "outlook_of",
    "reason_in_words",
]
