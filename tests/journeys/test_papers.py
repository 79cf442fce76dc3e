"""Papers, letters and incidents in a real browser: kept, signed and filed by keyboard, looked at in every state."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect
from tests import papers
from tests.journeys.bedside import come_as
from tests.journeys.looking import look, tab_to


def marta(page: Page) -> str:
    """Her page's address."""
    page.goto("/people")
    page.get_by_role("searchbox", name="Name").fill("Marta")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Marta").first.click()
    page.wait_for_load_state()
    return page.url


def test_a_paper_is_kept_taken_home_and_taken_out(page: Page, tmp_path: Path) -> None:
    come_as(page, "Ren")
    page.goto(f"{marta(page)}/papers")
    sent = tmp_path / "photo.jpg"
    sent.write_bytes(papers.jpeg(size=(40, 30)))

    page.get_by_label("What it is").fill("Photograph of the posture")
    page.get_by_label("File").set_input_files(sent)
    tab_to(page, "Keep it")
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name="Photograph of the posture")
    expect(link).to_be_visible()
    look(page, "papers")
    with page.expect_download() as kept:
        link.click()
    page.get_by_text("Take out").first.click()
    page.get_by_label("Why is it taken out?").first.fill("Somebody else's")
    page.get_by_role("button", name="Take it out").first.click()

    assert re.fullmatch(r"Photograph of the posture\.jpg", kept.value.suggested_filename)
    assert papers.SECRET.encode() not in Path(kept.value.path()).read_bytes()
    expect(page.get_by_text("Taken out: 1")).to_be_visible()


def test_what_is_wrong_with_a_paper_is_said_beside_the_file(page: Page, tmp_path: Path) -> None:
    come_as(page, "Ren")
    page.goto(f"{marta(page)}/papers")
    sent = tmp_path / "letter.pdf"
    sent.write_bytes(papers.script_pdf())

    page.get_by_label("What it is").fill("Letter")
    page.get_by_label("File").set_input_files(sent)
    page.get_by_role("button", name="Keep it").click()

    expect(page.get_by_role("alert")).to_contain_text("runs, opens or carries files")
    expect(page.get_by_label("What it is")).to_have_value("Letter")
    look(page, "papers-wrong")


def test_a_letter_is_written_by_keyboard_signed_and_printed(page: Page) -> None:
    come_as(page, "Ren")
    page.goto(f"{marta(page)}/letter")
    look(page, "letter-to-write")

    page.get_by_label("To", exact=True).focus()
    page.keyboard.type("Dr Brown")
    tab_to(page, "The person knows of this letter")
    page.keyboard.press("Space")
    tab_to(page, "Sign the letter")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Letter to Dr Brown")).to_be_visible()
    look(page, "letter")
    answer = page.request.get(f"{page.url}/sheet")
    assert answer.body().startswith(b"%PDF")


def test_a_grave_tap_shows_whom_to_ring_before_anything_is_written(page: Page) -> None:
    come_as(page, "Wei")
    page.goto(f"{marta(page)}/incident")
    ring = page.get_by_role("link", name=re.compile("^Call "))
    expect(ring).to_be_hidden()

    page.get_by_label("Lung sign").check()
    expect(ring).to_be_visible()
    look(page, "incident-grave")
    page.get_by_label("It reached somebody").check()
    page.get_by_label("Mild").check()
    page.get_by_label("What happened, in a few words").fill("Short of breath after needles.")
    page.get_by_role("button", name="File the report").click()

    expect(page.get_by_text("Filed.")).to_be_visible()
    expect(ring).to_be_visible()


def test_the_lead_reads_what_went_wrong_and_writes_what_came_of_it(page: Page) -> None:
    come_as(page, "Elena")
    page.goto("/incidents")
    look(page, "incidents")
    page.get_by_role("link", name="Fall").first.click()
    look(page, "incident")

    page.get_by_label("What it was, and what changes from now on").fill("A mat lies there now.")
    page.get_by_role("button", name="Looked at").click()

    expect(page.get_by_text("A mat lies there now.")).to_be_visible()
