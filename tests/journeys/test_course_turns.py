"""Where a course turns, in a real browser: needles become rarer because a rule proposed it, and care ends."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.bedside import button, come_as, person_url, press
from tests.journeys.looking import look
from tests.journeys.served import let_in

PROPOSED = "Needles could become rarer."
STAY_WELL = {
    "What to go on doing": "Walk every evening.",
    "Early signs to watch for": "Two nights awake with the back.",
    "What to do then": "Ring us, there is a visit within a week.",
}


@pytest.fixture
def base_url(hard_url: str) -> str:
    """The clinic of hard days."""
    return hard_url


def test_a_proposal_makes_needles_rarer_when_a_clinician_says_yes(page: Page) -> None:
    come_as(page, "Wei")
    person = person_url(page, "Fatima El Sayed")
    a_rule_proposes_rarer_needles(page)
    wei_accepts(page)
    the_plan_says_what_changed(page, person)
    her_page_says_it(page, person)
    both_agree_again(page, person)


def a_rule_proposes_rarer_needles(page: Page) -> None:
    press(page.get_by_role("link", name="Decide", exact=True))
    proposal = page.get_by_role("region", name="Proposed: rarer needles")
    expect(proposal).to_contain_text(PROPOSED)
    expect(proposal.locator("del")).to_have_text("Needles 2 a week")
    expect(proposal.locator("ins")).to_have_text("Needles once a week")


def wei_accepts(page: Page) -> None:
    proposal = page.get_by_role("region", name="Proposed: rarer needles")
    proposal.get_by_label("Accept", exact=True).check()
    press(proposal.get_by_role("button", name="Decide"))
    expect(proposal).to_have_count(0)


def the_plan_says_what_changed(page: Page, person: str) -> None:
    page.goto(person)
    press(page.get_by_role("link", name="plan v2", exact=True))
    expect(page.get_by_text("version 2 of")).to_be_visible()
    changed = page.get_by_role("region", name="What changed")
    expect(changed).to_contain_text("a proposal was accepted")
    expect(changed).to_contain_text(
        re.compile(r"1 a week, 2 visits, 20 minutes\. Before: .*2 a week, 4 visits, 20 minutes\.")
    )
    expect(changed).to_contain_text(PROPOSED)
    press(page.get_by_role("link", name="As the person sees it"))
    expect(page.get_by_role("main")).to_contain_text("Needles once a week")


def her_page_says_it(page: Page, person: str) -> None:
    page.goto(person)
    happened = page.get_by_role("region", name="What happened")
    expect(happened).to_contain_text("rarer needles: accepted by Wei Lin")
    why = page.get_by_role("complementary", name="Plan and safety")
    expect(why).to_contain_text("Needles once a week")
    expect(why).to_contain_text("not agreed yet")


def both_agree_again(page: Page, person: str) -> None:
    """A changed plan is agreed anew before it counts."""
    for who in ("Wei", "Dana"):
        come_as(page, who)
        page.goto(person)
        press(page.get_by_role("link", name="plan v2", exact=True))
        button(page, "I agree to this version")
        expect(page.get_by_role("button", name="I agree to this version")).to_have_count(0)


def test_care_ends_with_the_goals_asked_and_a_way_back_on_his_own_page(page: Page, hard: dict[str, str]) -> None:
    come_as(page, "Dana")
    person = person_url(page, "Björn Åkesson")
    press(page.get_by_role("link", name="Discharge", exact=True))
    the_goal_is_asked_first(page)
    what_is_next_is_asked(page)
    care_ends(page)
    his_page_says_so(page, person)
    nobody_rings_after_him_any_more(page)
    let_in(hard, person.rsplit("/", 1)[1], "bjorn")
    he_reads_what_keeps_him_well(page)


def the_goal_is_asked_first(page: Page) -> None:
    for label, text in STAY_WELL.items():
        page.get_by_label(label).fill(text)
    button(page, "End care")
    expect(page.get_by_text("Sleep through the night: Ask about this goal.")).to_be_visible()
    expect(page.get_by_label("What to go on doing")).to_have_value(STAY_WELL["What to go on doing"])


def what_is_next_is_asked(page: Page) -> None:
    """A goal that is not reached holds nobody back, but somebody says what comes."""
    page.get_by_label("Sleep through the night").select_option("6")
    page.get_by_label("Why care ends").select_option(label="Their own wish")
    button(page, "End care")
    expect(page.get_by_text("Not fully reached yet: Sleep through the night.").first).to_be_visible()
    page.get_by_label("What is next").fill("A walk every evening; he rings in January.")


def care_ends(page: Page) -> None:
    button(page, "End care")
    expect(page.get_by_role("heading", name="After discharge")).to_be_visible()
    ended = page.get_by_role("region", name="Care ended on")
    expect(ended).to_contain_text("Their own wish")
    for label, text in STAY_WELL.items():
        expect(ended).to_contain_text(label)
        expect(ended).to_contain_text(text)
    watched = page.get_by_role("region", name="Has it come back?")
    expect(watched.get_by_role("cell", name="to come")).to_have_count(5)
    look(page, "discharge")


def his_page_says_so(page: Page, person: str) -> None:
    page.goto(person)
    expect(page.get_by_role("region", name="What happened")).to_contain_text("Care ended: Their own wish")
    expect(page.get_by_role("link", name="After discharge")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Nothing is booked.")


def nobody_rings_after_him_any_more(page: Page) -> None:
    page.goto("/inbox")
    expect(page.get_by_role("heading", name="Needs a person")).to_be_visible()
    expect(page.locator("li.waiting__item").filter(has_text="Björn")).to_have_count(0)


def he_reads_what_keeps_him_well(page: Page) -> None:
    """What Dana wrote is on his own page, under his own name."""
    come_as(page, "Björn")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hello Björn")
    expect(page.get_by_role("region", name="Your next visit")).to_contain_text("you are in charge now")
    well = page.get_by_role("region", name="Staying well")
    for text in STAY_WELL.values():
        expect(well).to_contain_text(text)
    expect(page.get_by_role("heading", name="Your plan")).to_have_count(0)
    look(page, "me-after-discharge")
