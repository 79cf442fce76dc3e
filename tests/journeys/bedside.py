"""What people do at the beds, in a browser: arrive, put needles in, count them out, ask and answer."""

import re

from playwright.sync_api import Locator, Page, expect

PERSON = re.compile(r"/people/[0-9a-f-]{36}$")
UNSETTLED = ".htmx-request, .htmx-settling, .htmx-swapping, form[aria-busy]"


def come_as(page: Page, who: str) -> None:
    """Look around as one of the demo's people."""
    page.goto("/")
    press(page.locator("form.demo").get_by_role("button", name=who, exact=True))


def press(what: Locator) -> None:
    """Press it, and wait until the page has come to rest."""
    what.click()
    what.page.wait_for_load_state()
    expect(what.page.locator(UNSETTLED)).to_have_count(0)


def sent(what: Locator) -> None:
    """Press what has a form sent by script, and go on when the page that answers is there: this one was marked."""
    what.page.evaluate("document.body.dataset.old = ''")
    what.click()
    expect(what.page.locator("body[data-old]")).to_have_count(0)
    what.page.wait_for_load_state()


def button(page: Page, name: str) -> None:
    """Press the button of this name."""
    press(page.get_by_role("button", name=name, exact=True))


def row(page: Page, name: str) -> Locator:
    """Somebody's row of Today."""
    page.goto("/today")
    return page.locator("tr[data-row]").filter(has_text=name)


def bed(page: Page, name: str) -> Locator:
    """The bed where somebody lies, in the strip of the page that is open."""
    return page.get_by_role("region", name="Needles in now").locator("li.bed").filter(has_text=name)


def person_url(page: Page, name: str) -> str:
    """The address of somebody's page."""
    page.goto("/people")
    page.get_by_role("main").get_by_role("link", name=name).click()
    expect(page).to_have_url(PERSON)
    return page.url


def says_why(page: Page) -> bool:
    """Say why, where somebody outside the care team is asked before the record opens; whether they were."""
    asks = page.locator("form[action$='/open']")
    if not asks.count():
        return False
    asks.locator("[value=stands_in]").check()
    press(asks.get_by_role("button"))
    return True


def arrives(page: Page, name: str) -> None:
    """The desk marks somebody as here."""
    theirs = row(page, name)
    press(theirs.get_by_role("button", name="Arrived"))
    expect(theirs).to_contain_text("here since")


def places_needles(page: Page, name: str) -> None:
    """Who gives needles opens the page from Today, and puts in what went in last time."""
    press(row(page, name).get_by_role("link", name="Place the needles"))
    puts_in_as_last_time(page)
    expect(bed(page, name.split(maxsplit=1)[0])).to_contain_text("8 in")


def puts_in_as_last_time(page: Page) -> None:
    """One tap, once what stands at the top was read."""
    reads_what_stands_there(page)
    press(same_as_last_time(page))


def reads_what_stands_there(page: Page) -> None:
    """What must be read before needles, where there is something."""
    read = page.get_by_role("button", name="I have read this")
    if read.count():
        press(read)
        expect(page.get_by_text(re.compile("^Read by"))).to_be_visible()


def same_as_last_time(page: Page) -> Locator:
    """The one tap for it."""
    return page.get_by_role("button", name=re.compile("^Same as last time: 8 needles in"))


def at_bed(page: Page, name: str) -> None:
    """Open the needle page from the bed strip."""
    page.goto("/people")
    press(bed(page, name).get_by_role("link"))


def counts_out(page: Page, number: int) -> None:
    """Count what is in the hand, and write it."""
    page.locator("#out_count").fill(str(number))
    button(page, "Count them out")


def cannot_start(page: Page) -> None:
    """Movement is refused, and says so."""
    button(page, "Start movement")
    expect(page.locator(".refused")).to_contain_text("Nothing was saved.")
    expect(page.get_by_role("button", name="Sign the movement")).to_have_count(0)


def goes_to_movement(page: Page, name: str) -> None:
    """From somebody's bed to the other half of the trip."""
    at_bed(page, name)
    press(page.get_by_role("link", name="The whole trip"))
    press(page.get_by_role("main").get_by_role("link", name="Movement", exact=True))
    expect(page.get_by_role("heading", name="Movement", level=1)).to_be_visible()


def goes_to_needles(page: Page, person: str) -> None:
    """From somebody's page to the needles of the next trip."""
    page.goto(person)
    press(page.get_by_role("link", name="Move or cancel").first)
    press(page.get_by_role("main").get_by_role("link", name="Needles", exact=True))
    expect(page.get_by_role("heading", name="Needles", level=1)).to_be_visible()


def says_no_but(page: Page, **said: str) -> None:
    """Every question that is read aloud is answered with no, but these: by question, what they said."""
    main = page.get_by_role("main")
    for question in said:
        folded = main.locator("details:not([open])").filter(has=page.locator(f"input[name={question}]"))
        for each in folded.locator("summary").all():
            each.click()
    for answer in main.get_by_label("No", exact=True).all():
        if answer.is_visible():  # what stands under a no waits folded
            answer.check()
    for question, value in said.items():
        main.locator(f"input[name={question}][value={value}]").check()
    button(page, "Save the answers")
