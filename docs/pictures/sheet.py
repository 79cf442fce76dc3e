"""The contact sheet: the pages that matter, desk and phone, light and dark, on one picture; called by take.py."""

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

HEAVIEST = 600_000
DESK, PHONE = (1280, 860), (390, 800)
TALL, GAP, EDGE = 470, 24, 40
GROUND = "#d8d4cc"
FOUND = "people:"
"""Before a name: the list that looking for it leads to; no address bears a name."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: who looks at which page, on what, and what is opened and brought to the top before."""

    who: str
    page: str
    is_phone: bool = False
    is_dark: bool = False
    opened: str = ""
    top: str = ""


ROWS = (
    (
        Shot("Wei", "today"),
        Shot("Wei", "needles", opened="Another set", top=".picker__both"),
        Shot("Wei", "person"),
    ),
    (
        Shot("Wei", "plan", is_dark=True),
        Shot("Dana", "movement"),
        Shot("Noor", "course"),
    ),
    (
        Shot("Dana", "today", is_phone=True, is_dark=True),
        Shot("Wei", "needles", is_phone=True, opened="Another set", top=".plate"),
        Shot("Wei", "person", is_phone=True, top=".curve-box"),
        Shot("Wei", "review", is_phone=True, is_dark=True),
        Shot("Dana", "movement", is_phone=True),
        Shot("Marta", "me", is_phone=True),
        Shot("Marta", "me/plan", is_phone=True, is_dark=True),
        Shot("visitor", "check", is_phone=True),
    ),
    (
        Shot("visitor", ""),
        Shot("visitor", "why-both", is_dark=True),
        Shot("visitor", "people-and-prices"),
    ),
)


def contact_sheet(browser: Browser, base: str, kept: Path) -> None:
    """Take every picture, lay the rows under each other, keep one WebP below ``HEAVIEST``."""
    rows = [[_small(_taken(browser, base, shot)) for shot in row] for row in ROWS]
    wide = max(sum(one.width for one in row) + GAP * (len(row) - 1) for row in rows) + 2 * EDGE
    sheet = Image.new("RGB", (wide, len(rows) * (TALL + GAP) - GAP + 2 * EDGE), GROUND)
    for at, row in enumerate(rows):
        free = wide - 2 * EDGE - sum(one.width for one in row)
        x = float(EDGE)
        for one in row:
            sheet.paste(one, (round(x), EDGE + at * (TALL + GAP)))
            x += one.width + free / max(len(row) - 1, 1)
    sheet.save(kept, "WEBP", quality=82, method=6)
    if kept.stat().st_size > HEAVIEST:
        raise SystemExit(f"{kept} has {kept.stat().st_size} bytes, more than {HEAVIEST}")


def _small(picture: bytes) -> Image.Image:
    whole = Image.open(BytesIO(picture)).convert("RGB")
    return whole.resize((round(whole.width * TALL / whole.height), TALL), Image.Resampling.LANCZOS)


def _taken(browser: Browser, base: str, shot: Shot) -> bytes:
    wide, tall = PHONE if shot.is_phone else DESK
    scheme = "dark" if shot.is_dark else "light"
    context = browser.new_context(viewport={"width": wide, "height": tall}, color_scheme=scheme)  # type: ignore[arg-type]
    try:
        page = context.new_page()
        page.goto(base)
        if shot.who != "visitor":
            page.get_by_role("button", name=shot.who, exact=True).first.click()
            page.wait_for_load_state()
        page.goto(base + _address(page, base, shot.page))
        read = page.get_by_role("button", name="I have read this")
        if shot.opened and read.count():  # the picker opens when what is new has been read
            read.click()
            read.wait_for(state="detached")
        if shot.opened:
            page.locator(f"summary:visible:has-text('{shot.opened}')").first.click()
        if shot.top:
            page.locator(shot.top).first.evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 175)")
        return page.screenshot()
    finally:
        context.close()


def _address(page: Page, base: str, name: str) -> str:
    """Where a page of the demo stands: found as a person would find it."""
    match name:
        case "needles":
            return _href(page, base, "today", "a[href$='/needles']:text('Place the needles')")
        case "movement":
            return _href(page, base, "today", "a[href$='/movement']:text('Sign the movement')")
        case "person" | "plan":
            person = _href(page, base, f"{FOUND}Marta", "a:text('Marta Kowal')")
            return person if name == "person" else _href(page, base, person, "a[href^='/plans/']")
        case "review":
            return _href(page, base, f"{FOUND}Fatima", "a:text('Fatima El Sayed')") + "/review"
        case "course":
            person = _href(page, base, f"{FOUND}Luca", "a:text('Luca Moretti')")
            return _href(page, base, person, "a[href^='/plans/']").partition("?")[0].removesuffix("/book") + "/book"
        case _:
            return name


def _href(page: Page, base: str, at: str, link: str) -> str:
    page.goto(base + ("people" if at.startswith(FOUND) else at))
    if at.startswith(FOUND):
        page.fill("#find", at.removeprefix(FOUND))
        with page.expect_navigation(url=re.compile("search=")):
            page.press("#find", "Enter")
    return str(page.locator(link).first.get_attribute("href")).lstrip("/").partition("#")[0]
