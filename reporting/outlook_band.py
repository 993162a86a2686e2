"""An outlook in a figure: a band that widens from the latest value to where December may end."""

from __future__ import annotations

from collections.abc import Mapping

from goals.months import Month
from goals.outlook import Outlook
from goals.progress import Progress
from reporting import wording
from reporting.charts import Band, Point


def band_of(outlook: Outlook | None, progress: Progress, xs: Mapping[Month, str]) -> Band | None:
    """Both as the reader sees them. None unless the figure (`xs`) has both ends."""
    if outlook is None or outlook.value is None or outlook.lower is None or outlook.upper is None:
        return None
    month, latest = progress.latest_month, progress.latest
    if month is None or latest is None or month != outlook.month:
        return None
    if month not in xs or outlook.december not in xs:
        return None
    return Band(
        start=Point(xs[month], float(latest), ""),
        end=Point(xs[outlook.december], float(outlook.value), wording.outlook_key(outlook)),
        lower=float(outlook.lower),
        upper=float(outlook.upper),
    )
