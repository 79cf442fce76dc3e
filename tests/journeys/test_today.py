"""Today in a real browser: landing, keys, a poll that leaves the focus alone, names that can be hidden."""

import re

from playwright.sync_api import Page, expect
from tests.journeys.looking import axe, look

FOCUS = "document.activeElement.id"


def come_as(page: Page, who: str) -> None:
    page.goto("/")
    page.locator("form.demo").get_by_role("button", name=who).click()
    expect(page).to_have_url(re.compile("/today$"))
    page.wait_for_load_state()


def test_the_desk_begins_its_day_on_today_and_sees_every_page_of_its_own(page: Page) -> None:
    come_as(page, "Noor")
    look(page, "today-desk")

    for name in ("inbox", "messages"):
        page.goto(f"/{name}")
        look(page, name)


def test_a_clinician_sees_the_same_day_with_their_own_next_steps(page: Page) -> None:
    come_as(page, "Wei")

    look(page, "today-needles")
    expect(page.locator("table.board tbody tr").first).to_be_visible()


def test_arrows_go_from_next_step_to_next_step_and_a_poll_leaves_the_focus_there(page: Page) -> None:
    come_as(page, "Noor")
    page.keyboard.press("ArrowDown")
    first = page.evaluate(FOCUS)
    page.keyboard.press("ArrowDown")
    there = page.evaluate(FOCUS)

    with page.expect_response(lambda answer: answer.url.endswith("/today")):
        page.evaluate("htmx.trigger('#board', 'rest')")
    expect(page.locator(".htmx-request, .htmx-settling, .htmx-swapping")).to_have_count(0)

    assert there.startswith("next-")
    assert first != there
    assert page.evaluate(FOCUS) == there


def test_the_board_does_not_move_under_a_hand(page: Page) -> None:
    come_as(page, "Noor")
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if one.url.endswith("/today") else None)
    page.locator("table.board").hover()

    page.evaluate("htmx.trigger('#board', 'rest')")
    held = list(asked)
    with page.expect_response(lambda answer: answer.url.endswith("/today")):
        page.mouse.move(2, 2)

    assert held == []


def test_hidden_names_stay_hidden_when_the_board_is_polled(page: Page) -> None:
    come_as(page, "Noor")
    page.get_by_role("link", name="Hide names").click()
    expect(page.get_by_role("link", name="Show names")).to_be_visible()

    with page.expect_response(lambda answer: "/today?names=short" in answer.url):
        page.evaluate("htmx.trigger('#board', 'rest')")

    assert "Lindqvist" not in page.content()
    axe(page)
