"""A person's own pages: the desk invites them, and with the link they choose a password themselves."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext, override

from weft.core.shared.words import Words
from weft.records import clock, front_links, outgoing
from weft.records.access import Job, Member, Purpose, clinic_of, person_for, row_of
from weft.records.actions.base import action
from weft.records.actions.book_talk_message import may_write_to
from weft.records.actions.passwords import need_good
from weft.records.models import LinkPurpose, Membership, OutboxMessage, OutboxState, Person, User
from weft.records.outgoing import MAIL, SERVICE
from weft.records.refused import Reason, Refused

HOLDS = timedelta(days=7)
"""How long an invitation can be used."""
GONE = Words("This link was used, or it is too old. Ring us: we send you a new one.")
TAKEN = Words("This e-mail signs in here already, for something else. Ring us: we put it right.")


@action
def invite(*, by: Member, person_id: UUID) -> UUID:
    """Send a person the link with which they choose a password; an invitation from before ends.

    Args:
        by: Somebody of the desk, whom the person asked for it.
        person_id: Whom.

    Returns:
        Id of the person; or Refused: ALREADY_DONE (they have an account), NOT_POSSIBLE (no address, no details are
        to be left, or enough was written to this address today).

    Raises:
        NotFound, NotAllowed: As the door says.
    """
    by.need(Job.PEOPLE)
    person_for(by, person_id, Purpose.CONTACT)
    row = row_of(Person, by, person_id, for_update=True)
    if row.user_id:
        raise Refused(Reason.ALREADY_DONE, Words("They have pages of their own already."))
    if fault := _unreachable(row, by):
        raise Refused(Reason.NOT_POSSIBLE, fault)
    end_invitations(row)
    link = front_links.make(by.clinic_id, LinkPurpose.ACCOUNT, expires=clock.now() + HOLDS, person_id=row.id)
    lines = (
        Words(
            "You can have pages of your own with us. Choose a password: {link}",
            link=front_links.address(by.clinic_id, link),
        ),
        Words("The link works for {days} days. You need not do anything.", days=HOLDS.days),
    )
    with override(row.language):
        body, subject = "\n".join(line.said(gettext) for line in lines), gettext("Your own pages")
    outgoing.write(by.clinic_id, SERVICE, (MAIL, row.email), subject, body, person=row, until=link.expires)
    return row.id


@action
def open_account(*, by: Member, link_id: UUID, password: str) -> str:
    """Choose the password of one's own pages; the link ends with it.

    Args:
        by: A visitor who came with the link.
        link_id: Which link.
        password: As typed.

    Returns:
        The name to sign in with; or Refused: ALREADY_DONE (the link is used or too old, or the e-mail is somebody's
        already), NOT_POSSIBLE (the password is too easy).
    """
    link = front_links.by_id(by.clinic_id, link_id, LinkPurpose.ACCOUNT, for_update=True)
    if link is None or link.person_id is None:
        raise Refused(Reason.ALREADY_DONE, GONE)
    row = Person.objects.within(by.clinic_id).select_for_update(no_key=True).get(id=link.person_id)
    if row.user_id or not row.email:
        raise Refused(Reason.ALREADY_DONE, GONE)
    login = row.email.strip().lower()
    need_good(password, User(login=login, name=row.name, email=row.email))
    try:
        with transaction.atomic():
            row.user = User.objects.create_user(login, password, name=row.name, email=row.email, language=row.language)
    except IntegrityError:
        raise Refused(Reason.ALREADY_DONE, TAKEN) from None
    row.save(update_fields=["user"])
    end_invitations(row)
    return login


@action
def close_account(*, by: Member, person_id: UUID) -> UUID:
    """End a person's own pages: whoever is signed in there is out with the next step, and a new invitation can be sent.

    The record stays as it is. For a wrong address, a lost password, or because they ask for it.

    Args:
        by: Somebody of the desk.
        person_id: Whose.

    Returns:
        Id of the person; or Refused: ALREADY_DONE (there are none).

    Raises:
        NotFound, NotAllowed: As the door says.
    """
    by.need(Job.PEOPLE)
    person_for(by, person_id, Purpose.CONTACT)
    row = row_of(Person, by, person_id, for_update=True)
    if row.user is None:
        raise Refused(Reason.ALREADY_DONE, Words("They have no pages of their own."))
    end_invitations(row)  # a link that changes the password of what is closed
    user, row.user = row.user, None
    row.save(update_fields=["user"])
    works = Membership.objects.everywhere().filter(user=user).exists()
    if not works and not Person.objects.everywhere().filter(user=user).exists():
        user.login, user.is_active = f"closed-{user.id.hex}", False  # the address can be used anew
        user.save(update_fields=["login", "is_active"])
    return row.id


def end_invitations(row: Person) -> None:
    """Links that were sent to somebody open nothing any more, and a message that waits with one does not go out."""
    _end(row, person_id=row.id, purpose=LinkPurpose.ACCOUNT)
    if row.user_id:
        _end(row, user_id=row.user_id, purpose=LinkPurpose.PASSWORD)


def _end(row: Person, **which: Any) -> None:
    waiting = OutboxMessage.objects.within(row.clinic_id).filter(person_id=row.id, state=OutboxState.WAITING)
    for link in front_links.open_ones(row.clinic_id, **which):
        told = waiting.filter(body__contains=link.id.hex)
        told.update(state=OutboxState.STOPPED, fault="its link was ended")
    front_links.end(row.clinic_id, **which)


def _unreachable(row: Person, by: Member) -> Words | None:
    if not row.email:
        return Words("There is no e-mail address. Write it into the contact facts first.")
    if row.leave_no_details:
        return Words("They want no details left in messages. Ask them first, and change the contact facts.")
    if not may_write_to(clinic_of(by.clinic_id), row.email):
        return Words("Enough was written to this address today. Try again tomorrow.")
    return None
