"""Months without a year that run over New Year: nobody knows which year each of them is of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from goals.blocks.axes import Mark


def runs_over_new_year(months: Mapping[Mark, int]) -> bool:
    """Whether the months of one row or column go neither up nor down."""
    in_one_row = len({mark.row for mark in months}) < len({mark.column for mark in months})
    lines: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for mark, number in months.items():
        line, place = (mark.row, mark.column) if in_one_row else (mark.column, mark.row)
        lines[line].append((place, number))
    return any(map(_goes_both_ways, _runs(lines.values())))


def _runs(lines: Iterable[list[tuple[int, int]]]) -> Iterator[list[int]]:
    """Months that follow each other; where one comes again, another group of rows begins."""
    for line in lines:
        run: list[int] = []
        for _place, number in sorted(line):
            if run and number == run[-1]:
                continue
            if number in run:
                yield run
                run = []
            run.append(number)
        yield run


def _goes_both_ways(numbers: Sequence[int]) -> bool:
    return len({later > earlier for earlier, later in pairwise(numbers)}) == 2
