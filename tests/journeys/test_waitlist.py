"""A freed pair is offered to two people: the first yes has it, the second gets a kind answer."""

import re
import subprocess
import sys

from playwright.sync_api import Browser, Page, expect
from tests.journeys.looking import look

LINKS = """
from weft.cli import server
server.set_up()
from weft.records import offer_links
from weft.records.models import TimeOffer
for row in TimeOffer.objects.everywhere().order_by("made_at"):
    print("/o/" + offer_links.token_of(row.id))
"""
"""The links as the messages carry them when they go out: there is no mail server in the demo."""


def links(environment: dict[str, str]) -> list[str]:
    said = subprocess.run(
        [sys.executable, "-c", LINKS], env=environment, check=True, timeout=120, capture_output=True, text=True
    )
    return said.stdout.split()


def test_two_people_are_offered_one_freed_pair(
    demo: dict[str, str], chrome: Browser, base_url: str, page: Page
) -> None:
    page.goto("/")
    page.get_by_role("button", name="Noor").click()
    page.goto("/diary/waitlist")
    freed = page.get_by_role("article").last
    look(page, "waitlist")
    freed.get_by_role("button", name="Offer it to").click()
    expect(freed.get_by_text("asked, until")).to_have_count(1)
    freed.get_by_role("button", name=re.compile(r"^Offer (?!it)")).first.click()
    expect(freed.get_by_text("asked, until")).to_have_count(2)

    phone = chrome.new_context(base_url=base_url, viewport={"width": 360, "height": 740}, java_script_enabled=False)
    first, second = links(demo)[-2:]
    one, other = phone.new_page(), chrome.new_context(base_url=base_url).new_page()
    other.goto(second)
    one.goto(first)
    assert first not in one.url
    one.get_by_role("button", name="Yes, I come").click()
    expect(one.get_by_role("heading", name="It is yours")).to_be_visible()
    look(other, "offer")
    other.get_by_role("button", name="Yes, I come").click()
    expect(other.get_by_role("heading", name="Somebody else was a little faster")).to_be_visible()
    phone.close()
    other.context.close()
