"""Every text of every page can be translated: a crawl through the clinic in the pseudo-locale."""

import pytest
from playwright.sync_api import Page
from tests.journeys.bedside import press, says_why
from tests.journeys.looking import untranslated

AT_MOST = 60
"""Pages for one guise; the same page about two people counts once."""

SKIPPED = (".pdf", ".ics", ".json", ".svg")


@pytest.fixture
def base_url(pseudo_url: str) -> str:
    """The clinic whose translated texts stand in ⟦…⟧."""
    return pseudo_url


@pytest.mark.parametrize("who", ["visitor", "Marta", "Wei", "Noor", "Elena"])
def test_no_page_says_what_nobody_can_translate(page: Page, base_url: str, who: str) -> None:
    page.goto("/")
    press(page.locator("form.demo").get_by_role("button", name=who))
    found: dict[str, list[str]] = {}
    waiting, seen = [page.url], {kind_of(page.url)}

    while waiting and len(seen) <= AT_MOST:
        answer = page.goto(waiting.pop())
        assert answer
        assert answer.status < 500, page.url
        left = untranslated(page)
        if says_why(page):
            left += untranslated(page)
        if left:
            found[page.url] = left
        for link in links(page, base_url):
            if kind_of(link) not in seen:
                seen.add(kind_of(link))
                waiting.append(link)

    assert found == {}, "\n".join(f"{page}: {text!r}" for page, text in found.items())


def links(page: Page, base: str) -> list[str]:
    """Where this page leads within the clinic."""
    all_links: list[str] = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    pages = [link.split("#")[0] for link in all_links if link.startswith(base)]
    return [link for link in pages if not link.split("?")[0].endswith(SKIPPED)]


def kind_of(address: str) -> str:
    """The address without its ids and its question, so that one page is visited for one person only."""
    parts = address.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0].rstrip("/").split("/")
    return "/".join("*" if any(letter.isdigit() for letter in part) and len(part) > 7 else part for part in parts[3:])
