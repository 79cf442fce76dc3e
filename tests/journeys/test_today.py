"""Today in a real browser: landing, keys, a poll that leaves the focus alone, names that can be hidden."""

from playwright.sync_api import Page, expect
from tests.journeys.bedside import come_as
from tests.journeys.looking import axe, look

FOCUS = "document.activeElement.id"
STOPS = """() => [...document.querySelectorAll("[data-row]")]
  .map((row) => (row.querySelector("[data-next]") ?? row.querySelector("a, button"))?.id).filter(Boolean)"""
"""Where the arrows stop, row by row: at the next step, or at the name where none waits for this reader."""


def test_the_desk_begins_its_day_on_today_and_sees_every_page_of_its_own(page: Page) -> None:
    come_as(page, "Noor")
    look(page, "today-desk")

    for name in ("inbox", "messages"):
        page.goto(f"/{name}")
        look(page, name)


def test_a_clinician_sees_the_same_day_with_their_own_next_steps(page: Page) -> None:
    come_as(page, "Wei")

    look(page, "today-needles")
    expect(page.locator("table.board tbody tr").first).to_be_visible()


def test_arrows_go_from_next_step_to_next_step_and_a_poll_leaves_the_focus_there(page: Page) -> None:
    come_as(page, "Noor")
    page.mouse.move(2, 2)  # a board under a pointer is not polled
    stops = page.evaluate(STOPS)

    gone = [pressed(page, "ArrowDown") for _ in stops]
    assert gone == stops
    back = [pressed(page, "ArrowUp") for _ in stops]
    assert back == [*reversed(stops[:-1]), stops[0]]
    there = next(stop for stop in stops if stop.startswith("next-"))
    for _ in range(stops.index(there)):
        pressed(page, "ArrowDown")

    with page.expect_response(lambda answer: answer.url.endswith("/today")):
        page.evaluate("htmx.trigger('#board', 'rest')")
    expect(page.locator(".htmx-request, .htmx-settling, .htmx-swapping")).to_have_count(0)

    assert page.evaluate(FOCUS) == there


def pressed(page: Page, key: str) -> str:
    """Where the focus is after a key."""
    page.keyboard.press(key)
    return str(page.evaluate(FOCUS))


def test_the_board_does_not_move_under_a_hand(page: Page) -> None:
    come_as(page, "Noor")
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if one.url.endswith("/today") else None)
    page.locator("table.board").hover()

    page.evaluate("htmx.trigger('#board', 'rest')")
    held = list(asked)
    with page.expect_response(lambda answer: answer.url.endswith("/today")):
        page.mouse.move(2, 2)

    assert held == []


def test_hidden_names_stay_hidden_when_the_board_is_polled(page: Page) -> None:
    come_as(page, "Noor")
    page.get_by_role("link", name="Hide names").click()
    expect(page.get_by_role("link", name="Show names")).to_be_visible()

    with page.expect_response(lambda answer: "/today?names=short" in answer.url):
        page.evaluate("htmx.trigger('#board', 'rest')")

    assert "Lindqvist" not in page.content()
    axe(page)
