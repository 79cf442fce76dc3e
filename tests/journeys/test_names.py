"""Names as people have them: long, short, with apostrophes, in every script; pages hold them and say them whole."""

import re

from playwright.sync_api import Page, expect
from tests.journeys.bedside import come_as
from tests.journeys.looking import WIDTHS, axe, fits

NAMES = (
    "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh " * 2 + "O'Neill-Jones",
    "Siobhán D'Angelo-O\u2019Brien",
    "王小明",
    "نور الهدى عبد الرحمن",
    "Ó",
)
PAGES = ("", "/assessment", "/agreements", "/scores")


def test_every_name_fits_the_pages_about_its_person(page: Page) -> None:
    come_as(page, "Noor")
    people = {is_written_in(page, name): name for name in NAMES}
    come_as(page, "Wei")

    for address in [f"{person}{path}" for person in people for path in PAGES]:
        page.goto(address)
        expect(page.get_by_text(people[address[: len(next(iter(people)))]]).first).to_be_visible()
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            fits(page, width)
    page.goto("/people")
    fits(page, WIDTHS[-1])
    axe(page)
    page.get_by_role("link", name="Harold Lindqvist").first.click()
    page.goto(f"{page.url}/home-exercises")
    expect(page.locator(".who__alert").first).to_be_visible()
    assert lines_of(page, ".who__name") == 1, "warnings beside a name leave it its line"


def lines_of(page: Page, place: str) -> int:
    """In how many lines the words of one place stand."""
    found: int = page.locator(place).evaluate(
        "(box) => Math.round(box.offsetHeight / parseFloat(getComputedStyle(box).lineHeight))"
    )
    return found


def is_written_in(page: Page, name: str) -> str:
    """The address of the page of somebody new."""
    page.goto("/people/new")
    page.get_by_label("Full name").fill(name)
    page.get_by_role("button", name="Write them in").click()
    expect(page).to_have_url(re.compile(r"/people/[0-9a-f-]{36}$"))
    return page.url
