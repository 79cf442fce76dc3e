"""On a telephone's screen: somebody ends one kind of message, and the desk takes a caller through the script."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.bedside import come_as
from tests.journeys.looking import look

LINK = """
from weft.cli import server
server.set_up()
from weft.core.book.consents import Purpose
from weft.records import links
from weft.records.models import ClinicHost, Consent
clinic = ClinicHost.objects.everywhere().get(host="127.0.0.1").clinic_id
said = Consent.objects.within(clinic).filter(purpose="visit_reminders", given=True, person__isnull=False)
print(f"/choices/{links.choices_token(said.first().person_id, Purpose.VISIT_REMINDERS)}")
"""
"""The link that a reminder carries."""


@pytest.fixture
def phone(chrome: Browser, base_url: str) -> Iterator[Page]:
    """A telephone's screen, 360 px wide."""
    window = chrome.new_context(base_url=base_url, viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    window.set_default_timeout(20_000)
    yield window.new_page()
    window.close()


def test_somebody_ends_one_kind_of_message_and_the_others_stay(phone: Page, demo: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LINK], env=demo, check=True, capture_output=True, text=True, timeout=60
    )
    link = done.stdout.strip()
    phone.goto(link)
    ticks = phone.get_by_role("checkbox")
    before = [tick.is_checked() for tick in ticks.all()]
    assert before[0]
    assert phone.get_by_role("main").get_by_text("Marta").count() == 0
    look(phone, "front-choices")

    ticks.first.uncheck()
    phone.get_by_role("button", name="Save choices").click()
    expect(phone.get_by_text("Saved. It holds from now on.")).to_be_visible()
    phone.goto(link)

    assert [tick.is_checked() for tick in phone.get_by_role("checkbox").all()] == [False, *before[1:]]
    ticks.first.check()  # their mind is changed again: other journeys share this clinic
    phone.get_by_role("button", name="Save choices").click()
    expect(phone.get_by_text("Saved. It holds from now on.")).to_be_visible()


def test_the_desk_takes_a_caller_through_the_script(phone: Page) -> None:
    come_as(phone, "Noor")
    phone.goto("/enquiries")
    phone.get_by_role("link", name="Somebody is on the phone").click()
    questions = phone.locator("fieldset:has(input[type=radio][value=no])")
    expect(questions.first).to_be_visible()
    for question in questions.all():
        if question.is_visible():
            question.get_by_label("No", exact=True).first.check()
    phone.get_by_label("Name").fill("Cara Lim")
    phone.get_by_label("Phone number").fill("416 555 0123")
    phone.get_by_label("By phone: we ring you").check()
    phone.locator("fieldset#id_starts").get_by_role("radio").first.check()
    look(phone, "front-phone-script")

    phone.get_by_role("button", name="Save and book").click()

    expect(phone.get_by_role("heading", name="Cara Lim").first).to_be_visible()
    expect(phone.get_by_role("main")).to_contain_text("416 555 0123")
