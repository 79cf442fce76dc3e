"""Around the call: its time is let go once it is over, and whoever was rung in vain is sent a link."""

from datetime import timedelta

from weft.core.shared.words import Words
from weft.records import claims, clock, front_links
from weft.records.access import Job, Member, clinic_of
from weft.records.actions.book import TALK
from weft.records.actions.book_talk_message import tell_not_reached
from weft.records.models import Enquiry, LinkPurpose, Talk
from weft.records.tasks import finish_tasks, raise_task

CHOOSE_WITHIN = timedelta(days=7)
"""How long somebody who was not reached can choose another time with the link that was sent."""


def let_go(row: Enquiry) -> None:
    """The talk has been had: what is left of its time is free, and its link opens nothing. For use inside an action."""
    talk = talk_of(row)
    if talk is not None and talk.cancelled_at is None:
        claims.release(talk.hold)
        front_links.end(row.clinic_id, enquiry_id=row.id)


def rang_in_vain(row: Enquiry, by: Member) -> None:
    """They were rung twice: a message with a link, if they want messages; the desk closes it in a week."""
    clinic, talk, until = clinic_of(by.clinic_id), talk_of(row), clock.now() + CHOOSE_WITHIN
    link = None
    if talk is not None and talk.cancelled_at is None:
        claims.release(talk.hold)
        front_links.end(row.clinic_id, enquiry_id=row.id)
        link = front_links.make(row.clinic_id, LinkPurpose.TALK, expires=until, enquiry_id=row.id)
    if not tell_not_reached(row, link, clinic):
        return
    finish_tasks(TALK, by=by, outcome="not reached twice", enquiry_id=row.id)
    says = Words("Not reached twice; a message was sent. Close it when nothing comes.")
    raise_task(TALK, says, by=by, job=Job.PEOPLE, due=until, enquiry_id=row.id)


def talk_of(row: Enquiry) -> Talk | None:
    """The talk of an enquiry, if it has a time."""
    return Talk.objects.within(row.clinic_id).filter(enquiry=row).select_related("hold").first()
