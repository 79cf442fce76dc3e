"""Take the README's pictures from a running demo: ``./weft demo --port 8123``, then ``make pictures PORT=8123``."""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from sheet import contact_sheet

HERE = Path(__file__).parent
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def signed_in(browser: Browser, base: str, name: str, *, width: int, height: int, scheme: str) -> Page:
    """A page of the demo as one of its cast."""
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(base)
    page.get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state()
    return page


def kept(page: Page, name: str) -> None:
    page.screenshot(path=str(HERE / f"{name}.png"))


def main(port: str, chromium: str) -> None:
    base = f"http://127.0.0.1:{port}/"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        page = signed_in(browser, base, "Wei", width=1280, height=1080, scheme="light")
        kept(page, "today")
        contact_sheet(browser, base, HERE / "contact-sheet.webp")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "/usr/bin/chromium")
