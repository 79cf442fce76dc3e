"""Whole flows by keyboard alone: everything is reached and seen, and a press never leaves the focus nowhere."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.journeys.bedside import UNSETTLED, come_as, press
from tests.journeys.served import Built, a_clinic, serving

FURTHEST = 60
"""Tab presses to anything on a page."""

IS_HERE = """(element) => {
  const here = document.activeElement;
  return here === element || (element.type === "radio" && here.name === element.name && here.form === element.form);
}"""
IS_SEEN = """(element) => {
  const { left, top, width, height } = element.getBoundingClientRect();
  const there = document.elementFromPoint(left + width / 2, top + height / 2);
  return Boolean(there) && (element.contains(there) || there.closest("label")?.control === element);
}"""


@pytest.fixture(scope="module")
def base_url(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A clinic of its own, so that no other journey has treated his person."""
    with a_clinic(built, tmp_path_factory.mktemp("keyboard")) as environment, serving(environment) as base:
        yield base


class Keys:
    """Two hands on a keyboard."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, what: Locator, at_most: int = FURTHEST) -> None:
        """Tab until it has the focus; it must not lie under what stays on the page."""
        wanted = what.first.element_handle()
        for _ in range(at_most + 1):
            if wanted.evaluate(IS_HERE):
                break
            self.page.keyboard.press("Tab")
        else:
            raise AssertionError(f"Tab never reached {what}")
        assert wanted.evaluate(IS_SEEN), f"{what} has the focus and is covered"

    def press(self, what: Locator, at_most: int = FURTHEST) -> None:
        """Reach a button or link and press it; what comes next has the focus."""
        self.reach(what, at_most)
        self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()
        expect(self.page.locator(f"{UNSETTLED}, form[aria-busy]")).to_have_count(0)

    def stays(self, what: Locator, at_most: int = FURTHEST) -> None:
        """Press what changes a part of the page: the focus is not lost with the part."""
        self.press(what, at_most)
        self.page.wait_for_function("() => document.activeElement !== document.body", timeout=5_000)

    def choose(self, what: Locator) -> None:
        """Reach a choice of several, and go on with the arrow until it is this one."""
        wanted = what.first.element_handle()
        self.reach(what)
        for _ in range(12):
            if wanted.evaluate("(element) => element === document.activeElement"):
                break
            self.page.keyboard.press("ArrowRight")
        if not wanted.evaluate("(element) => element.checked"):
            self.page.keyboard.press("Space")
        expect(what.first).to_be_checked()

    def tick(self, what: Locator) -> None:
        """Reach a box and tick it."""
        self.reach(what)
        self.page.keyboard.press("Space")
        expect(what.first).to_be_checked()


def group(within: Page | Locator, name: str) -> Locator:
    return within.get_by_role("group", name=re.compile(f"^{name}"))


def row(page: Page) -> Locator:
    return page.locator("tr[data-row]").filter(has_text="Tomás")


def test_ren_gives_a_whole_pair_by_keyboard_alone(page: Page) -> None:
    come_as(page, "Noor")
    press(row(page).get_by_role("button", name="Arrived"))
    come_as(page, "Ren")
    keys = Keys(page)
    keys.press(row(page).locator("a[data-next]"))

    needles(page, keys)
    movement(page, keys)

    expect(page.get_by_role("heading", name="Signed record")).to_have_count(2)


def needles(page: Page, keys: Keys) -> None:
    """As last time; the areas one after the other without a Tab between them."""
    read = page.get_by_role("button", name="I have read this")
    if read.count():
        keys.stays(read)
        expect(page.get_by_text(re.compile("^Read by"))).to_be_visible()
    keys.stays(group(page, "Pain before").get_by_role("button", name="5", exact=True))
    keys.stays(page.get_by_role("button", name=re.compile("^Same as last time")))
    areas = page.get_by_role("region", name="Needles out").locator("button[name=area]")
    count = areas.count()
    for left in range(count - 1, -1, -1):
        keys.stays(areas, at_most=FURTHEST if left == count - 1 else 1)
        expect(areas).to_have_count(left)
    keys.stays(group(page, "Pain after").get_by_role("button", name="4", exact=True))
    keys.stays(page.locator("#steady-yes"))
    keys.press(page.get_by_role("button", name="Sign the needles"))
    expect(page.get_by_role("heading", name="Movement", exact=True)).to_be_focused()


def movement(page: Page, keys: Keys) -> None:
    """The plan's list ticked, pain, how it went, signed."""
    half = page.locator("#own-movement")
    keys.stays(half.get_by_role("button", name="Start movement"))
    for number in range(3):
        keys.tick(half.locator(".item__name input").nth(number))
    keys.choose(group(half, "Pain now").locator("input[value='3']"))
    keys.tick(half.locator("label.tap", has_text="sits longer").locator("input"))
    keys.stays(half.get_by_role("button", name="Sign the movement"))
    expect(page.locator("#signed-movement")).to_be_focused()


def test_a_review_is_accepted_and_agreed_by_keyboard_alone(page: Page) -> None:
    come_as(page, "Wei")
    keys = Keys(page)
    page.goto("/inbox")

    keys.press(page.get_by_role("listitem").filter(has_text="Fatima").get_by_role("link", name="Open the review"))
    keys.choose(page.get_by_label("Accept", exact=True))
    keys.press(page.get_by_role("button", name="Decide"))
    expect(page.get_by_text("Decided. Plan version 2 waits to be agreed.")).to_be_visible()
    keys.press(page.get_by_role("button", name="I agree to this version"), at_most=80)

    expect(page.get_by_text("Wei Lin ✓")).to_be_visible()
