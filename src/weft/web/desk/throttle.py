"""Ten wrong passwords for one name, then a quarter of an hour of rest (the counting is django-axes')."""

import logging
import unicodedata

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from weft.web import errors
from weft.web.desk.forms import SignIn

log = logging.getLogger("weft.web")


def one_spelling(request: HttpRequest | None, credentials: dict[str, str] | None) -> str:
    """The name as it is counted: other letter case, width or spaces around it are the same name."""
    given = (credentials or {}).get("username") or (request.POST.get("username", "") if request else "")
    return unicodedata.normalize("NFKC", given).strip().casefold()[:255]


def too_many(request: HttpRequest, response: HttpResponse | None, credentials: dict[str, str] | None) -> HttpResponse:
    """429, in the words of the sign-in page; the same for names that do not exist."""
    from weft.web.answer import page

    log.warning("%s sign-in rests: too many wrong passwords", errors.reference_of(request))
    form = SignIn(initial={"username": request.POST.get("username", "")})
    said = gettext("Too many wrong passwords. Wait 15 minutes, or ring the clinic.")
    return page(request, "desk/sign_in.html", status=429, form=form, rest=said)
