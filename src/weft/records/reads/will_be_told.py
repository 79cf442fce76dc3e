"""Whether somebody will be sent a message about a page of their own, and why not: said before it is written, and after.

`actions.course_message.tell_of_page` asks the same before it writes. What it says beside a person is `WillBeTold.says`.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery

from weft.core.book.consents import Purpose as Kinds
from weft.core.book.texts import Kind, kind_of
from weft.core.shared.words import Words
from weft.records import front_links
from weft.records.access import Job, Member, NotFound, Purpose, person_for
from weft.records.clock import now
from weft.records.models import Consent, LinkPurpose, OutboxMessage, OutboxState, Person


class WhyNot(StrEnum):
    """What keeps a message back."""

    NO_DETAILS = "no_details"
    NO_YES = "no_yes"
    NO_PAGES = "no_pages"
    INVITED = "invited"
    """They have a link to pages of their own, and have not chosen a password yet."""
    NO_ADDRESS = "no_address"


_ABOUT = {Kinds.PLANS_OF_CARE: Words("plans of care"), Kinds.EXERCISE_PLANS: Words("exercise plans")}
_SAYS = {
    WhyNot.NO_DETAILS: Words("No message goes: they want no details left. Print it, or ring them."),
    WhyNot.NO_YES: Words("No message goes: they have not said yes to messages about {about}. Print it, or ask them."),
    WhyNot.NO_PAGES: Words("No message goes: they have no pages of their own. Invite them, or print it."),
    WhyNot.INVITED: Words("No message goes: they are invited to pages of their own, where it stands. Or print it."),
    WhyNot.NO_ADDRESS: Words("No message goes: there is no e-mail address and no number. Print it."),
}
_GOES = Words("They get a message with a link to their page, because they said yes to {about}.")

NONE_WENT = Words("No message went. What is said to them from now on, they get as a message too.")
_WRITTEN: dict[str, Words] = {
    OutboxState.WAITING: Words("A message with a link to their page is on its way."),
    OutboxState.SENDING: Words("A message with a link to their page is on its way."),
    OutboxState.SENT: Words("A message with a link to their page went out."),
    OutboxState.FAILED: Words("The message with a link to their page could not be delivered. Ring them, or print it."),
}
"""One that was stopped was never read: another goes instead, or none."""


@dataclass(frozen=True, slots=True)
class WillBeTold:
    """What happens about one person and one kind of message, as it stands now."""

    person_id: UUID
    why_not: WhyNot | None
    """None: a message goes."""
    says: Words
    """One sentence that names what happens and the way out."""
    may_invite: bool
    """Whether whoever reads this can send the invitation to own pages now (`desk:invite`)."""

    @property
    def goes(self) -> bool:
        """Whether a message is written."""
        return self.why_not is None


def will_be_told(person_id: UUID, kind: Kind, by: Member) -> WillBeTold:
    """Whether a message of this kind would be written for this person now.

    Args:
        person_id: Whom.
        kind: `Kind.PLAN`, `Kind.PLAN_CHANGED` or `Kind.EXERCISES`.
        by: Somebody who may see the person.

    Raises:
        NotFound, NotAllowed: As the door says.
    """
    person_for(by, person_id, Purpose.CONTACT if by.may(Job.PEOPLE) else Purpose.CARE)
    return now_told(person_id, kind, by)


def now_told(person_id: UUID, kind: Kind, by: Member) -> WillBeTold:
    """The same in one SELECT, for a page that came through the door to this person already."""
    return _stands(person_id, kind, by)[0]


def _stands(person_id: UUID, kind: Kind, by: Member, once: str = "") -> tuple[WillBeTold, str | None]:
    """As it stands, and how far the message ``once`` is; in one SELECT."""
    purpose = kind_of(kind).purpose
    said = Consent.objects.within(by.clinic_id).filter(person_id=OuterRef("id"), purpose=purpose.value)
    links = front_links.open_ones(by.clinic_id, purpose=LinkPurpose.ACCOUNT, person_id=OuterRef("id"))
    told = OutboxMessage.objects.within(by.clinic_id).filter(person_id=OuterRef("id"), once=once)
    row = (
        Person.objects.within(by.clinic_id)
        .filter(id=person_id)
        .annotate(
            says_yes=Subquery(said.order_by("-at").values("given")[:1]),
            is_invited=Exists(links.filter(expires__gt=now())),
            told=Subquery(told.values("state")[:1]),
        )
        .first()
    )
    if row is None:
        raise NotFound
    why = _why_not(row, says_yes=bool(row.says_yes), is_invited=row.is_invited)
    says = Words((_SAYS[why] if why else _GOES).message, about=_ABOUT[purpose])
    can_be = why is WhyNot.NO_PAGES and bool(row.email)
    return WillBeTold(person_id, why, says, may_invite=can_be and by.may(Job.PEOPLE)), row.told


def plan_told(version_id: UUID, person_id: UUID, by: Member, *, is_agreed: bool) -> WillBeTold:
    """About the version that stands: what became of its message, or what will once everybody has agreed.

    For a page that came through the door to this person's plan already.

    Raises:
        NotFound: Another clinic's.
    """
    return _became(*_stands(person_id, Kind.PLAN, by, f"plan:{version_id}"), is_due=is_agreed)


def was_told(person_id: UUID, kind: Kind, once: str, by: Member) -> WillBeTold:
    """What became of one message: on its way, gone out; where none was written, why none is, as it stands now.

    Args:
        person_id: Whom.
        kind: As `will_be_told` takes it.
        once: The message's own key: ``plan:<version>``, ``exercises:<record>``.
        by: Somebody who may see the person.

    Raises:
        NotFound, NotAllowed: As the door says.
    """
    person_for(by, person_id, Purpose.CONTACT if by.may(Job.PEOPLE) else Purpose.CARE)
    return _became(*_stands(person_id, kind, by, once), is_due=True)


def _became(stands: WillBeTold, state: str | None, *, is_due: bool) -> WillBeTold:
    """``is_due``: what it is about has happened; else one may still be written."""
    if state in _WRITTEN:
        return replace(stands, why_not=None, says=_WRITTEN[state], may_invite=False)
    return replace(stands, says=NONE_WENT) if is_due and stands.goes else stands


def _why_not(row: Person, *, says_yes: bool, is_invited: bool) -> WhyNot | None:
    """The first thing that would have to change; who has no pages cannot be helped by a yes alone."""
    if row.leave_no_details:
        return WhyNot.NO_DETAILS
    if not row.user_id:
        return WhyNot.INVITED if is_invited else WhyNot.NO_PAGES
    if not (row.email or row.phone):
        return WhyNot.NO_ADDRESS
    return None if says_yes else WhyNot.NO_YES
