"""One new person, in a real browser: from the request to a booked course and a signed first pair."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Page, expect
from tests.journeys.bedside import (
    at_bed,
    button,
    cannot_start,
    come_as,
    goes_to_movement,
    press,
    reads_what_stands_there,
    sent,
)
from tests.journeys.conftest import a_window, watch
from tests.journeys.later import serving_later
from tests.journeys.looking import look

from weft.demo import ZONE

NAME = "Ewa Nowak-Żak"


def test_a_new_person_comes_from_a_request_to_a_signed_first_pair(
    page: Page, chrome: Browser, demo: dict[str, str]
) -> None:
    asks_for_a_talk(page)
    person = is_written_in(page)
    is_asked_and_examined(page, person)
    plan = agrees_to_a_plan(page, person)
    visit = books_the_course(page, plan)

    starts = when(page, visit)
    ahead = starts - timedelta(minutes=10) - datetime.now(UTC)

    with serving_later(demo, ahead) as base, a_page(chrome, base) as that_day:
        arrives(that_day)
        gets_needles(that_day)
        moves(that_day)
        has_it_in_her_record(that_day, person)


def asks_for_a_talk(page: Page) -> None:
    """As a visitor, without an account."""
    come_as(page, "visitor")
    page.goto("/check")
    look(page, "walk-check")
    button(page, "Start")
    look(page, "walk-question")
    while page.url.rsplit("/", 1)[1] != "answers":
        page.get_by_label("No", exact=True).check()
        button(page, "Continue")
    look(page, "walk-answers")
    page.get_by_role("link", name="Choose a time").click()
    page.get_by_role("link", name="None of these times fits").click()
    page.get_by_label("By phone").check()
    page.get_by_label("Your name").fill(NAME)
    page.get_by_label("Phone number").fill("+1 416 555 0188")
    page.get_by_label("E-mail").fill("ewa.nowak@example.org")
    for tick in page.get_by_role("group", name="May we send you something?").get_by_role("checkbox").all():
        expect(tick).not_to_be_checked()
        tick.check()
    look(page, "walk-consult")
    button(page, "Put me on the list")
    expect(page.get_by_role("heading", name="We have your request")).to_be_visible()
    look(page, "walk-requested")


def is_written_in(page: Page) -> str:
    """Noor rings, and makes her a person of the clinic; the address of her page."""
    come_as(page, "Noor")
    page.goto("/enquiries")
    page.get_by_role("link", name=NAME).click()
    page.get_by_label("Talked: it fits").check()
    look(page, "walk-enquiry")
    button(page, "Save how it went")
    page.get_by_role("link", name="Make them a person of the clinic").click()
    page.get_by_label("Birth date").fill("1981-05-04")
    page.get_by_label("Work").fill("office work, mostly sitting")
    look(page, "walk-admit")
    press(page.get_by_role("main").locator("button[type=submit]"))
    page.goto("/people")
    page.get_by_role("main").get_by_role("link", name=NAME).click()
    return page.url


def is_asked_and_examined(page: Page, person: str) -> None:
    """Wei asks all questions and opens care; Wei and Dana each sign their part."""
    come_as(page, "Wei")
    page.goto(f"{person}/screening")
    for answer in page.get_by_role("main").get_by_label("No", exact=True).all():
        if answer.is_visible():  # what stands under a question waits folded
            answer.check()
    button(page, "Save the answers")
    look(page, "walk-screening")
    page.goto(f"{person}/assessment")
    page.get_by_label("Where", exact=True).select_option("low_back")
    page.get_by_label("In their words").fill("low back, when I sit")
    page.get_by_label("Since how long").fill("6")
    page.get_by_label("Pain in the last week, 0 to 10").fill("6")
    look(page, "walk-assessment-opens")
    button(page, "Open the assessment")
    unfold(page)
    page.get_by_label("Palpation").fill("Tight band beside L4")
    signs(page, "Needles")
    unfold(page)
    page.get_by_label("What they want to do again, one a line").fill("Sit through a working day")
    sent(page.get_by_role("button", name="Save goals and scores"))
    come_as(page, "Dana")
    page.goto(f"{person}/assessment")
    unfold(page)
    page.get_by_label("Posture and how they move").fill("Sits slumped, bends early")
    signs(page, "Movement")
    look(page, "walk-assessment")


def unfold(page: Page) -> None:
    """Open every fold of the page."""
    page.evaluate("() => document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })")


def signs(page: Page, name: str) -> None:
    """Sign one part of the examination, and read that it is signed."""
    part = page.get_by_role("region", name=name, exact=True)
    sent(part.get_by_role("button", name="Sign this part"))
    expect(part).to_contain_text("Saved.")
    expect(part.get_by_role("button", name="Sign this part")).to_have_count(0)


def agrees_to_a_plan(page: Page, person: str) -> str:
    """Drafted, agreed by both clinicians, then by her; and her yes to needles. The address of the plan."""
    sent(page.get_by_role("button", name="Draft the plan"))
    expect(page).to_have_url(re.compile("/plans/"))
    plan = page.url.split("?", maxsplit=1)[0]
    look(page, "walk-plan")
    button(page, "I agree to this version")
    come_as(page, "Wei")
    page.goto(plan)
    button(page, "I agree to this version")
    button(page, "Write down that they said yes")
    page.goto(f"{person}/agreements")
    look(page, "walk-agreements")
    needling = page.get_by_role("region", name=re.compile("^Needling", re.IGNORECASE))
    needling.get_by_label("I have explained this, and they said yes.").check()
    press(needling.get_by_role("button", name=re.compile("Keep this yes")))
    return plan


def books_the_course(page: Page, plan: str) -> str:
    """Noor has the whole course proposed, and confirms it; the address of the first trip."""
    come_as(page, "Noor")
    page.goto(f"{plan}/book")
    page.get_by_label("until 12").uncheck()  # Wei has the afternoons
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        button(page, "Suggest again")
    look(page, "walk-course")
    press(page.get_by_role("button", name=re.compile("Confirm all|Book what fits")))
    expect(page.get_by_text("All of this is booked.")).to_be_visible()
    look(page, "walk-course-booked")
    first = page.locator("table.weeks a[href*='/visits/']").first.get_attribute("href")
    assert first
    return first


def when(page: Page, visit: str) -> datetime:
    """When the trip begins, as its page says it."""
    page.goto(visit)
    look(page, "walk-trip")
    said = page.get_by_role("heading", level=1).inner_text()
    return datetime.strptime(said, "%A %d %B %Y, %H:%M").replace(tzinfo=ZoneInfo(ZONE))


@contextmanager
def a_page(chrome: Browser, base: str) -> Iterator[Page]:
    """A page on the server of the day of her first pair."""
    context = a_window(chrome, base)
    page = context.new_page()
    troubles = watch(page, base)
    yield page
    assert troubles == []
    context.close()


def row(page: Page):  # type: ignore[no-untyped-def]  # a locator
    page.goto("/today")
    return page.locator("tr[data-row]").filter(has_text=NAME)


def arrives(page: Page) -> None:
    come_as(page, "Noor")
    press(row(page).get_by_role("button", name="Arrived"))
    expect(row(page)).to_contain_text("here since")


def gets_needles(page: Page) -> None:
    """Wei counts them in and out while Dana waits, and signs."""
    come_as(page, "Wei")
    press(row(page).get_by_role("link", name="Place the needles"))
    reads_what_stands_there(page)
    says_pain(page, "before", 6)
    page.get_by_role("textbox", name=re.compile("^Points")).fill("bl23 b, gb30 b, bl40 b")
    button(page, "Count them in")
    expect(page.get_by_role("heading", name="Stay in")).to_be_visible()
    dana_waits(page)
    at_bed(page, "Ewa")
    stays = page.get_by_role("region", name="Stay in")
    press(stays.get_by_role("button", name="fine"))
    expect(stays.get_by_text(re.compile("min:.*fine"))).to_be_visible()
    page.locator("#out_count").fill("6")
    button(page, "Count them out")
    expect(page.get_by_text("All needles are out.")).to_be_visible()
    says_pain(page, "after", 5)
    press(page.locator("#steady-yes"))
    look(page, "walk-needles-out")
    sent(page.get_by_role("button", name="Sign the needles"))
    expect(page.get_by_role("region", name="Signed record")).to_contain_text("6 in, 6 out")


def dana_waits(page: Page) -> None:
    """Her half is told whom it waits for, and is not begun; then Wei is back."""
    come_as(page, "Dana")
    goes_to_movement(page, "Ewa")
    expect(page.locator("#waits")).to_contain_text("Wei Lin, Bed")
    cannot_start(page)
    come_as(page, "Wei")


def says_pain(page: Page, moment: str, number: int) -> None:
    """Before or after needles; it stays pressed."""
    asked = page.get_by_role("group", name=re.compile(f"Pain {moment}"))
    said = asked.get_by_role("button", name=str(number), exact=True)
    press(said)
    expect(said).to_have_attribute("aria-pressed", "true")


def moves(page: Page) -> None:
    """Dana starts inside the window, does the first of the plan's list, and signs."""
    come_as(page, "Dana")
    press(row(page).locator("[data-next]", has_text="Start movement"))
    page.locator(".item input[type=checkbox]").first.check()
    page.get_by_role("group", name=re.compile("Pain now")).get_by_label("4", exact=True).check()
    sent(page.get_by_role("button", name="Sign the movement"))
    expect(page.get_by_role("region", name="Signed record")).to_contain_text("Pelvic tilt")


def has_it_in_her_record(page: Page, person: str) -> None:
    """On the page of the person, both halves of the trip."""
    page.goto("/people/" + person.rsplit("/", 1)[1])
    happened = page.get_by_role("region", name="What happened")
    expect(happened).to_contain_text("6 needles")
    expect(happened).to_contain_text("Pelvic tilt")
