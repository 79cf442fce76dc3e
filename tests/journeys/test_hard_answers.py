"""Answers that stop, in a real browser: a danger sign told at the door, and a block that a clinician lifts by name."""

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.bedside import (
    bed,
    button,
    come_as,
    counts_out,
    goes_to_needles,
    person_url,
    press,
    row,
    same_as_last_time,
    says_no_but,
)
from tests.journeys.looking import look

WHY_LIFTED = "Letter of his haematologist of 3 November: mild. Shallow, few, two minutes of pressure."


@pytest.fixture
def base_url(hard_url: str) -> str:
    """The clinic of hard days."""
    return hard_url


# --- a danger answer at the door ---


def test_a_danger_answer_at_the_door_stops_the_needles_and_the_desk_sees_no_answer(page: Page) -> None:
    person = a_danger_sign_is_told_to_noor(page)
    wei_cannot_begin(page, person)
    it_is_on_top_of_what_waits(page)
    nobody_can_sign_it_away(page, person)


def a_danger_sign_is_told_to_noor(page: Page) -> str:
    come_as(page, "Noor")
    person = person_url(page, "Ana Ribeiro")
    page.goto(f"{person}/screening")
    says_no_but(page, saddle_numbness="yes")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Stop. Read this aloud:")
    expect(alert).to_contain_text("The clinicians have been told; fetch one")
    expect(alert).not_to_contain_text("numb")
    expect(page.get_by_text("What they answered")).to_have_count(0)
    look(page, "red-flag")
    return person


def wei_cannot_begin(page: Page, person: str) -> None:
    come_as(page, "Wei")
    expect(row(page, "Ana Ribeiro").get_by_role("link", name="Read the answer")).to_be_visible()
    goes_to_needles(page, person)
    stop = page.get_by_role("region", name="Stop: no needles")
    expect(stop).to_contain_text("cauda equina")
    expect(stop.get_by_role("link", name="What to say and do now")).to_be_visible()
    expect(same_as_last_time(page)).to_have_count(0)
    expect(page.get_by_role("button", name="Count them in")).to_have_count(0)


def it_is_on_top_of_what_waits(page: Page) -> None:
    page.goto("/inbox")
    hers = page.locator("li.waiting__item").filter(has_text="Ana Ribeiro").first
    expect(hers).to_contain_text("Red answer")
    labels = page.locator("li.waiting__item .waiting__what strong").all_inner_texts()
    red = labels.count("Red answer")
    assert labels[:red] == ["Red answer"] * red


def nobody_can_sign_it_away(page: Page, person: str) -> None:
    page.goto(f"{person}/screening/needling")
    expect(page.get_by_role("main")).to_contain_text("No signature lifts it: only new answers change this.")
    expect(page.get_by_role("button", name="Lift the block")).to_have_count(0)


# --- a block lifted by name ---


def test_a_true_answer_that_blocks_is_lifted_by_name_so_nobody_has_to_falsify_it(page: Page) -> None:
    come_as(page, "Noor")
    person = person_url(page, "Harold Lindqvist")
    a_true_answer_blocks(page, person)
    the_desk_cannot_lift_it(page, person)
    wei_is_refused(page, person)
    wei_lifts_it_for_this_visit(page)
    the_needle_page_opens_and_says_why(page, person)


def a_true_answer_blocks(page: Page, person: str) -> None:
    page.goto(f"{person}/screening")
    says_no_but(page, blood_thinner="yes", bleeding_trouble="yes", bleeding_disorder="yes")
    expect(page.get_by_text("Last asked").filter(has_text="Noor Haddad")).to_be_visible()


def the_desk_cannot_lift_it(page: Page, person: str) -> None:
    expect(page.get_by_role("link", name="Lift the block")).to_have_count(0)
    answer = page.goto(f"{person}/screening/needling")
    assert answer
    assert answer.status == 403


def wei_is_refused(page: Page, person: str) -> None:
    come_as(page, "Wei")
    expect(row(page, "Harold Lindqvist")).to_contain_text("severe bleeding illness")
    goes_to_needles(page, person)
    stop = page.get_by_role("region", name="No needles go in yet")
    expect(stop).to_contain_text("Severe bleeding disorder: no needles.")
    expect(same_as_last_time(page)).to_have_count(0)


def wei_lifts_it_for_this_visit(page: Page) -> None:
    press(page.get_by_role("link", name="Read the answers and decide"))
    button(page, "Lift the block")  # no reason, no lift
    expect(page.get_by_role("group", name="For how long")).to_be_visible()
    page.get_by_label("Why it may go on").fill(WHY_LIFTED)
    expect(page.get_by_label("Only at the visit of")).to_be_checked()
    button(page, "Lift the block")
    signed = page.get_by_text("Lifted by Wei Lin, only at the visit of")
    expect(signed).to_contain_text(WHY_LIFTED)
    look(page, "lifted")


def the_needle_page_opens_and_says_why(page: Page, person: str) -> None:
    goes_to_needles(page, person)
    read = page.get_by_role("region", name="Read before needles")
    expect(read).to_contain_text(f"Signed by Wei Lin for this visit: {WHY_LIFTED}")
    expect(read).to_contain_text("Severe bleeding disorder")
    button(page, "I have read this")
    expect(read).to_contain_text("Read by Wei Lin")
    press(same_as_last_time(page))
    expect(bed(page, "Harold")).to_contain_text("8 in")
    counts_out(page, 8)
    expect(bed(page, "Harold")).to_have_count(0)
