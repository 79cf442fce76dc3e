"""Hard days at the beds, in a real browser: three at once, a needle that is missing, a faint."""

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.journeys.bedside import (
    arrives,
    at_bed,
    bed,
    button,
    cannot_start,
    come_as,
    counts_out,
    goes_to_movement,
    person_url,
    places_needles,
    press,
)
from tests.journeys.looking import look

STAFF_PAGES = ("/today", "/people", "/inbox", "/enquiries", "/messages", "/settings/knowledge", "/incidents/new")


@pytest.fixture
def base_url(hard_url: str) -> str:
    """The clinic of hard days."""
    return hard_url


# --- three beds ---


def test_three_beds_are_full_at_once_and_each_is_counted_out_by_whoever_is_free(page: Page) -> None:
    two_more_get_needles(page)
    every_staff_page_shows_three_beds(page)
    wei_takes_out_what_ren_put_in(page)
    the_last_needle_takes_the_bed_off_the_strip(page)


def two_more_get_needles(page: Page) -> None:
    """Lena has hers in already; Tomás comes, Priya is here."""
    come_as(page, "Noor")
    arrives(page, "Tomás Herrera")
    come_as(page, "Ren")
    places_needles(page, "Tomás Herrera")
    come_as(page, "Wei")
    places_needles(page, "Priya Sharma")


def every_staff_page_shows_three_beds(page: Page) -> None:
    for address in (*STAFF_PAGES, person_url(page, "Ingrid Sørensen")):
        page.goto(address)
        for name in ("Lena", "Tomás", "Priya"):
            expect(bed(page, name)).to_contain_text("8 in")
    look(page, "beds-three")


def wei_takes_out_what_ren_put_in(page: Page) -> None:
    at_bed(page, "Lena")
    counts_out(page, 5)
    expect(bed(page, "Lena")).to_contain_text("3 in")
    expect(page.get_by_role("main")).to_contain_text("5 of 8")


def the_last_needle_takes_the_bed_off_the_strip(page: Page) -> None:
    for name, left in (("Tomás", 8), ("Lena", 3), ("Priya", 8)):
        at_bed(page, name)
        counts_out(page, left)
        expect(page.get_by_text("All needles are out.")).to_be_visible()
        expect(bed(page, name)).to_have_count(0)


# --- a needle is missing ---


def test_a_count_that_does_not_agree_keeps_signing_closed_until_the_needle_is_reported(page: Page) -> None:
    come_as(page, "Ren")
    at_bed(page, "Jonas")
    signing_is_refused(page)
    movement_waits_for_the_needle(page)
    the_search_is_walked_through(page)
    signing_is_open(page)
    the_lead_sees_it(page)


def signing_is_refused(page: Page) -> None:
    button(page, "Sign the needles")
    expect(page.get_by_role("alert")).to_contain_text("Nothing was saved.")
    expect(page.get_by_role("alert")).to_contain_text("needle")
    expect(page.get_by_role("heading", name="Signed record")).to_have_count(0)


def movement_waits_for_the_needle(page: Page) -> None:
    come_as(page, "Dana")
    goes_to_movement(page, "Jonas")
    expect(page.locator("#waits")).to_contain_text("Ren Okafor, Bed 4")
    cannot_start(page)


def the_search_is_walked_through(page: Page) -> None:
    come_as(page, "Ren")
    at_bed(page, "Jonas")
    button(page, "That was all: a needle is missing")
    search = page.get_by_role("region", name="One needle is not accounted for")
    expect(search).to_contain_text("Look at the body first, area by area; then bed, floor, clothes, bin.")
    expect(search).to_contain_text("low back")
    nobody_skips_the_search(page, search)
    look(page, "mismatch")
    for place in ("bed", "floor", "clothes", "bin", "the body again"):
        search.get_by_label(place, exact=True).check()
    search.get_by_label("Who else looked or counted?").select_option(label="Wei Lin")
    press(search.get_by_role("button", name="Report the missing needle"))
    expect(page.get_by_text("1 reported missing")).to_be_visible()


def nobody_skips_the_search(page: Page, search: Locator) -> None:
    """Nothing looked at is refused; nobody else asked is refused; what was ticked and typed stays."""
    report = search.get_by_role("button", name="Report the missing needle")
    press(report)
    expect(search.get_by_role("alert")).to_contain_text("Tick where you looked, or write it.")
    search.get_by_label("bed", exact=True).check()
    search.get_by_label("What else is to be said?").fill("Not in the sheet either.")
    press(report)
    expect(page.locator(".refused")).to_contain_text("Name who looked with you, or say that you work alone.")
    expect(search.get_by_text("Tick where you looked, or write it.")).to_have_count(0)
    expect(search.get_by_label("bed", exact=True)).to_be_checked()
    expect(search.get_by_label("What else is to be said?")).to_have_value("Not in the sheet either.")


def signing_is_open(page: Page) -> None:
    button(page, "Yes")  # steady on their feet
    button(page, "Sign the needles")
    expect(page.get_by_role("heading", name="Signed record")).to_be_visible()


def the_lead_sees_it(page: Page) -> None:
    come_as(page, "Elena")
    page.goto("/inbox")
    waits = page.locator("li.waiting__item").filter(has_text="Jonas")
    expect(waits).to_contain_text("A needle is missing.")
    press(waits.get_by_role("link", name="Open the report"))
    expect(page.get_by_role("main")).to_contain_text("Not in the sheet either.")


# --- a faint, while Dana waits ---


def test_dana_waits_for_the_needles_and_after_a_faint_until_they_are_steady(page: Page) -> None:
    come_as(page, "Noor")
    arrives(page, "Marta Kowal")
    come_as(page, "Wei")
    places_needles(page, "Marta Kowal")
    movement = dana_is_told_who_and_where(page)
    somebody_presses_faint(page)
    wei_clears_the_needles_first(page)
    dana_still_waits(page, movement)
    the_count_is_set_right(page)
    dana_starts(page, movement)


def dana_is_told_who_and_where(page: Page) -> str:
    """The address of her half."""
    come_as(page, "Dana")
    goes_to_movement(page, "Marta")
    waits = page.locator("#waits")
    expect(waits).to_contain_text("Wei Lin")
    expect(waits).to_contain_text("Bed 1")
    movement = page.url
    cannot_start(page)
    return movement


def somebody_presses_faint(page: Page) -> None:
    """Dana stands nearest, on a page that has nothing to do with it."""
    page.goto("/people")
    press(bed(page, "Marta").get_by_role("button", name="Faint"))
    expect(page.get_by_role("heading", name="Faint: all needles out, legs up, stay with them.")).to_be_visible()


def wei_clears_the_needles_first(page: Page) -> None:
    come_as(page, "Wei")
    at_bed(page, "Marta")
    faint = page.get_by_role("alert", name="Faint: all needles out")
    expect(faint.locator("[data-up]")).to_be_visible()
    expect(page.get_by_role("button", name="Count them out")).to_have_count(0)
    look(page, "faint")
    for area in ("low back", "buttocks", "legs"):
        press(faint.get_by_role("button", name=area, exact=True))
        expect(faint).to_contain_text(f"Cleared: low back{', buttocks' if area != 'low back' else ''}")


def dana_still_waits(page: Page, movement: str) -> None:
    come_as(page, "Dana")
    page.goto(movement)
    expect(page.get_by_role("alert")).to_contain_text("Faint: all needles out")
    cannot_start(page)


def the_count_is_set_right(page: Page) -> None:
    come_as(page, "Wei")
    at_bed(page, "Marta")
    button(page, "They are safe: count the needles")
    counts_out(page, 8)
    expect(page.get_by_text("Movement and signing wait")).to_be_visible()
    button(page, "Yes")
    expect(bed(page, "Marta")).to_have_count(0)


def dana_starts(page: Page, movement: str) -> None:
    come_as(page, "Dana")
    page.goto(movement)
    button(page, "Start movement")
    expect(page.get_by_role("button", name="Sign the movement")).to_be_visible()
