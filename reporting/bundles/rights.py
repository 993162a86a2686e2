from __future__ import annotations

from jobcentres.models import Area, User
from reporting.places import Places


def may_have_all(user: User, area: Area) -> bool:
    """Whether the person may have the reports of all municipalities in `area` made: officials of the country
    and each region, officers of their own regions."""
    if area.level == Area.Level.MUNICIPALITY:
        return False
    return user.scopes.is_official or area.pk in user.scopes.reviewed_region_ids


def areas_for(user: User, places: Places) -> tuple[Area, ...]:
    """The country before the regions; none for most people."""
    return tuple(area for area in places.all if may_have_all(user, area))
