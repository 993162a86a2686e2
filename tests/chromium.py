"""Finds a Chromium, or fetches one; and starts it so that it keeps to this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

# The shell, where it is, opens a window in a fifth of the time, for it draws none around the page.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
PACKAGES = ("chromium-headless-shell", "chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--font-render-hinting=none",  # letters as wide in the shell as in the browser
]
PATIENCE = 600


@cache
def find() -> str | None:
    """The path of a Chromium that starts: CHROMIUM, one on the PATH, or Playwright's own."""
    on_path = (shutil.which(name) for name in NAMES)
    return next(
        (path for path in (os.environ.get("CHROMIUM"), *on_path, _of_playwright()) if path and _starts(path)),
        None,
    )


def install() -> None:
    """Debian's packages where we may install them, else Playwright's download. Failing is no fault."""
    if os.getuid() == 0 and shutil.which("apt-get"):
        _try("apt-get", "update", "-q")
        for package in PACKAGES:
            find.cache_clear()
            if find() is None:
                _try("apt-get", "install", "-q", "-y", "--no-install-recommends", package)
    find.cache_clear()
    if find() is None:
        _try(sys.executable, "-m", "playwright", "install", "chromium")
        find.cache_clear()


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _starts(path: str) -> bool:
    try:
        return (
            subprocess.run([path, "--version"], capture_output=True, timeout=120, check=False).returncode == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


def _try(*command: str) -> None:
    print("+", *command, flush=True)
    try:
        subprocess.run(command, stdin=subprocess.DEVNULL, timeout=PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired) as fault:
        print(fault, flush=True)
