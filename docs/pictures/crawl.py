"""Visit all pages of a running demo; tell what is wrong: ``./weft demo --port 8123``, then ``make crawl PORT=8123``.

For everybody of the cast, in light and dark, at three widths and at 400 % zoom: barriers that axe finds, what scrolls
sideways, what the browser complains of, pages that are too heavy. Folded parts are opened. Pages are read, those too to
which no link leads: what does not exist, what is not theirs, a link that is too old. Nothing is sent but forms that are
refused for certain. A part of it: ``python docs/pictures/crawl.py 8123 Ren Elena --scheme dark --width 360 --each 1``.
"""

import argparse
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

NOBODY = "00000000-0000-4000-8000-000000000000"
UNLINKED = (
    "there-is-no-such-page", f"people/{NOBODY}", f"plans/{NOBODY}", f"visits/{NOBODY}/needles", "setup", "enquiries",
    "me", "b/too-old", "booking", "account", "sign-in", "sign-in/forgotten", "sign-in/new-password", "people?page=2",
    "today?order=time", "messages?failed=1", "people?mine=1",
)  # fmt: skip
"""For everybody, what no link leads to: 404, 403, a link that does not hold, the second page of a list."""
REFUSED = {
    "visitor": (("sign-in", ""), ("call-me", ""), ("booking/link", ""), ("learn", "")),
    "Noor": (("people", "x" * 201), ("people/new", ""), ("people", "nobody is called so")),
    "Wei": (("people", "\u202e"),),
}
"""Forms that are refused, with what is typed into their first field; the last of Noor's finds nobody."""

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/facts/)[^/?]+|(?<=/measures/)[^/?]+|(?<=/texts/)[^/?]+")
"""What tells pages of one kind apart."""
LINKS = "() => [...document.querySelectorAll('a[href]')].map((link) => link.href)"
UNFOLD = "() => document.querySelectorAll('details').forEach((each) => (each.open = true))"


def crawl(browser: Browser, base: str, asked: argparse.Namespace) -> list[str]:
    """All that is wrong, a line each."""
    faults: list[str] = []
    looked = 0
    for who in asked.cast:
        for scheme in asked.scheme:
            page = signed_in(browser, base, who, width=WIDTHS[0], height=900, scheme=scheme)
            said: list[str] = []
            page.on("pageerror", lambda error, said=said: said.append(f"script: {error}"))
            page.on("console", lambda line, said=said: said.append(line.text) if _is_ours(line) else None)
            waiting, kinds, met = [urlsplit(page.url).path, *UNLINKED], Counter[str](), set[str]()
            while waiting:
                address = waiting.pop(0)
                kind = ID.sub("", address).partition("?")[0]
                if address in met or kinds[kind] >= asked.each:
                    continue
                met.add(address)
                kinds[kind] += 1
                answer = page.goto(base + address.lstrip("/"))
                if answer is None or "html" not in answer.headers.get("content-type", ""):
                    continue
                looked += 1
                waiting += _onward(page, base)
                wrong = [*_judged(page, scheme, asked.width), *said]
                said.clear()
                faults += _told(f"{who}, {scheme}, {address}", wrong)
            for address, typed in REFUSED.get(who, ()):
                _refused(page, base + address, typed)
                looked += 1
                faults += _told(f"{who}, {scheme}, {address} refused", _judged(page, scheme, asked.width))
            page.context.close()
            print(f"{who}, {scheme}: {len(met)} pages, {len(faults)} faults so far", flush=True)
    print(f"{looked} pages at {asked.width} and zoomed")
    return faults


def _told(place: str, wrong: list[str]) -> list[str]:
    """Said at once: a crawl takes long."""
    faults = [f"{place}: {fault}" for fault in wrong]
    print(*faults, sep="\n", end="\n" if faults else "", flush=True)
    return faults


def _refused(page: Page, address: str, typed: str) -> None:
    """The page that answers a form of this page which cannot be taken."""
    page.goto(address)
    form = page.locator("main form[method=post]").first
    form.evaluate("(form) => { form.noValidate = true; form.dataset.send = 'plain'; }")
    field = form.locator("input:not([type=hidden]), textarea").first
    field.evaluate("(field) => field.removeAttribute('maxlength')")
    if field.get_attribute("type") not in {"radio", "checkbox"}:
        field.fill(typed)
    with page.expect_navigation():
        form.evaluate("(form) => form.submit()")


def _is_ours(line: ConsoleMessage) -> bool:
    """A complaint; but not about an icon that nobody asked for, nor that the page itself is a refusal."""
    url = str(line.location.get("url", ""))
    return line.type == "error" and not url.endswith("/favicon.ico") and not (line.page and line.page.url == url)


def _onward(page: Page, base: str) -> list[str]:
    """Where its links lead, but for files."""
    here = [link for link in page.evaluate(LINKS) if link.startswith(base)]
    paths = [link.removeprefix(base.rstrip("/")).partition("#")[0] for link in here]
    return [path for path in paths if not path.endswith((".pdf", ".ics", "/file", "/sheet"))]


def _judged(page: Page, scheme: str, widths: list[int]) -> list[str]:
    """What is wrong with the page that is open; in the dark only colours differ."""
    faults = []
    rules = {"runOnly": {"type": "rule", "values": ["color-contrast"]}} if scheme == "dark" else {}
    page.evaluate(AXE_SCRIPT)
    if weight(page) > HEAVIEST:
        faults.append(f"weighs {weight(page)} bytes")
    for width in (*widths, ZOOMED):
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate(TOO_WIDE)
        page.evaluate(UNFOLD)
        if wide or (wide := page.evaluate(TOO_WIDE)):
            faults.append(f"scrolls sideways at {width}: {wide}")
        if width != ZOOMED:
            found = page.evaluate(AXE, {"resultTypes": ["violations"]} | rules)["violations"]
            faults += [f"{one['id']} at {width}: {one['nodes'][0]['html'][:160]}" for one in found]
    return faults


def main(words: list[str]) -> None:
    parser = argparse.ArgumentParser(description="Visit all pages of a running demo.")
    parser.add_argument("port")
    parser.add_argument("cast", nargs="*", default=CAST)
    parser.add_argument("--scheme", nargs="*", default=SCHEMES)
    parser.add_argument("--width", nargs="*", type=int, default=list(WIDTHS))
    parser.add_argument("--each", type=int, default=OF_A_KIND, help="how many pages of one kind")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    asked = parser.parse_args(words)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=asked.chromium, args=FLAGS)
        faults = crawl(browser, f"http://127.0.0.1:{asked.port}/", asked)
        browser.close()
    sys.exit(bool(faults))


if __name__ == "__main__":
    main(sys.argv[1:])
