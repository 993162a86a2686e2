"""How ambitious a proposal is, in words: every rule, with examples computed by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from goals.dialogue.ambition import Ambition, Ground, ambition_of, change_between
from goals.dialogue.ambition_words import in_words
from goals.progress import Measure

COUNT = Measure(1, "langtidsledige", "persons", "down", "month")
SHARE = Measure(2, "samarbejdsgrad", "percent", "up", "calendar_year", decimals=1)
FALLS = ("-20", "-10", "-5", "-2", "1")
"""What five others in the cluster have had, or have promised, in per cent."""
RISES = ("0.5", "1.0", "2.5")


def decimals(*written: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(one) for one in written)


def count(proposal: int, start: int | None = 200, **given: Any) -> Ambition:
    ground = Ground(COUNT, None if start is None else Decimal(start), **given)
    return ambition_of(ground, Decimal(proposal))


def share(proposal: str, start: str = "37.0", **given: Any) -> Ambition:
    return ambition_of(Ground(SHARE, Decimal(start), **given), Decimal(proposal))


NO_CHANGE = "Forslaget svarer til, at intet ændres."
WRONG_WAY = "Forslaget tillader, at det går den forkerte vej."
LESS_THAN_TREND = "Det er mindre, end tendensen alene ville give."
LIKE_TREND = "Det er omtrent det, tendensen alene ville give."
MORE_THAN_TREND = "Det er mere, end tendensen alene ville give."
BEST = "Forslaget kræver den bedste udvikling i klyngen."
UPPER = "Forslaget kræver en udvikling som klyngens bedste tredjedel."
MIDDLE = "Forslaget kræver en udvikling som midten af klyngen."
LOWER = "Forslaget kræver en udvikling som klyngens svageste tredjedel."
LEAST = "Alle andre i klyngen har haft en bedre udvikling, end det kræver."
BAND = {"lower": Decimal(170), "upper": Decimal(190)}
POINTS = {"lower": Decimal("36.5"), "upper": Decimal("38.0")}


@pytest.mark.parametrize(
    ("ambition", "words"),
    [
        (count(200), [NO_CHANGE]),
        (count(199), [NO_CHANGE]),  # −0.5 per cent
        (count(198), []),  # −1.0 per cent
        (count(202), [WRONG_WAY]),
        (count(5, 5), [NO_CHANGE]),
        (count(4, 5), []),  # better, from a base too small for per cent
        (count(6, 5), [WRONG_WAY]),
        (count(180, None), []),
        (share("37.4"), [NO_CHANGE]),
        (share("37.5"), []),
        (share("36.5"), [WRONG_WAY]),
        (count(191, **BAND), [LESS_THAN_TREND]),
        (count(190, **BAND), [LIKE_TREND]),
        (count(170, **BAND), [LIKE_TREND]),
        (count(169, **BAND), [MORE_THAN_TREND]),
        (count(180, None, **BAND), [LIKE_TREND]),
        (share("38.5", **POINTS), [MORE_THAN_TREND]),
        (share("38.0", **POINTS), [LIKE_TREND]),
        (share("36.4", **POINTS), [WRONG_WAY, LESS_THAN_TREND]),
        (count(150, changes=decimals(*FALLS)), [BEST]),  # −25
        (count(160, changes=decimals(*FALLS)), [UPPER]),  # −20: shared with the best
        (count(170, changes=decimals(*FALLS)), [UPPER]),  # −15: one is better
        (count(182, changes=decimals(*FALLS)), [MIDDLE]),  # −9: two are better
        (count(194, changes=decimals(*FALLS)), [MIDDLE]),  # −3: three are better
        (count(197, changes=decimals(*FALLS)), [LOWER]),  # −1.5: four are better
        (count(206, changes=decimals(*FALLS)), [WRONG_WAY, LEAST]),  # +3
        (count(150, changes=decimals("-1", "-2")), []),  # two others are too few
        (count(4, 5, changes=decimals(*FALLS)), []),
        (share("40.0", changes=decimals(*RISES)), [BEST]),  # +3.0 points
        (share("37.6", changes=decimals(*RISES)), [MIDDLE]),  # +0.6: two of three are better
        (
            count(150, targets=decimals(*FALLS)),
            ["Ingen anden i klyngen har vedtaget et så ambitiøst måltal."],
        ),
        (
            count(170, targets=decimals(*FALLS)),
            ["Det er blandt den mest ambitiøse tredjedel af klyngens vedtagne måltal."],
        ),
        (count(182, targets=decimals(*FALLS)), ["Det ligger midt blandt klyngens vedtagne måltal."]),
        (
            count(197, targets=decimals(*FALLS)),
            ["Det er blandt den mindst ambitiøse tredjedel af klyngens vedtagne måltal."],
        ),
        (
            count(206, targets=decimals(*FALLS)),
            [WRONG_WAY, "Alle andre i klyngen har vedtaget mere ambitiøse måltal."],
        ),
        (count(180, last_year=Decimal(-12)), ["Det kræver mindre, end der blev nået sidste år."]),
        (count(180, last_year=Decimal("-10.04")), ["Det kræver det samme, som der blev nået sidste år."]),
        (count(180, last_year=Decimal(3)), ["Det kræver mere, end der blev nået sidste år."]),
        (count(180, contract=Decimal(-15)), ["Det er mindre, end kontrakten kræver af regionen."]),
        (count(180, contract=Decimal(-10)), ["Det er det, kontrakten kræver af regionen."]),
        (share("39.0", contract=Decimal("1.5")), ["Det er mere, end kontrakten kræver af regionen."]),
    ],
)
def test_a_proposal_in_words(ambition: Ambition, words: list[str]) -> None:
    assert in_words(ambition) == words


def test_an_adopted_target_is_told_about_as_such() -> None:
    assert in_words(count(200), adopted=True) == ["Måltallet svarer til, at intet ændres."]


def test_changes_are_in_per_cent_for_counts_and_in_points_for_percentages() -> None:
    assert change_between(COUNT, Decimal(200), Decimal(150)) == -25
    assert change_between(SHARE, Decimal("37.0"), Decimal("38.5")) == Decimal("1.5")
    assert change_between(COUNT, Decimal(5), Decimal(4)) is None
    assert change_between(COUNT, None, Decimal(4)) is None


def test_the_sentences_come_in_one_order() -> None:
    everything = count(169, **BAND, last_year=Decimal(-12), changes=decimals(*FALLS), contract=Decimal(-15))

    assert in_words(everything)[0] == MORE_THAN_TREND
    assert in_words(everything)[-1] == "Det er mere, end kontrakten kræver af regionen."
