"""The public home and the way in, by keyboard alone, in both themes and widths."""

import re

from playwright.sync_api import BrowserContext, Page, expect
from tests.journeys.looking import look, tab_to


def test_the_public_home_says_whose_it_is_and_has_no_barrier(page: Page) -> None:
    page.goto("/")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("main").get_by_role("heading", name="What we do")).to_be_visible()
    look(page, "home")


def test_a_newcomer_looks_around_as_marta_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/")

    tab_to(page, "Marta")
    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="Marta")).to_have_attribute("aria-current", "true")


def test_every_page_of_the_demo_is_marked(page: Page) -> None:
    for address in ("/", "/sign-in", "/there-is-no-such-page"):
        page.goto(address)

        expect(page.get_by_role("form", name="Demo")).to_be_visible()


def test_a_wrong_password_is_said_beside_the_form_and_the_name_is_kept(page: Page) -> None:
    page.goto("/sign-in")
    look(page, "sign-in")

    tab_to(page, "E-mail")
    page.keyboard.type("noor@example.org")
    tab_to(page, "Password")
    page.keyboard.type("not this one either")
    page.keyboard.press("Enter")

    expect(page).to_have_title(re.compile("^Error:"))
    expect(page.get_by_label("E-mail")).to_have_value("noor@example.org")
    expect(page.get_by_label("Password")).to_have_value("")
    look(page, "sign-in-wrong")


def test_signing_out_leaves_nothing_behind(page: Page, context: BrowserContext) -> None:
    page.goto("/")
    page.get_by_role("button", name="Noor").click()

    page.get_by_role("button", name="visitor").click()

    expect(page.get_by_role("button", name="visitor")).to_have_attribute("aria-current", "true")
    assert not any(cookie["name"].endswith("weft") for cookie in context.cookies())


def test_the_public_home_works_without_javascript(page: Page) -> None:
    page.context.route("**/*.js", lambda route: route.abort())
    page.goto("/")

    assert page.locator("script").count() == 0
