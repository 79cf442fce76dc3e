"""Empty the outbox: every clinic in turn, one message after the other, none of them holding up the rest."""

import logging
from collections import Counter
from uuid import UUID

from weft.jobs.post import Mail, Post
from weft.jobs.taken import NotTaken
from weft.records.access import Member, system_of
from weft.records.actions import outbox
from weft.records.actions.base import Refused
from weft.records.actions.mail_held import at_work
from weft.records.actions.outbox import Claimed
from weft.records.reads.outbox import clinics_with_mail, held

SENT, LATER, FAILED, STOPPED, HELD = "sent", "later", "failed", "stopped", "held"
log = logging.getLogger("weft.jobs")


def deliver() -> Counter[str]:
    """Send what is due now; how many were sent, put off, given up, stopped at the last moment, and held."""
    at_work()  # also where nothing is due: a copy that is put back is to be older than this
    came: Counter[str] = Counter({HELD: held()})
    with Mail() as post:
        for clinic_id in clinics_with_mail():
            came += _of_one(clinic_id, post)
    return +came


def _of_one(clinic_id: UUID, post: Post) -> Counter[str]:
    by, came = system_of(clinic_id), Counter[str]()
    while (claimed := outbox.claim(by=by)) and not isinstance(claimed, Refused):
        at_work()  # before they go: no copy from before this is ever taken for the newest
        came.update(_hand_over(each, by, post) for each in claimed)
    return came


def _hand_over(claimed: Claimed, by: Member, post: Post) -> str:
    if outbox.may_go(by=by, message_id=claimed.id, tries=claimed.tries) is not True:
        return STOPPED
    try:
        post(claimed)
    except NotTaken as no:
        outbox.not_sent(by=by, message_id=claimed.id, tries=claimed.tries, fault=str(no), for_good=no.for_good)
        log.info("message %s: %s", claimed.id, no)
        return FAILED if no.for_good else LATER
    except Exception as trouble:  # noqa: BLE001  whatever it is, the others of its batch must not wait for it
        fault = f"it could not be made ready ({type(trouble).__name__})"
        outbox.not_sent(by=by, message_id=claimed.id, tries=claimed.tries, fault=fault, for_good=False)
        log.error("message %s: %s", claimed.id, fault)  # noqa: TRY400  a traceback could hold an address
        return LATER
    outbox.sent(by=by, message_id=claimed.id, tries=claimed.tries)
    return SENT
