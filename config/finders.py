"""Front-end files straight from node_modules: only those that the pages need, under `vendor/`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Error
from django.core.files.storage import FileSystemStorage, Storage

# address below vendor/ → (folder below node_modules, patterns of the files served)
PACKAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "dkfds": (
        "dkfds/dist",
        (
            "css/dkfds.min.css",
            "css/dkfds.min.css.map",
            "js/dkfds.min.js",
            "js/dkfds.min.js.map",
            "fonts/IBMPlexSans/complete/woff2/*.woff2",
            "fonts/IBMPlexSans/complete/woff/*.woff",
            "fonts/IBMPlexSans/complete/ttf/IBMPlexSans-Regular.ttf",
            "fonts/IBMPlexSans/complete/eot/IBMPlexSans-Regular.eot",
            "img/all-svg-icons.svg",
            "img/svg-icons/*.svg",
            "img/logo-header-placeholder.png",  # named by the style sheet, shown nowhere
            "img/logo-placeholder.png",
        ),
    ),
    "plotly": ("plotly.js-basic-dist-min", ("plotly-basic.min.js",)),
}
NEEDED = (
    "vendor/dkfds/css/dkfds.min.css",
    "vendor/dkfds/js/dkfds.min.js",
    "vendor/plotly/plotly-basic.min.js",
)


def modules_folder() -> Path:
    return Path(settings.BASE_DIR) / "node_modules"


class PackageStorage(FileSystemStorage):
    """A package's folder; `prefix` is where collectstatic puts its files."""

    def __init__(self, folder: Path, prefix: str) -> None:
        super().__init__(location=str(folder))
        self.prefix = prefix


class PackageFinder(BaseFinder):
    def __init__(self, app_names: Iterable[str] | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.storages = {
            name: PackageStorage(modules_folder() / folder, f"vendor/{name}")
            for name, (folder, _) in PACKAGES.items()
        }

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        file = self._file(path)
        if file is None:
            return []
        return [str(file)] if find_all else str(file)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        for name, (_folder, patterns) in PACKAGES.items():
            storage = self.storages[name]
            for pattern in patterns:
                for file in sorted(Path(storage.location).glob(pattern)):
                    yield file.relative_to(storage.location).as_posix(), storage

    def _file(self, path: str) -> Path | None:
        """The file behind `vendor/<package>/<path>` if it may be served."""
        head, _, rest = path.replace(os.sep, "/").partition("/")
        name, _, inside = rest.partition("/")
        if head != "vendor" or name not in PACKAGES or ".." in inside.split("/"):
            return None
        folder, patterns = PACKAGES[name]
        file = modules_folder() / folder / inside
        return file if any(fnmatchcase(inside, pattern) for pattern in patterns) and file.is_file() else None


def check_packages(**kwargs: Any) -> list[CheckMessage]:
    finder = PackageFinder()
    missing = [path for path in NEEDED if not finder.find(path)]
    if not missing:
        return []
    return [
        Error(
            f"Front-end files are missing: {', '.join(missing)}.",
            hint="Run `make assets` (or `npm ci`): it puts dkfds and plotly.js into node_modules.",
            id="maaltal.E001",
        )
    ]
