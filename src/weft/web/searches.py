"""What was looked for, kept in the session: the address bears only its number there (``?search=``).

So a name or a complaint stands in no address, no browser's list of visited pages and no proxy's log; and Back, the next
page of the list and the page loaded again find it all the same.
"""

from uuid import uuid4

from django.http import HttpRequest

_KEPT = "searches"
SEARCH = "search"
MOST = 20
"""So many are remembered; further back nothing is looked for."""


def kept(request: HttpRequest) -> str:
    """What the address asks for; empty when nothing, or when it is forgotten."""
    text: str = request.session.get(_KEPT, {}).get(request.GET.get(SEARCH), "")
    return text


def keep(request: HttpRequest, text: str) -> str:
    """The end of the address that finds it again in this session: ``?search=7ad17635``; empty for nothing."""
    if not text:
        return ""
    known: dict[str, str] = request.session.get(_KEPT, {})
    number = next((one for one, other in known.items() if other == text), "") or uuid4().hex[:8]
    others = [(one, other) for one, other in known.items() if one != number]
    request.session[_KEPT] = dict([*others, (number, text)][-MOST:])
    return f"?{SEARCH}={number}"
