"""Ten wrong passwords for one name, then a quarter of an hour of rest (the counting is django-axes')."""

import logging
import unicodedata
from typing import Any, cast

from axes.handlers.database import AxesDatabaseHandler
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext

from weft.web.desk.forms import SignIn
from weft.web.request import ClinicRequest, reference_of

log = logging.getLogger("weft.web")


class CountsOnly(AxesDatabaseHandler):  # type: ignore[misc]  # it comes without types
    """Counts wrong passwords; what else stood in the form or the address (typed text, a page's name) is not kept."""

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
    ) -> None:
        """Count it."""
        if request is None:
            return
        asked, typed = request.GET, request.POST
        request.GET = request.POST = QueryDict()
        try:
            super().user_login_failed(sender, credentials, request, **kwargs)
        finally:
            request.GET, request.POST = asked, typed


def one_spelling(request: HttpRequest | None, credentials: dict[str, str] | None) -> str:
    """The name as it is counted: other letter case, width or spaces around it are the same name."""
    given = (credentials or {}).get("username") or (request.POST.get("username", "") if request else "")
    return unicodedata.normalize("NFKC", given).strip().casefold()[:255]


def too_many(request: HttpRequest, response: HttpResponse | None, credentials: dict[str, str] | None) -> HttpResponse:
    """429, in the words of the sign-in page; the same for names that do not exist."""
    from weft.web.answer import page
    from weft.web.desk import lost

    log.warning("%s sign-in rests: too many wrong passwords", reference_of(request))
    form = SignIn(initial={"username": request.POST.get("username", "")})
    said = gettext("Too many wrong passwords. Wait 15 minutes, or ring the clinic.")
    if waiting := lost.resting(cast("ClinicRequest", request), said):
        return waiting
    return page(request, "desk/sign_in.html", status=429, form=form, rest=said)
