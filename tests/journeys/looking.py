"""What every journey asks of a page: no barrier, no foreign request, keyboard alone, a picture to look at."""

import gzip
import os
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page
from tests.journeys.shared import ONLY_ON

WIDTHS = (360, 1280)
LOOKS = ((1280, "light"), (1280, "dark"), (360, "dark"), (360, "light"))
"""In this order, so that each differs from the one before in one thing."""

FOCUSED = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return "";
  const label = here.labels && here.labels.length ? here.labels[0].textContent : "";
  return (here.getAttribute("aria-label") || label || here.textContent || "").trim().replace(/\\s+/g, " ");
}"""

HEAVIEST = 100_000
"""Bytes of one page with its styles and scripts, compressed."""

OWN_FILES = """() =>
  [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map((file) => file.href || file.src)"""

AXE = "(options) => axe.run(document, options)"

TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const told = (each) => `${each.tagName}.${each.getAttribute("class")} ${each.textContent.trim().slice(0, 40)}`;
  const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > width + 1);
  return ["the page", ...wide.slice(-8).map(told)];
}"""

UNTRANSLATED = """() => {
  const hidden = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT"]);
  const parts = [];
  const data = [...document.querySelectorAll("[translate=no]")].map((each) => each.textContent.trim()).filter(Boolean)
    .sort((a, b) => b.length - a.length);
  const take = (node) => {
    if (node.nodeType === Node.TEXT_NODE) { parts.push(node.textContent); return; }
    if (node.nodeType !== Node.ELEMENT_NODE || hidden.has(node.tagName)) return;
    if (node.getAttribute("translate") === "no") { parts.push(" "); return; }
    for (const name of ["alt", "aria-label", "placeholder", "title"]) {
      if (node.hasAttribute(name)) parts.push(" " + node.getAttribute(name) + " ");
    }
    node.childNodes.forEach(take);
    if (!getComputedStyle(node).display.startsWith("inline")) parts.push("\\n");
  };
  take(document.body);
  const title = data.reduce((text, name) => text.replaceAll(name, ""), document.title);
  return title + "\\n" + parts.join("");
}"""


def axe(page: Page, *only: str) -> None:
    """No barrier that axe can find, in the theme and width the page has now; by all rules, or by those named."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    rules = {"runOnly": {"type": "rule", "values": list(only)}} if only else {}
    found = AxeResults(page.evaluate(AXE, {"resultTypes": ["violations"]} | rules))
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"


def look(page: Page, name: str) -> None:
    """Judge the page at both widths, light and dark, and keep pictures where WEFT_PICTURES says. It is light to load.

    In the dark only colours differ, so axe asks about contrast alone. How a page looks does not depend on its database:
    a journey that runs on both is judged on SQLite, and everywhere when pictures are kept.
    """
    folder = os.environ.get("WEFT_PICTURES")
    page.wait_for_load_state()  # a new address is known before its stylesheet is
    if not folder and not is_judged_here():
        return
    assert weight(page) < HEAVIEST, f"{page.url} weighs {weight(page)} bytes compressed"
    before = page.viewport_size or {"width": 1280, "height": 900}
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.evaluate("scrollTo(0, 0)")  # what sticks to an edge is drawn in its own place
        fits(page, width)
        axe(page, *(["color-contrast"] if scheme == "dark" else []))
        if folder:
            page.screenshot(path=Path(folder) / f"{name}-{width}-{scheme}.png", full_page=True)
    page.set_viewport_size(before)


def is_judged_here() -> bool:
    """Whether this run judges the pages of its journey: once is enough, so one of the two databases does."""
    journey = os.environ["PYTEST_CURRENT_TEST"].partition("::")[0].rpartition("/")[2]
    where = next((database for database, journeys in ONLY_ON.items() if journey in journeys), "sqlite")
    return os.environ.get("WEFT_TEST_DB", "sqlite") == where


SIZES: dict[str, int] = {}
"""Bytes of our styles and scripts by path, compressed."""


def weight(page: Page) -> int:
    """Bytes of the page with our own styles and scripts, compressed."""
    paths = {urlsplit(file).path: file for file in page.evaluate(OWN_FILES)}
    for path in paths.keys() - SIZES.keys():
        SIZES[path] = len(gzip.compress(page.request.get(paths[path]).body()))
    return len(gzip.compress(page.content().encode())) + sum(SIZES[path] for path in paths)


def tab_to(page: Page, label: str, at_most: int = 60) -> None:
    """Reach a control with the Tab key alone; fail when the focus never gets there."""
    seen = []
    for _ in range(at_most):
        page.keyboard.press("Tab")
        seen.append(str(page.evaluate(FOCUSED)))
        if label in seen[-1]:
            return
    raise AssertionError(f"Tab never reached {label!r}; it went {seen}")


def untranslated(page: Page) -> list[str]:
    """Texts that no translation reaches: letters outside ⟦…⟧ and outside elements marked ``translate="no"``."""
    left, depth = [""], 0
    for letter in str(page.evaluate(UNTRANSLATED)):
        depth += {"⟦": 1, "⟧": -1}.get(letter, 0)
        if letter == "\n":
            left.append("")
        elif depth == 0:
            left[-1] += letter
    return [text.strip() for text in left if any(letter.isalpha() for letter in text)]


def fits(page: Page, width: int) -> None:
    """Nothing scrolls sideways; a page that was just laid out anew gets two seconds to come to rest."""
    wide = list(page.evaluate(TOO_WIDE))
    for _ in range(20):
        if not wide:
            return
        page.wait_for_timeout(100)
        wide = list(page.evaluate(TOO_WIDE))
    raise AssertionError(f"{page.url} scrolls sideways at {width} px: {wide}")
