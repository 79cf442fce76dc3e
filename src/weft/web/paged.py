"""Turning the pages of a long list: ``?page=`` beside whatever else the address asks for (parts/pages.html)."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from weft.records.reads.paged import Paged

PAGE = "page"


@dataclass(frozen=True, slots=True)
class Pages:
    """Where one is in a list, and the way on; empty addresses at its ends."""

    number: int
    pages: int
    before_url: str
    after_url: str


def number_of(request: HttpRequest) -> int:
    """The page that the address asks for; the first one when it asks for none, or for nonsense."""
    typed = request.GET.get(PAGE, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= 6 else 1


def pages_of(request: HttpRequest, found: Paged[Any], at: str = "") -> Pages:
    """The ways to the pages beside the one that is shown.

    Args:
        request: What else it asks for stays in the address.
        found: The page that is shown.
        at: Where the list stands, when a form that was sent elsewhere comes back with it; empty: right here.
    """
    return Pages(found.number, found.pages, _turn(request, found.before, at), _turn(request, found.after, at))


def _turn(request: HttpRequest, number: int | None, at: str) -> str:
    if number is None:
        return ""
    asked = request.GET.copy()
    asked[PAGE] = str(number)
    return f"{at}?{asked.urlencode()}"
