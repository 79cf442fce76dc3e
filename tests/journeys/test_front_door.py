"""The public home and the way in, by keyboard alone, in both themes and widths; and strangers with a sore back."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.journeys.hands import Hands
from tests.journeys.later import serving_later
from tests.journeys.looking import look, tab_to

ZONE = ZoneInfo("America/Toronto")
FEW = 33
"""Actions from the first page to a booked talk: two for each of the questions, and nine around them."""


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


@pytest.fixture
def phone(chrome: Browser, base_url: str) -> Iterator[Page]:
    """A telephone's screen, 360 px wide."""
    with_script = chrome.new_context(base_url=base_url, viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    yield with_script.new_page()
    with_script.close()


def test_a_stranger_books_the_free_talk_on_a_telephone_in_few_actions(phone: Page) -> None:
    hands = Hands(phone)
    answers_no_to_everything(hands)
    look(phone, "front-answers")
    books(hands, "Ana Ruiz")

    expect(phone.get_by_role("heading", name="It is booked")).to_be_visible()
    hands.within(FEW)
    look(phone, "front-booked")
    hands.tap(phone.get_by_role("link", name="Move or cancel it"))
    look(phone, "front-booking")
    hands.tap(phone.get_by_role("link", name="Move it"))
    look(phone, "front-move")
    hands.tap(phone.get_by_role("radio").first)
    hands.button("Move it")
    expect(phone.get_by_role("heading", name="It is booked")).to_be_visible()


def test_the_same_without_javascript(chrome: Browser, base_url: str) -> None:
    bare = chrome.new_context(base_url=base_url, viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = bare.new_page()
    page.goto("/check")
    press(page, "Start")
    while not page.url.endswith("/answers"):
        page.get_by_label("No", exact=True).check()
        press(page, "Continue")
    page.get_by_role("link", name="Choose a time").click()
    page.get_by_label("By phone: we ring you").check()
    page.get_by_text("More times this week").click()
    page.locator("details details > summary").last.click()
    page.locator("details details").last.get_by_role("radio").last.check()
    page.get_by_label("Your name").fill("Bo Dahl")
    press(page, "Book")
    expect(page.get_by_text("We need a phone number to ring you.").first).to_be_visible()
    expect(page.get_by_label("Your name")).to_have_value("Bo Dahl")
    page.get_by_label("Phone number").fill("+1 416 555 0177")
    press(page, "Book")

    expect(page.get_by_role("heading", name="It is booked")).to_be_visible()
    bare.close()


def test_a_stranger_with_a_red_flag_at_night_is_told_where_help_is(demo: dict[str, str], chrome: Browser) -> None:
    night = datetime.combine(datetime.now(ZONE).date() + timedelta(days=1), time(2, 30), ZONE)
    with serving_later(demo, night - datetime.now(UTC)) as base:
        window = chrome.new_context(base_url=base, viewport={"width": 360, "height": 740}, reduced_motion="reduce")
        page = window.new_page()
        page.goto("/check")
        press(page, "Start")
        while not page.url.endswith("/stop"):
            danger = "saddle" in page.url
            page.get_by_label("Yes" if danger else "No", exact=True).check()
            press(page, "Continue")
        expect(page.get_by_role("heading", name="Get help now")).to_be_visible()
        expect(page.get_by_role("link", name="Call 911")).to_have_attribute("href", "tel:911")
        expect(page.get_by_text("Nobody is here now. Somebody reads this on")).to_be_visible()
        look(page, "front-stop-at-night")
        page.goto("/consult")
        expect(page.get_by_role("heading", name="Get help now")).to_be_visible()
        page.get_by_label("Your name").fill("Rosa")
        page.get_by_label("Phone number").fill("+1 416 555 0199")
        press(page, "Yes, ring me")
        expect(page.get_by_role("heading", name="A clinician will ring you")).to_be_visible()
        window.close()


def answers_no_to_everything(hands: Hands) -> None:
    hands.page.goto("/check")
    hands.button("Start")
    while not hands.page.url.endswith("/answers"):
        hands.tap(hands.page.get_by_label("No", exact=True))
        hands.button("Continue")


def books(hands: Hands, name: str) -> None:
    page = hands.page
    hands.tap(page.get_by_role("link", name="Choose a time"))
    look(page, "front-consult")
    hands.tap(page.get_by_label("By phone: we ring you"))
    hands.tap(page.locator("fieldset#id_starts").get_by_role("radio").first)
    hands.fill(page.get_by_label("Your name"), name)
    hands.fill(page.get_by_label("Phone number"), "+1 416 555 0142")
    hands.button("Book")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()
