"""Hands that count: each tap, click or filled field is one action, so a page's budget can be held by a test."""

from playwright.sync_api import Locator, Page, expect

UNSETTLED = ".htmx-request, .htmx-settling, .htmx-swapping, form[aria-busy]"


class Hands:
    """One pair of hands at one page. Looking and scrolling cost nothing; everything pressed or typed does."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.done: list[str] = []

    @property
    def actions(self) -> int:
        """How many so far."""
        return len(self.done)

    def tap(self, what: Locator) -> None:
        """Press a button, link, tick or number; goes on when the page has settled."""
        self.done.append(f"tap {_said(what)}")
        what.click()
        self._settle()

    def fill(self, what: Locator, words: str) -> None:
        """Type into one field; however long the words, it is one action."""
        self.done.append(f"fill {_said(what)}")
        what.fill(words)
        what.dispatch_event("change")
        self._settle()

    def button(self, name: str) -> None:
        """Press the button of this name."""
        self.tap(self.page.get_by_role("button", name=name, exact=True))

    def within(self, most: int) -> None:
        """Fail with all that was done, when it was more than the budget."""
        assert self.actions <= most, f"{self.actions} actions, {most} allowed:\n" + "\n".join(self.done)

    def _settle(self) -> None:
        self.page.wait_for_load_state()
        expect(self.page.locator(UNSETTLED)).to_have_count(0)


def _said(what: Locator) -> str:
    return str(what).partition("selector=")[2] or str(what)
