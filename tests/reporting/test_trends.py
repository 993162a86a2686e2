"""An area's months as a figure and as the table below it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from goals.months import Month
from goals.progress import Line, Point, Progress, Promise, Replacement, State, as_seen_by, progress_of
from jobcentres.clock import COPENHAGEN
from reporting.trends import Picture, picture_of
from reporting.yearbook import SeriesMark
from tests.goals.progress_builders import (
    COMPANIES,
    EDUCATION,
    MINISTRY,
    OUTSIDER,
    PENSION,
    ReaderOf,
    line,
    month,
    promise,
)

REFORM = SeriesMark(Month(2013, 1), "Førtidspensionsreform", False)
BREAK = SeriesMark(Month(2014, 1), "Kontanthjælpsreform", True)


def draw(
    of: Line,
    target: Promise | None,
    as_of: str = "2014-05",
    *,
    reader: ReaderOf = MINISTRY,
    mark: SeriesMark = REFORM,
    replaced: Mapping[Month, Replacement] | None = None,
) -> Picture:
    result: Progress = as_seen_by(reader, progress_of(of, target, 2014, month(as_of)), of)
    picture = picture_of(of, result, reader, [mark], replaced)
    assert picture is not None
    return picture


def soroe() -> Line:
    return line(PENSION, {"2012-12": 86, "2013-05": 72, "2014-04": 35, "2014-05": "34*"})


def test_a_figure_shows_24_months_and_goes_on_to_the_target() -> None:
    picture = draw(soroe(), promise(38, "2012-12", 86))

    points = [*picture.trend.earlier, *picture.trend.recent]
    assert (points[0].x, points[-1].x) == ("2012-06-01", "2014-05-01")
    assert picture.trend.target is not None
    assert (picture.trend.target.x, picture.trend.target.y) == ("2014-12-01", 38.0)
    assert picture.trend.path[0][:2] == ("2012-12-01", 86.0)
    assert len(picture.table.rows) == 24


def test_the_table_says_the_same_newest_first() -> None:
    table = draw(soroe(), promise(38, "2012-12", 86)).table

    assert table.head == ["Periode", "Tal", "Pejlemærke"]
    assert table.rows[0] == ["jun. 2013–maj 2014", "34*", "højst 52"]
    assert table.rows[2] == ["apr. 2013–mar. 2014", "·", "højst 56"]


def test_the_latest_months_are_thick_the_ones_before_light() -> None:
    trend = draw(soroe(), None).trend

    assert trend.earlier[-1].x == trend.recent[0].x == "2013-05-01"
    assert [label.text for label in trend.labels] == ["72", "34*"]


def test_reforms_and_breaks_within_the_months_are_marked() -> None:
    reform, series_break = draw(soroe(), None), draw(soroe(), None, mark=BREAK)

    assert [(mark.x, mark.text) for mark in reform.trend.marks] == [("2013-01-01", "Førtidspensionsreform")]
    assert [mark.text for mark in series_break.trend.marks] == ["databrud: Kontanthjælpsreform"]


def test_a_break_between_two_years_that_lie_upon_each_other_is_said_in_words() -> None:
    of = line(EDUCATION, {"2013-12": "40/200", "2014-03": "20/200"})

    assert draw(of, None, "2014-03", mark=BREAK).note == (
        "Databrud januar 2014 (Kontanthjælpsreform): tal før og efter kan ikke umiddelbart sammenlignes."
    )
    assert draw(of, None, "2014-03").note == ""


def test_the_key_names_only_what_is_drawn() -> None:
    with_target, without = draw(soroe(), promise(38, "2012-12", 86)).key, draw(soroe(), None).key

    assert [entry.kind for entry in with_target] == ["recent", "earlier", "preliminary", "path", "target"]
    assert [entry.kind for entry in without] == ["recent", "earlier", "preliminary"]
    assert with_target[-1].text == "måltal dec. 2014: højst 38"


def test_a_small_count_never_gets_into_the_figure_of_an_outsider() -> None:
    picture = draw(line(PENSION, {"2014-03": 6, "2014-04": 4, "2014-05": 3}), None, reader=OUTSIDER)

    assert {point.y for point in picture.trend.recent} == {None, 6.0}
    assert [row[1] for row in picture.table.rows[:3]] == ["..", "..", "6"]
    assert [label.text for label in picture.trend.labels] == []


def test_a_count_from_january_stands_above_the_year_before() -> None:
    of = line(EDUCATION, {"2013-03": "18/200", "2013-12": "40/200", "2014-03": "20/200"})

    picture = draw(of, promise("24.0"), "2014-03")

    assert picture.trend.axis == "category"
    assert [point.y for point in picture.trend.earlier if point.y] == [9.0, 20.0]
    assert [point.y for point in picture.trend.recent if point.y] == [10.0]
    assert picture.table.head == ["Januar til", "2013", "2014", "Pejlemærke"]
    assert picture.table.rows[2] == ["marts", "9,0 pct.", "10,0 pct.", "mindst 6,0 pct."]


def test_a_yearly_indicator_has_its_years_alone() -> None:
    picture = draw(line(COMPANIES, {"2012-12": "39.5", "2013-12": "37.0"}), None)

    assert picture.table.rows == [["2012", "39,5 pct."], ["2013", "37,0 pct."], ["2014", "·"]]
    assert [label.text for label in picture.trend.labels] == ["39,5 pct.", "37,0 pct."]


def test_there_is_no_figure_of_nothing() -> None:
    nothing = line(PENSION)

    result = progress_of(nothing, None, 2014, month("2014-05"))

    assert picture_of(nothing, result, MINISTRY, []) is None
    assert draw(nothing, promise(38)).trend.target is not None


def replaced(number: int | None, on: str = "2014-05-12", *, by_source: bool = False) -> Replacement:
    """None: it could not be measured."""
    before = Point(State.NOT_MEASURABLE) if number is None else Point(State.REPORTED, Decimal(number))
    return Replacement(datetime.fromisoformat(f"{on}T09:00").replace(tzinfo=COPENHAGEN), by_source, before)


def test_a_corrected_number_is_marked_and_says_what_it_was() -> None:
    picture = draw(soroe(), None, replaced={month("2014-04"): replaced(38)})

    point = next(point for point in picture.trend.recent if point.x == "2014-04-01")
    assert (point.is_replaced, point.text) == (True, "maj 2013–apr. 2014: 35, rettet 12. maj, var 38")
    assert picture.table.head[-1] == "Ændret efter frigivelse"
    assert picture.table.rows[1][-1] == "rettet 12. maj, var 38"
    assert "ændret efter frigivelse" in [key.text for key in picture.key]


def test_without_such_a_number_the_table_has_no_column_for_it() -> None:
    picture = draw(soroe(), None)

    assert picture.table.head == ["Periode", "Tal", "Pejlemærke"]
    assert "replaced" not in [key.kind for key in picture.key]


def test_an_update_by_the_source_last_year_says_its_year_and_what_was_there() -> None:
    changed = {month("2014-04"): replaced(None, "2013-11-12", by_source=True)}

    picture = draw(soroe(), None, replaced=changed)

    assert picture.table.rows[1][-1] == "opdateret i kilden 12. nov. 2013 (før: kan ikke opgøres)"


def test_a_number_not_yet_released_has_replaced_none() -> None:
    picture = draw(soroe(), None, replaced={month("2014-05"): replaced(38)})

    assert not any(point.is_replaced for point in picture.trend.recent)


def test_a_small_count_that_was_corrected_stays_hidden_from_readers_outside() -> None:
    of = line(PENSION, {"2013-05": 72, "2014-04": 35, "2014-05": 2})
    changed = {month("2014-04"): replaced(3), month("2014-05"): replaced(38)}

    outside = draw(of, None, reader=OUTSIDER, replaced=changed).table.rows
    inside = draw(of, None, replaced=changed).table.rows

    assert [row[-1] for row in outside[:2]] == ["rettet 12. maj", "rettet 12. maj"]
    assert [row[-1] for row in inside[:2]] == ["rettet 12. maj, var 38", "rettet 12. maj, var 3"]


def test_years_beside_each_other_say_of_which_month_each() -> None:
    of = line(EDUCATION, {"2013-03": "8.0", "2014-03": "9.0"})
    changed = {month("2013-03"): replaced(7, "2013-07-01"), month("2014-03"): replaced(10)}

    picture = draw(of, None, "2014-03", mark=BREAK, replaced=changed)

    assert picture.table.rows[2][-1] == (
        "2013: rettet 1. jul. 2013, var 7,0 pct. · 2014: rettet 12. maj, var 10,0 pct."
    )


def test_the_label_of_a_target_keeps_clear_of_a_december_that_is_better() -> None:
    of = line(COMPANIES, {"2013-12": "37.0", "2014-12": "38.5"})

    picture = draw(of, promise("36.0", "2013-12", "37.0"), "2014-12")

    latest, target = (label for label in picture.trend.labels if label.x == "2014")
    assert (latest.above, target.above) == (True, False)
    assert target.is_target
