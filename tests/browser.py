"""Find a Chromium for the browser journeys, or get one; never skip in silence."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")

HOW_TO_GET_ONE = """\
weft: the browser journeys need Chromium and none could be had. Get one in any of these ways, then run again:
  Debian, Ubuntu:  sudo apt-get install chromium
  any system:      .venv/bin/python -m playwright install chromium
  one you have:    WEFT_CHROMIUM=/path/to/chromium ./weft test"""


def find() -> str | None:
    """The path of a Chromium on this machine, or None."""
    if chosen := os.environ.get("WEFT_CHROMIUM"):
        return chosen if os.access(chosen, os.X_OK) else None
    return next(filter(None, map(shutil.which, NAMES)), None) or _playwrights_own()


def find_or_get() -> str | None:
    """As ``find``, else by apt when root, else by playwright's own installer; None when nothing helped."""
    if found := find():
        return found
    if os.environ.get("WEFT_CHROMIUM"):
        return None  # a wrong wish is told, not repaired
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _try(["apt-get", "update", "-q"])
        _try(["apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium"])
    if not find():
        _try([sys.executable, "-m", "playwright", "install", "chromium"])
    return find()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if path and Path(path).exists() else None


def _try(command: list[str]) -> None:
    print(f"weft: no Chromium yet: {' '.join(command)}", flush=True)
    subprocess.run(command, check=False, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})
