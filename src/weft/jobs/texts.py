"""Text messages through the clinic's own provider, by `apprise` (an extra). The only place that speaks to one."""

import logging
import warnings
from urllib.parse import quote

from django.conf import settings

from weft.core.book.contact import whole_number
from weft.jobs.taken import NotTaken
from weft.records.actions.outbox import Claimed

NO_SERVICE = "no way to send texts is set up"
NO_COUNTRY = "the number has no country code"


def send_text(message: Claimed, body: str) -> None:
    """Hand one text message over.

    Raises:
        NotTaken: No service is set up, the number is not whole, or the service did not take it.
    """
    if not settings.WEFT_TEXTS:
        raise NotTaken(NO_SERVICE, for_good=True)
    to = whole_number(message.to, message.country)
    if not to:
        raise NotTaken(NO_COUNTRY, for_good=True)
    if not _notified(settings.WEFT_TEXTS.replace("{to}", quote(to, safe="")), body):
        raise NotTaken("the text service did not take it", for_good=False)


def _notified(address: str, body: str) -> bool:
    """Whether the service took it. Its library writes addresses into its log: here it writes nothing."""
    logging.getLogger("apprise").disabled = True
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of its own imports, nothing that we can mend
        import apprise

        service = apprise.Apprise()
        try:
            return bool(service.add(address) and service.notify(body=body, body_format=apprise.NotifyFormat.TEXT))
        except TypeError:  # what it raises for an address that is none
            return False
