from __future__ import annotations


from tests.builders import make_figure, make_indicator, make_target
from tests.cast import Cast


def test_smoke(cast: Cast) -> None:
    i = make_indicator()
    f = make_figure(cast.places.soroe, i, approved=False, by=cast.anna)
    g = make_figure(cast.places.aalborg, i)
    r = make_indicator("samarbejdsgrad", unit="percent", direction="up", window="calendar_year")
    make_figure(cast.places.aalborg, r, "2013-12", parts=(3, 9))
    make_target(cast.places.hs, i, 80, baseline=90, baseline_month="2012-12")
    assert (f.is_approved, g.is_approved) == (False, True)
