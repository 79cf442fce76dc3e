"""A person's contact facts are put right: name, birth date, how they are reached, whom to ring for them."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext, override

from weft.core.book.contact import email_fault, name_fault, note_fault, phone_fault, tidy
from weft.core.shared.words import Words
from weft.records import clock, outgoing
from weft.records.access import Job, Member, Purpose, clinic_of, person_for, row_of
from weft.records.actions.account import end_invitations
from weft.records.actions.base import action
from weft.records.contact import NAMES, ContactFacts, facts_of
from weft.records.models import OutboxMessage, OutboxState, Person
from weft.records.outgoing import MAIL, SERVICE
from weft.records.refused import Reason, Refused
from weft.records.versions import last_written, need_unchanged

__all__ = ["LONGEST", "NAMES", "ContactFacts", "birth_fault", "change_contact"]

SAVED = Words("the contact facts")
LONGEST = {"known_as": 100, "pronouns": 40, "emergency_contact": 200, "family_doctor": 200, "occupation": 200}
OLDEST = 130
"""Years; nobody is older."""
LINES = ("known_as", "pronouns", "emergency_contact", "family_doctor", "occupation")


@action
def change_contact(*, by: Member, person_id: UUID, facts: ContactFacts, seen: str | None = None) -> UUID:
    """Write down who somebody is and how they are reached now. The audit trail names the columns that changed.

    Messages that wait for them go to the new address or number; where there is none any more they are stopped.

    Args:
        by: Somebody of the desk.
        person_id: Whose.
        facts: All of them, as they are to stand.
        seen: `ContactFacts.version` as the form showed it; None does not ask whether it still stands.

    Returns:
        Id of the person; or Refused: NOT_POSSIBLE (the sentence says which), CHANGED_MEANWHILE.

    Raises:
        NotFound, NotAllowed: As the door says.
    """
    by.need(Job.PEOPLE)
    person_for(by, person_id, Purpose.CONTACT)
    row = row_of(Person, by, person_id, for_update=True)
    stands = facts_of(row)
    need_unchanged(seen, stands.version, SAVED, lambda: last_written(row))
    wanted = _checked(facts, clock.today(clinic_of(by.clinic_id).zone))
    changed = [name for name in NAMES if getattr(wanted, name) != getattr(stands, name)]
    if not changed:
        return row.id
    for name in changed:
        setattr(row, name, getattr(wanted, name))
    row.save(update_fields=changed)
    if "email" in changed:
        end_invitations(row)  # one that went to the old address opens nothing
    _lead_on(row, "mail", stands.email, wanted.email)
    _lead_on(row, "text", stands.phone, wanted.phone)
    _tell_the_old_address(row, stands, wanted)  # last: what waits was led on
    return row.id


def _tell_the_old_address(row: Person, before: ContactFacts, now: ContactFacts) -> None:
    """So that nobody's messages, or the way to their own pages, are led elsewhere behind their back."""
    if not before.email or before.leave_no_details or before.email.lower() == now.email.lower():
        return
    said = Words("Our note of how to reach you was changed. If you did not ask for that, ring us.")
    with override(row.language):
        subject, body = gettext("How we reach you"), said.said(gettext)
    outgoing.write(row.clinic_id, SERVICE, (MAIL, before.email), subject, body, person=row)


def birth_fault(born: date | None, today: date) -> Words | None:
    """What is wrong with a birth date, or None."""
    if born is None or (today.year - OLDEST <= born.year and born <= today):
        return None
    return Words("This birth date cannot be right. Look at the year.")


def _checked(facts: ContactFacts, today: date) -> ContactFacts:
    lines: dict[str, Any] = {name: tidy(getattr(facts, name)) for name in ("name", "phone", *LINES)}
    tidied = replace(facts, email=facts.email.strip(), **lines)
    faults = [name_fault(tidied.name), birth_fault(tidied.birth_date, today)]
    faults += [name_fault(said) for name in LINES if (said := lines[name])]
    faults += [note_fault(tidied.address), note_fault(tidied.contact_notes)]
    faults += [_too_long(name, most) for name, most in LONGEST.items() if len(lines[name]) > most]
    faults += [phone_fault(tidied.phone)] if tidied.phone else []
    faults += [email_fault(tidied.email)] if tidied.email else []
    if fault := next(filter(None, faults), None):
        raise Refused(Reason.NOT_POSSIBLE, fault)
    return tidied


def _too_long(name: str, most: int) -> Words:
    return Words("“{field}” is longer than {longest} characters.", field=name.replace("_", " "), longest=most)


def _lead_on(row: Person, channel: str, before: str, now: str) -> None:
    """Messages that wait follow the person; what a worker has taken up already goes where it was written to."""
    if before == now:
        return
    waiting = OutboxMessage.objects.within(row.clinic_id).filter(
        person_id=row.id, channel=channel, to=before, state=OutboxState.WAITING
    )
    if now:
        waiting.update(to=now)
    else:
        waiting.update(state=OutboxState.STOPPED, fault="the address was taken out")
