"""Points are chosen by tapping a place on the body chart, or from the equal list; the text that is sent is the same."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.journeys.bedside import come_as, press, reads_what_stands_there, says_why
from tests.journeys.bedside import row as today
from tests.journeys.looking import look, tab_to

SECOND_LUMBAR = (0.55, 0.385)
"""Right beside the spine on the picture of the back, as parts of its width and height."""


NEEDLES: dict[str, str] = {}
"""The needle pages of those who wait for needles, once Wei has opened them from Today."""


@pytest.fixture(scope="module")
def session(chrome: Browser, base_url: str) -> list[dict[str, object]]:
    """Wei has opened the needle pages, read what stands first, and stays signed in."""
    context = chrome.new_context(base_url=base_url)
    page = context.new_page()
    come_as(page, "Wei")
    for who in ("Tomás", "Harold"):
        line = today(page, who)
        if line.get_by_role("button", name="Arrived").count():
            press(line.get_by_role("button", name="Arrived"))
        press(today(page, who).get_by_role("link", name="Place the needles"))
        says_why(page)  # Tomás is Ren's
        reads_what_stands_there(page)
        NEEDLES[who] = page.url
    cookies = [dict(cookie) for cookie in context.cookies()]
    context.close()
    return cookies


@pytest.fixture(autouse=True)
def _as_wei(page: Page, session: list[dict[str, object]]) -> None:
    page.context.add_cookies(session)  # type: ignore[arg-type]  # as they came


def opened(page: Page, who: str = "Tomás") -> Locator:
    """The picker on the needle page of somebody who waits for the needles."""
    page.goto(NEEDLES[who])
    picker = page.locator("[data-picker]")
    for closed in page.locator("details:not([open])").filter(has=picker).all():
        closed.locator(":scope > summary").click()
    expect(picker.locator(".picks")).to_be_visible()
    return picker


def typed(page: Page) -> Locator:
    return page.get_by_label("Points", exact=False).and_(page.locator("input[name=points]"))


def row(picker: Locator, code: str) -> Locator:
    return picker.locator(f".pick[data-code={code}]")


def tap(picker: Locator, across: float, down: float) -> None:
    picture = picker.locator("svg.body:visible")
    box = picture.bounding_box()
    assert box
    picture.click(position={"x": box["width"] * across, "y": box["height"] * down})


def test_a_tap_on_the_chart_offers_the_nearest_points_and_taps_go_round_the_sides(page: Page) -> None:
    picker = opened(page)

    tap(picker, *SECOND_LUMBAR)
    nearest = picker.locator(".pick:visible").first
    expect(nearest).to_have_attribute("data-code", "BL23")
    said = []
    for _ in range(3):
        nearest.locator(".pick__main").click()
        said.append(typed(page).input_value())

    assert said == ["bl23 r", "bl23 b", ""]


def test_a_chosen_point_is_filled_on_the_chart_and_counted_at_once(page: Page) -> None:
    picker = opened(page)

    row(picker, "BL23").get_by_role("button", name="both").click()

    expect(picker.locator("[data-count]")).to_have_text("2")
    expect(picker.locator("svg.body--back circle.c-chosen")).to_have_count(2)
    expect(row(picker, "BL23").get_by_role("button", name="both")).to_have_attribute("aria-pressed", "true")


def test_what_is_typed_shows_on_the_chart_and_is_kept_beside_what_is_tapped(page: Page) -> None:
    picker = opened(page)

    typed(page).fill("ashi l4 r x3, gb30 r")
    row(picker, "GV3").locator(".pick__main").click()

    assert typed(page).input_value() == "ashi l4 r x3, gb30 r, gv3 m"
    expect(picker.locator("[data-count]")).to_have_text("5")
    expect(picker.locator("svg.body--back circle.c-chosen")).to_have_count(2)


def test_a_point_is_found_by_code_by_name_and_by_place(page: Page) -> None:
    picker = opened(page)
    find = picker.get_by_role("searchbox")

    for words, code in (("bl23", "BL23"), ("shenshu", "BL23"), ("knee crease", "BL40")):
        find.fill(words)
        expect(picker.locator(".pick:visible")).to_have_count(1)
        expect(row(picker, code)).to_be_visible()
    find.fill("elbow knee")
    expect(picker.get_by_text("No point is called that.")).to_be_visible()


def test_a_set_is_taken_over_with_one_tap_and_changed_by_hand(page: Page) -> None:
    picker = opened(page)

    picker.get_by_text("Sets", exact=True).click()
    picker.get_by_role("button", name="First time, few needles").click()
    row(picker, "BL40").locator(".pick__main").click()

    assert typed(page).input_value() == "bl23 b"


def test_the_keyboard_alone_chooses_a_point(page: Page) -> None:
    picker = opened(page)
    picker.get_by_role("searchbox").focus()
    page.keyboard.type("weizhong")

    tab_to(page, "BL40")
    page.keyboard.press("Enter")
    tab_to(page, "right")
    page.keyboard.press("Space")

    assert typed(page).input_value() == "bl40 r"


def test_another_picture_shows_its_own_places(page: Page) -> None:
    picker = opened(page)

    picker.get_by_text("Hands", exact=True).click()
    picker.locator(".plate:visible").get_by_role("button", name="Hand or wrist").click()

    expect(picker.locator("svg.body:visible")).to_have_class(re.compile("body--hand"))
    expect(picker.locator(".pick:visible strong")).to_have_text(["EX-UE7", "ASHI", "LI4", "SI3", "SI6"])


def test_a_sore_spot_is_named_by_the_place_that_was_tapped_and_takes_nothing_out(page: Page) -> None:
    picker = opened(page)
    typed(page).fill("ashi l4 r x3")

    tap(picker, *SECOND_LUMBAR)
    row(picker, "ASHI").locator(".pick__main").click()

    assert typed(page).input_value() == "ashi l4 r x3, ashi low back r"
    expect(picker.locator("[data-count]")).to_have_text("4")


def test_a_point_that_asks_for_care_is_read_and_ticked_first(page: Page) -> None:
    picker = opened(page, "Harold")
    knee = row(picker, "BL40")

    knee.locator(".pick__main").click()
    assert typed(page).input_value() == ""
    expect(knee.get_by_label("I have read this")).to_be_focused()
    knee.get_by_label("I have read this").check()
    knee.locator(".pick__main").click()

    assert typed(page).input_value() == "bl40 l"
    look(page, "picker-care")


def test_the_points_of_the_last_time_are_one_tap_away(page: Page) -> None:
    picker = opened(page)

    picker.get_by_role("button", name="Begin with last time").click()

    assert typed(page).input_value().startswith("bl23 b")
    expect(picker.locator("[data-count]")).to_have_text("8")
