from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from pytest_django import Settings

from config.finders import PackageFinder, check_packages


@pytest.mark.parametrize(
    "path",
    [
        "vendor/dkfds/css/dkfds.min.css",
        "vendor/dkfds/js/dkfds.min.js",
        "vendor/dkfds/img/all-svg-icons.svg",
        "vendor/dkfds/img/svg-icons/check.svg",
        "vendor/dkfds/fonts/IBMPlexSans/complete/woff2/IBMPlexSans-Regular.woff2",
        "vendor/plotly/plotly-basic.min.js",
    ],
)
def test_the_pages_files_are_found(path: str) -> None:
    assert finders.find(path)


@pytest.mark.parametrize(
    "path",
    [
        "vendor/dkfds/img/logo-borgerdk.svg",
        "vendor/dkfds/img/logo_virk.svg",
        "vendor/dkfds/package.json",
        "vendor/dkfds/css/../../package.json",
        "vendor/dkfds/img/svg-icons/../logo-borgerdk.svg",
        "vendor/plotly/package.json",
        "vendor/axe-core/axe.min.js",
        "vendor",
    ],
)
def test_nothing_else_of_a_package_is_served(path: str) -> None:
    assert not finders.find(path)


def test_what_is_collected_is_what_is_found() -> None:
    finder = PackageFinder()

    collected = [f"{storage.prefix}/{path}" for path, storage in finder.list([])]

    assert len(collected) > 150
    assert all(finder.find(path) for path in collected)


def test_missing_packages_are_reported_with_what_to_run(settings: Settings, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path

    (fault,) = check_packages()

    assert fault.id == "maaltal.E001"
    assert "make assets" in str(fault.hint)
