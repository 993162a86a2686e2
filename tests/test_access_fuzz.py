"""2,000 random people and things; `make stress` judges 20,000."""

from __future__ import annotations

import random

import pytest

from tests import access_fuzz


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_the_product_opens_what_the_design_opens(seed: int) -> None:
    told = access_fuzz.agree(random.Random(seed), 500, share_of_pages=0.08, pairs_of_world=250)

    assert told.startswith("500 pairs agree")
    assert " 0 unreleased numbers" not in told  # nothing would leak from pages that show none
