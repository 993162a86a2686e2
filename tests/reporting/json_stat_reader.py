"""A strict reader of JSON-stat 2 datasets, written from the specification (json-stat.org/full)."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import Any

ROLES = {"time", "geo", "metric"}
KNOWN = {
    *("version", "class", "href", "label", "source", "updated", "id", "size", "role", "dimension"),
    *("value", "status", "extension", "link", "note", "error"),
}

Place = tuple[str, ...]


def read_dataset(dataset: dict[str, Any]) -> dict[Place, tuple[int | float | None, str | None]]:
    """Value and status of every cell by the ids of its categories. Raises AssertionError for what is no
    dataset."""
    assert (dataset["version"], dataset["class"]) == ("2.0", "dataset")
    assert set(dataset) <= KNOWN
    ids, sizes, dimensions = dataset["id"], dataset["size"], dataset["dimension"]
    assert len(ids) == len(sizes) == len(set(ids)) > 0
    assert set(dimensions) == set(ids)
    _check_roles(dataset.get("role", {}), ids)
    categories = [_categories(dimensions[name], size) for name, size in zip(ids, sizes, strict=True)]
    values = _cells(dataset["value"], prod(sizes))
    states = _cells(dataset.get("status", {}), prod(sizes))
    assert all(value is None or type(value) in {int, float} for value in values)
    assert all(state is None or type(state) is str for state in states)
    return dict(zip(product(*categories), zip(values, states, strict=True), strict=True))


def _check_roles(roles: dict[str, list[str]], ids: list[str]) -> None:
    assert set(roles) <= ROLES
    named = [name for names in roles.values() for name in names]
    assert set(named) <= set(ids)
    assert len(named) == len(set(named))


def _categories(dimension: dict[str, Any], size: int) -> list[str]:
    """In their order; the index may only be left out where there is one category."""
    category = dimension["category"]
    labels = category.get("label", {})
    index = category.get("index", labels if len(labels) == 1 else None)
    assert index is not None
    ordered = sorted(index, key=index.__getitem__) if isinstance(index, dict) else list(index)
    assert len(ordered) == len(set(ordered)) == size
    assert all(type(one) is str for one in ordered)
    for part in ("label", "unit", "note"):
        assert set(category.get(part, {})) <= set(ordered)
    return ordered


def _cells(written: Any, size: int) -> list[Any]:
    """An array has a place for each cell, an object those that are not empty."""
    if isinstance(written, list):
        assert len(written) == size
        return written
    assert all(key.isdigit() and str(int(key)) == key and int(key) < size for key in written)
    return [written.get(str(number)) for number in range(size)]
