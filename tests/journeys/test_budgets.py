"""What a clinician's day may cost in taps: each task is held to its budget, from its open page to the end."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.journeys.bedside import come_as, press
from tests.journeys.hands import Hands
from tests.journeys.looking import look

ORIENT, REPEAT_NEEDLES, NEW_NEEDLES, MOVEMENT, REVIEW = 1, 12, 20, 14, 3
"""Most actions for each task. Looking and reading cost nothing here."""
NEW_SET = ("BL23", "BL25", "GB30", "BL40", "BL60")
"""Both sides of each: ten needles, which one pair of hands may count."""

HEED = (
    "Record drug and last INR or dose.",
    "Light pressure: bruises come easily.",
    "Blood thinner: weigh a thrust",
    "Over 55",
    "Apixaban, stable for two years.",
)
"""What is to be heeded with Harold: for needles, hands and thrusts, and what Wei signed."""


def line(page: Page, name: str) -> Locator:
    return page.locator("[data-row]").filter(has_text=name)


def opened(page: Page, name: str, heading: str) -> Hands:
    """The page that Today offers as the next step for somebody; what is pressed from here on counts."""
    line(page, name).locator("a[data-next]").click()
    expect(page.get_by_role("heading", level=1, name=heading, exact=True)).to_be_visible()
    return Hands(page)


def group(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=re.compile(f"^{name}"))


def number(page: Page, name: str, value: int) -> Locator:
    """One of 0 to 10, as a choice of a form."""
    return group(page, name).locator("label").filter(has_text=re.compile(f"^\\s*{value}\\s*$"))


def tick(page: Page, name: str, words: str) -> Locator:
    """One of a few choices in a row."""
    return group(page, name).locator("label").filter(has_text=words)


def reads_what_was_told(hands: Hands) -> None:
    hands.button("I have read this")
    expect(hands.page.get_by_text(re.compile("^Read by"))).to_be_visible()


def says_pain(hands: Hands, when: str, value: int) -> None:
    """Kept at once: the number stays pressed."""
    button = group(hands.page, f"Pain {when} needles").get_by_role("button", name=str(value), exact=True)
    hands.tap(button)
    expect(button).to_have_attribute("aria-pressed", "true")


def looks_in_twice(hands: Hands) -> None:
    """Both looks of a session, and whether it was felt."""
    looked = hands.page.get_by_role("region", name="Stay in").locator(".chip").filter(has_text=re.compile(r"\bmin:"))
    for times in (1, 2):
        hands.button("fine")
        expect(looked).to_have_count(times)
    hands.button("Felt it")
    expect(hands.page.get_by_text("Felt (deqi): yes")).to_be_visible()


def takes_out_by_areas(hands: Hands) -> None:
    """One tap for each area, until none is left."""
    areas = hands.page.get_by_role("region", name="Needles out").locator("button[name=area]")
    for left in range(areas.count() - 1, -1, -1):
        hands.tap(areas.first)
        expect(areas).to_have_count(left)
    expect(hands.page.get_by_text("All needles are out.")).to_be_visible()


def ends_steady_and_signs(hands: Hands, pain: int) -> None:
    says_pain(hands, "after", pain)
    after = hands.page.get_by_role("region", name="After needles")
    hands.tap(after.get_by_role("button", name="Yes", exact=True))
    expect(after.get_by_text(re.compile("Steady on their feet.*yes"))).to_be_visible()
    hands.button("Sign the needles")
    expect(hands.page.get_by_role("heading", name="Signed record")).to_be_visible()


@pytest.mark.parametrize(("name", "flags"), [("Marta Kowal", ("No danger signs.",)), ("Harold Lindqvist", HEED)])
def test_one_tap_on_today_shows_all_that_is_needed_to_begin(page: Page, name: str, flags: tuple[str, ...]) -> None:
    come_as(page, "Wei")
    hands = Hands(page)

    hands.tap(line(page, name).get_by_role("link", name=name))

    who = page.get_by_role("region", name="Person")
    side = page.get_by_role("complementary", name="Plan and safety")
    expect(who.get_by_role("heading", name=name)).to_be_in_viewport()
    expect(who.locator(".who__next")).to_be_in_viewport()
    expect(page.get_by_role("region", name="Now", exact=True)).to_be_in_viewport()
    expect(page.get_by_role("region", name="Now", exact=True)).to_contain_text(re.compile(r"Now:\s+Pain \w+"))
    expect(side.get_by_role("heading", name="Today's intent")).to_be_visible()
    expect(side.get_by_text("Bends further than last time.")).to_be_visible()
    for flag in flags:
        expect(side.get_by_text(flag)).to_be_visible()
    hands.within(ORIENT)
    if name == "Marta Kowal":
        look(page, "person")


def test_needles_as_last_time_are_recorded_within_their_budget(page: Page) -> None:
    come_as(page, "Wei")
    hands = opened(page, "Priya", "Needles")
    look(page, "needles-begin")

    reads_what_was_told(hands)
    says_pain(hands, "before", 5)
    hands.tap(page.get_by_role("button", name=re.compile("^Same as last time: 8 needles")))
    expect(page.get_by_role("heading", name="Stay in")).to_be_visible()
    looks_in_twice(hands)
    look(page, "needles-in")
    takes_out_by_areas(hands)
    ends_steady_and_signs(hands, 4)

    hands.within(REPEAT_NEEDLES)
    expect(page.get_by_role("region", name="Signed record")).to_contain_text("8 in, 8 out")
    look(page, "needles-signed")


def test_a_new_set_of_five_points_is_recorded_within_its_budget(page: Page) -> None:
    come_as(page, "Noor")
    press(line(page, "Marta").get_by_role("button", name="Arrived"))
    expect(line(page, "Marta")).to_contain_text("here since")
    come_as(page, "Wei")
    hands = opened(page, "Marta", "Needles")

    reads_what_was_told(hands)
    says_pain(hands, "before", 3)
    hands.tap(page.get_by_text("Another set", exact=True))
    for code in NEW_SET:
        hands.tap(page.locator(f".pick[data-code={code}]").get_by_role("button", name="both"))
    expect(page.locator("[data-picker] [data-count]")).to_have_text("10")
    look(page, "needles-new-set")
    hands.button("Count them in")
    expect(page.get_by_role("heading", name="Stay in")).to_be_visible()
    looks_in_twice(hands)
    takes_out_by_areas(hands)
    ends_steady_and_signs(hands, 2)

    hands.within(NEW_NEEDLES)
    expect(page.get_by_role("region", name="Signed record")).to_contain_text("10 in, 10 out")


def test_a_movement_visit_is_recorded_within_its_budget(page: Page) -> None:
    come_as(page, "Dana")
    hands = opened(page, "Sofía", "Movement")
    look(page, "movement")

    for item in ("Pelvic tilt", "Knee rocks", "Sitting breaks and desk"):
        hands.tap(page.locator(".item__name").filter(has_text=item))
    hands.tap(tick(page, "Since last time", "bends easier"))
    hands.fill(page.get_by_label("Bend forward"), "52")
    hands.tap(number(page, "Pain now", 4))
    hands.tap(tick(page, "Next time", "load: more"))
    hands.tap(page.get_by_label("Taught", exact=True))
    expect(page.get_by_label("Note", exact=True)).to_have_value(re.compile("Pelvic tilt"))
    hands.button("Sign the movement")
    expect(page.get_by_role("heading", name="Signed record")).to_be_visible()

    hands.within(MOVEMENT)
    record = page.get_by_role("region", name="Signed record")
    for said in ("Pelvic tilt", "Knee rocks", "Bend forward", "bends easier", "Taught"):
        expect(record).to_contain_text(said)
    look(page, "movement-signed")


def test_a_proposal_is_decided_and_the_plan_agreed_within_its_budget(page: Page) -> None:
    come_as(page, "Wei")
    page.goto("/inbox")
    task = page.get_by_role("listitem").filter(has_text="Fatima")
    task.get_by_role("link", name="Open the review").click()
    expect(page.get_by_role("heading", level=1, name="Review", exact=True)).to_be_visible()
    look(page, "review")
    hands = Hands(page)

    hands.tap(page.get_by_label("Accept", exact=True))
    hands.button("Decide")
    expect(page.get_by_text("Decided. Plan version 2 waits to be agreed.")).to_be_visible()
    hands.button("I agree to this version")
    expect(page.get_by_text("Wei Lin ✓")).to_be_visible()
    hands.within(REVIEW)

    plan = page.url.partition("?")[0]
    come_as(page, "Dana")
    page.goto(plan)
    second = Hands(page)
    second.button("I agree to this version")
    expect(page.get_by_text("Dana Novak ✓")).to_be_visible()
    second.button("Write down that they said yes")
    expect(page.get_by_text("open", exact=True)).to_have_count(0)
    second.within(2)
