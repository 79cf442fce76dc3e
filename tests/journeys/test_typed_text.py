"""Nothing typed is lost: the network drops, the session ends, a reader comes back; and the browser keeps nothing."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.journeys.bedside import come_as, person_url, press

TOLD = "[name=told]"
STORY: list[str] = []
"""The address of an assessment whose story is not signed, once one was found."""


@pytest.fixture
def story(page: Page) -> str:
    """An assessment whose story is not signed is open; gives its address."""
    come_as(page, "Ren")
    if not STORY:
        STORY.append(found(page))
    page.goto(STORY[0])
    return STORY[0]


def found(page: Page) -> str:
    """The first of the people whose story is open, or can be opened."""
    page.goto("/people")
    for href in page.locator("main a[href^='/people/']").evaluate_all("all => all.map(a => a.getAttribute('href'))")[
        1:
    ]:
        page.goto(f"{href}/assessment")
        opening = page.get_by_role("button", name="Open the assessment")
        if opening.count():
            page.fill("[name=amount]", "6")
            press(opening)
        if page.locator(TOLD).count():
            return f"{href}/assessment"
    raise AssertionError("nobody of the demo has an open story")


def says(page: Page, words: str) -> None:
    expect(page.locator(".kept").first).to_contain_text(words, timeout=15_000)


def test_what_is_typed_is_there_again_after_the_page_was_left(page: Page, story: str) -> None:
    page.fill(TOLD, "half a sentence")
    says(page, "as your draft")
    page.goto("/today")
    page.goto(story)

    expect(page.locator(TOLD)).to_have_value("half a sentence")
    page.get_by_role("button", name="Forget it").click()


def test_a_form_waits_for_the_network_and_is_sent_by_itself(page: Page, context: BrowserContext, story: str) -> None:
    context.set_offline(offline=True)
    page.fill(TOLD, "typed while offline")
    page.get_by_role("button", name="Save the story").click()
    says(page, "Not sent yet: keep this page open")
    context.set_offline(offline=False)

    expect(page).to_have_url(re.compile("saved=story"), timeout=15_000)
    expect(page.locator(TOLD)).to_have_value("typed while offline")
    stored = page.evaluate("JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])")
    assert "offline" not in stored


def test_a_form_waits_until_the_same_person_has_signed_in_again(
    page: Page, context: BrowserContext, story: str
) -> None:
    context.clear_cookies()
    page.fill(TOLD, "typed after the session ended")
    page.get_by_role("button", name="Save the story").click()
    says(page, "You were signed out")
    other = context.new_page()
    come_as(other, "Dana")
    says(page, "Somebody else is signed in now")
    come_as(other, "Ren")

    expect(page).to_have_url(re.compile("saved=story"), timeout=40_000)
    expect(page.locator(TOLD)).to_have_value("typed after the session ended")


def test_any_form_that_writes_waits_for_the_server_and_keeps_its_words_when_it_is_refused(
    page: Page, context: BrowserContext
) -> None:
    come_as(page, "Ren")
    page.goto(f"{person_url(page, 'Marta')}/incident")
    story = page.get_by_label("What happened, in a few words")
    story.fill("Slipped, held the rail.")
    press(page.get_by_role("button", name="File the report"))
    expect(page).to_have_title(re.compile("^Error:"))
    expect(story).to_have_value("Slipped, held the rail.")
    page.get_by_label("Fall").check()
    page.get_by_label("A near miss: it reached nobody").check()
    context.set_offline(offline=True)
    page.get_by_role("button", name="File the report").click()
    says(page, "Not sent yet: keep this page open")
    page.route("**/incident", lambda route: route.fulfill(status=409, body="<p class=refused__says>Not so.</p>"))
    context.set_offline(offline=False)
    says(page, "Not so.")
    page.unroute("**/incident")

    expect(story).to_have_value("Slipped, held the rail.")
    page.get_by_role("button", name="File the report").click()
    expect(page.get_by_text("Filed.")).to_be_visible()
