"""The two ways a view answers: ``page`` shows, ``done`` goes on after an action."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext

from weft.core.shared.words import Words
from weft.records.actions.base import Refused

T = TypeVar("T")


def page(
    request: HttpRequest, template: str, part: str | None = None, status: int = 200, **context: object
) -> HttpResponse:
    """Render ``template``; for htmx only its partial ``part``, when one is named.

    Values that are Words may be passed as they are: the template speaks them with ``|words``.
    """
    asked_by_htmx = bool(getattr(request, "htmx", False))
    name = f"{template}#{part}" if part and asked_by_htmx else template
    answer = render(request, name, context, status=status)
    if part:
        patch_vary_headers(answer, ["HX-Request"])
    return answer


def done(request: HttpRequest, result: T | Refused, to: str | Callable[[T], str]) -> HttpResponse:
    """Answer an action's result.

    Args:
        request: The request that asked for the action.
        result: What the action returned.
        to: Where to go on (URL, or name without arguments), or a function that makes it from the result.

    Returns:
        303 to ``to`` (htmx follows it and swaps the part that page answers), or the refusal with its own status.
    """
    if isinstance(result, Refused):
        return refused(request, result)
    answer = HttpResponseRedirect(to(result) if callable(to) else resolve_url(to))
    answer.status_code = 303
    return answer


def refused(request: HttpRequest, result: Refused, **context: object) -> HttpResponse:
    """Say what happened and the way out; nothing was saved."""
    said = {
        "words": _spoken(result.words),
        "alternatives": [_spoken(way) for way in getattr(result, "alternatives", None) or ()],
    }
    back = request.headers.get("referer", "")
    context = {"back_url": back if _is_ours(request, back) else None, **context, "refused": said}
    return page(request, "desk/refused.html", part="refused", status=result.status, **context)


def _spoken(value: object) -> object:
    return value.said(gettext) if isinstance(value, Words) else value


def _is_ours(request: HttpRequest, url: str) -> bool:
    return url.startswith(f"{request.scheme}://{request.get_host()}/")
