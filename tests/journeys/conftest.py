"""A demo server and a browser for all journeys of a run; each journey gets a fresh page and may leave no trouble."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests import browser as chromium
from tests.journeys.postgres import fresh_database
from tests.journeys.served import build_demo, demo_environment, serving

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

ELSEWHERE = {
    "sqlite": ["test_names.py", "test_picker.py"],
    "postgres": ["test_papers.py", "test_typed_text.py"],
}
"""Journeys through what the browser does, not the database: each runs on the other one only, to save minutes."""
collect_ignore = ELSEWHERE.get(os.environ.get("WEFT_TEST_DB", "sqlite"), [])


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of a built demo clinic, on the database that this run chose."""
    folder = tmp_path_factory.mktemp("demo")
    with fresh_database() as url:
        environment = demo_environment(folder, url)
        build_demo(environment)
        yield environment


@pytest.fixture(scope="session")
def base_url(demo: dict[str, str]) -> Iterator[str]:
    """The address of the running demo clinic."""
    with serving(demo) as base:
        yield base


@pytest.fixture(scope="session")
def hard_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a second demo clinic, for journeys that live through the day of somebody whom others need too."""
    with fresh_database() as url:
        environment = demo_environment(tmp_path_factory.mktemp("hard"), url)
        build_demo(environment)
        with serving(environment) as base:
            yield base


@pytest.fixture(scope="session")
def pseudo_url(demo: dict[str, str]) -> Iterator[str]:
    """The same clinic, with every translated text in ⟦…⟧."""
    with serving(demo | {"WEFT_PSEUDO_LOCALE": "1"}) as base:
        yield base


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """Chromium; found, or the run fails and says how to get one."""
    path = chromium.find()
    if path is None:
        pytest.fail(chromium.HOW_TO_GET_ONE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(chrome: Browser, base_url: str) -> Iterator[BrowserContext]:
    """A browser that knows nothing yet."""
    context = chrome.new_context(base_url=base_url, viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, base_url: str) -> Iterator[Page]:
    """A page; afterwards no script may have failed, nothing been blocked by the CSP, nobody else been asked."""
    page = context.new_page()
    troubles = watch(page, base_url)
    yield page
    assert troubles == []


def watch(page: Page, base_url: str) -> list[str]:
    """A list that fills with what must not happen on any page."""
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(f"script: {error}"))
    page.on("console", lambda said: troubles.append(f"console: {said.text}") if _is_trouble(said.text) else None)
    page.on("request", lambda asked: None if asked.url.startswith((base_url, "data:")) else troubles.append(asked.url))
    return troubles


def _is_trouble(said: str) -> bool:
    return "Content Security Policy" in said or "Refused to" in said
