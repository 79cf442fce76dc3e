"""One pair of hands: Ren gives a whole pair alone, on one page, in one room, with nobody to hand over to."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.bedside import come_as, press
from tests.journeys.hands import Hands
from tests.journeys.looking import look
from tests.journeys.served import Built, a_clinic, serving

BUDGET = 24
"""Actions of a whole pair, from the row on Today to the second signature."""


@pytest.fixture
def base_url(built: Built, tmp_path: Path) -> Iterator[str]:
    """A clinic of its own, so that no other journey has treated his person."""
    with a_clinic(built, tmp_path) as environment, serving(environment) as base:
        yield base


@pytest.fixture
def today(page: Page) -> Page:
    """Ren's day; his person is here."""
    come_as(page, "Noor")
    press(row(page).get_by_role("button", name="Arrived"))
    come_as(page, "Ren")
    return page


def row(page: Page):  # type: ignore[no-untyped-def]  # a locator
    return page.locator("tr[data-row]").filter(has_text="Tomás")


def test_ren_gives_a_whole_pair_alone_on_one_page(today: Page) -> None:
    page, ren = today, Hands(today)
    ren.tap(row(page).locator("a[data-next]"))
    address = page.url

    needles(page, ren)
    look(page, "ren-between")
    movement(page, ren)

    assert page.url.partition("#")[0] == address
    assert page.get_by_label("Tell movement").count() == 0
    assert page.get_by_text(re.compile("^Tell Ren")).count() == 0
    expect(page.get_by_role("heading", name="Signed record")).to_have_count(2)
    look(page, "ren-signed")
    ren.within(BUDGET)


def needles(page: Page, ren: Hands) -> None:
    """As last time, out by area, steady, signed."""
    read = page.get_by_role("button", name="I have read this")
    if read.count():
        ren.tap(read)
        expect(page.get_by_text(re.compile("^Read by"))).to_be_visible()
    ren.tap(page.get_by_role("group", name=re.compile("Pain before")).get_by_role("button", name="5", exact=True))
    ren.tap(page.get_by_role("button", name=re.compile("^Same as last time")))
    out = page.get_by_role("region", name="Needles out")
    areas = out.get_by_role("button", name=re.compile(r"^(low back|buttocks|legs|back of the legs|feet|hands) "))
    for _ in range(areas.count()):
        ren.tap(areas.first)
    expect(page.get_by_text("All needles are out.")).to_be_visible()
    ren.tap(page.get_by_role("group", name=re.compile("Pain after")).get_by_role("button", name="4", exact=True))
    ren.tap(page.locator("#steady-yes"))
    ren.button("Sign the needles")
    expect(page.get_by_role("heading", name="Signed record")).to_have_count(1)


def movement(page: Page, ren: Hands) -> None:
    """The plan's list ticked, pain, load, signed."""
    ren.button("Start movement")
    half = page.locator("#own-movement")
    for tick in half.locator(".item__name input").all()[:3]:
        ren.tap(tick)
    ren.tap(half.get_by_role("group", name=re.compile("Pain now")).locator("label", has_text="3").first)
    ren.tap(half.locator("label.tap", has_text="sits longer"))
    ren.button("Sign the movement")
