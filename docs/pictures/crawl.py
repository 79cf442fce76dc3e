"""Visit all pages of a running demo; tell what is wrong: ``./weft demo --port 8123``, then ``make crawl PORT=8123``.

For everybody of the cast, in light and dark, at three widths and at 400 % zoom: barriers that axe finds, what scrolls
sideways, what the browser complains of, pages that are too heavy. Folded parts are opened. Only pages are read; nothing
is sent.
"""

import re
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from take import FLAGS, signed_in
from tests.journeys.looking import AXE, HEAVIEST, TOO_WIDE, weight

CAST = ("visitor", "Marta", "Noor", "Wei", "Dana", "Ren", "Elena")
SCHEMES = ("light", "dark")
WIDTHS = (1280, 768, 360)
ZOOMED = 320
"""CSS pixels that 1280 have at 400 %."""
OF_A_KIND = 3
"""Pages of one kind that are looked at for each of the cast: of a hundred people's pages, three."""

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/facts/)[^/?]+|(?<=/measures/)[^/?]+|(?<=/texts/)[^/?]+")
"""What tells pages of one kind apart."""
LINKS = "() => [...document.querySelectorAll('a[href]')].map((link) => link.href)"
UNFOLD = "() => document.querySelectorAll('details').forEach((each) => (each.open = true))"


def crawl(browser: Browser, base: str, cast: tuple[str, ...]) -> list[str]:
    """All that is wrong, a line each."""
    faults: list[str] = []
    looked = 0
    for who in cast:
        for scheme in SCHEMES:
            page = signed_in(browser, base, who, width=WIDTHS[0], height=900, scheme=scheme)
            said: list[str] = []
            page.on("pageerror", lambda error, said=said: said.append(f"script: {error}"))
            page.on("console", lambda line, said=said: said.append(line.text) if _is_ours(line) else None)
            waiting, kinds, met = [urlsplit(page.url).path], Counter[str](), set[str]()
            while waiting:
                address = waiting.pop(0)
                kind = ID.sub("", address).partition("?")[0]
                if address in met or kinds[kind] >= OF_A_KIND:
                    continue
                met.add(address)
                kinds[kind] += 1
                answer = page.goto(base + address.lstrip("/"))
                if answer is None or "html" not in answer.headers.get("content-type", ""):
                    continue
                looked += 1
                waiting += _onward(page, base)
                wrong = [*_judged(page, scheme), *said]
                said.clear()
                faults += [f"{who}, {scheme}, {address}: {fault}" for fault in wrong]
            page.context.close()
            print(f"{who}, {scheme}: {len(met)} pages, {len(faults)} faults so far", flush=True)
    print(f"{looked} pages at {len(WIDTHS)} widths and zoomed")
    return faults


def _is_ours(line: ConsoleMessage) -> bool:
    """A complaint; but not about an icon that nobody asked for, nor that the page itself is a refusal."""
    url = str(line.location.get("url", ""))
    return line.type == "error" and not url.endswith("/favicon.ico") and not (line.page and line.page.url == url)


def _onward(page: Page, base: str) -> list[str]:
    """Where its links lead, but for files."""
    here = [link for link in page.evaluate(LINKS) if link.startswith(base)]
    paths = [link.removeprefix(base.rstrip("/")).partition("#")[0] for link in here]
    return [path for path in paths if not path.endswith((".pdf", ".ics", "/file", "/sheet"))]


def _judged(page: Page, scheme: str) -> list[str]:
    """What is wrong with the page that is open; in the dark only colours differ."""
    faults = []
    rules = {"runOnly": {"type": "rule", "values": ["color-contrast"]}} if scheme == "dark" else {}
    page.evaluate(AXE_SCRIPT)
    if weight(page) > HEAVIEST:
        faults.append(f"weighs {weight(page)} bytes")
    for width in (*WIDTHS, ZOOMED):
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate(TOO_WIDE)
        page.evaluate(UNFOLD)
        if wide or (wide := page.evaluate(TOO_WIDE)):
            faults.append(f"scrolls sideways at {width}: {wide}")
        if width != ZOOMED:
            found = page.evaluate(AXE, {"resultTypes": ["violations"]} | rules)["violations"]
            faults += [f"{one['id']} at {width}: {one['nodes'][0]['html'][:160]}" for one in found]
    return faults


def main(port: str, *cast: str, chromium: str = "/usr/bin/chromium") -> None:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        faults = crawl(browser, f"http://127.0.0.1:{port}/", cast or CAST)
        browser.close()
    print(*faults, sep="\n")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main(*sys.argv[1:])
