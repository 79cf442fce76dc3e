"""Every text of every page can be translated: a crawl through the clinic in the pseudo-locale."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from tests.journeys.conftest import watch
from tests.journeys.looking import untranslated

AT_MOST = 60
"""Pages for one guise; the same page about two people counts once."""

SKIPPED = (".pdf", ".ics", ".json", ".svg")


@pytest.fixture
def marked(chrome: Browser, pseudo_url: str) -> Iterator[Page]:
    """A page on the server whose translated texts stand in ⟦…⟧."""
    context = chrome.new_context(base_url=pseudo_url)
    page = context.new_page()
    troubles = watch(page, pseudo_url)
    yield page
    assert troubles == []
    context.close()


@pytest.mark.parametrize("who", ["visitor", "Marta", "Wei", "Noor", "Elena"])
def test_no_page_says_what_nobody_can_translate(marked: Page, pseudo_url: str, who: str) -> None:
    marked.goto("/")
    marked.locator("form.demo").get_by_role("button", name=who).click()
    found: dict[str, list[str]] = {}
    waiting, seen = [marked.url], {kind_of(marked.url)}

    while waiting and len(seen) <= AT_MOST:
        answer = marked.goto(waiting.pop())
        assert answer
        assert answer.status < 500, marked.url
        if left := untranslated(marked):
            found[marked.url] = left
        for link in links(marked, pseudo_url):
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
