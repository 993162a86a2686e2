"""How the ranked lie: the median and the thirds, and ranks of anything that has scores."""

from __future__ import annotations

from decimal import Decimal

from goals.progress import Measure, Third, spread_of, standings
from goals.progress.spread import Spread

PENSIONS = Measure(id=1, code="foertidspension", unit="persons", direction="down", window="rolling_12")
EDUCATION = Measure(id=2, code="uddannelsesgrad", unit="percent", direction="up", window="year_to_date")


def spread(measure: Measure, *scores: str) -> Spread | None:
    found = dict(enumerate(map(Decimal, scores)))
    return spread_of(found, standings(found, measure))


def test_thirds_reach_from_the_best_to_the_worst_of_their_band() -> None:
    found = spread(PENSIONS, "-10", "5", "-52.8", "0", "12", "-31")

    assert found == Spread(
        ranked=6,
        median=Decimal(-5),
        thirds=(
            Third("upper", 2, Decimal("-52.8"), Decimal(-31)),
            Third("middle", 2, Decimal(-10), Decimal(0)),
            Third("lower", 2, Decimal(5), Decimal(12)),
        ),
    )


def test_where_more_is_better_the_best_third_is_the_highest() -> None:
    found = spread(EDUCATION, "8", "20", "14")

    assert found and found.median == 14
    assert [(one.band, one.best) for one in found.thirds] == [("upper", 20), ("middle", 14), ("lower", 8)]


def test_equal_scores_share_a_rank_and_so_a_third() -> None:
    found = spread(PENSIONS, "7", "7", "7", "9")

    assert found and [(one.band, one.count) for one in found.thirds] == [("upper", 3), ("lower", 1)]


def test_two_have_a_median_but_no_thirds_and_none_has_nothing() -> None:
    assert spread(PENSIONS, "4", "7") == Spread(2, Decimal("5.5"), ())
    assert spread(PENSIONS) is None


def test_ranks_count_on_after_equal_scores() -> None:
    found = standings({"a": Decimal(5), "b": Decimal(5), "c": Decimal(9), "d": Decimal(1)}, PENSIONS)

    assert {key: one.rank for key, one in found.items()} == {"d": 1, "a": 2, "b": 2, "c": 4}
