"""The outbox as a worker empties it: take up with a lease, ask once more, hand over, write down what came of it.

At least once, and twice only when a worker dies between the mail server's yes and `sent`: then the lease runs out and
another worker sends the same message again, with the same Message-ID.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from weft.core.book.consents import Purpose
from weft.core.book.texts import KINDS
from weft.core.shared.words import Words
from weft.draw.calendar_file import folded, unfolded
from weft.records import clock, front_links, links, move_links, offer_links, tasks
from weft.records.access import Job, Member
from weft.records.actions.base import action
from weft.records.actions.book_consent import stands
from weft.records.models import Clinic, OutboxMessage, OutboxState, VisitState
from weft.records.outgoing import SERVICE, ready
from weft.records.quiet import end_of_quiet

LEASE = timedelta(minutes=5)
"""How long one worker has a message; longer than a mail server may take for it."""
BACK_OFF = tuple(timedelta(minutes=each) for each in (1, 5, 30, 120, 360))
"""How long to wait after each failure that may pass; after the last it is not tried again."""
RING_WITHIN = timedelta(hours=24)
"""How soon somebody of the desk rings when a message could not be delivered."""
ENOUGH = len(BACK_OFF) + 1
BY_THEMSELVES = frozenset(each.kind.value for each in KINDS if each.by_itself)
"""Kinds that keep the quiet hours."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """One message that this worker has until its lease ends."""

    id: UUID
    tries: int
    """Which taking-up this is: 1 the first time."""
    channel: str
    """mail | text."""
    to: str
    subject: str
    body: str
    clinic_name: str
    clinic_email: str
    """Where an answer goes; may be empty."""
    language: str = "en"
    country: str = ""
    """The clinic's: a number typed without a country code is one of it."""
    calendar: str = ""
    """A calendar file that goes with it."""
    choices_url: str = ""
    """Where the person says what they want to be sent; empty for an answer to a request."""


@action
def claim(*, by: Member, most: int = 20) -> tuple[Claimed, ...]:
    """Take up what is due, and what a dead worker left; what has become stale is stopped instead.

    Args:
        by: The system of one clinic.
        most: At most so many.
    """
    now = clock.now()
    clinic, home = _clinic(by), links.to_clinic(by.clinic_id, "")
    if clinic.mail_held_since is not None:
        return ()
    rows = OutboxMessage.objects.within(by.clinic_id).filter(ready(now)).select_related("person", "enquiry", "visit")
    due = list(rows.order_by("due", "id").select_for_update(skip_locked=True, of=("self",))[:most])
    return tuple(_taken(row, clinic, home, now) for row in _still_wanted(due, now, clinic, by))


def _still_wanted(due: Iterable[OutboxMessage], now: datetime, clinic: Clinic, by: Member) -> list[OutboxMessage]:
    wanted = []
    for row in due:
        if row.tries >= ENOUGH:  # workers died over it again and again
            _give_up(row, "no worker came to its end with it", by)
        elif _may_go_at(now, row, clinic, by):
            wanted.append(row)
    return wanted


def _may_go_at(now: datetime, row: OutboxMessage, clinic: Clinic, by: Member) -> bool:
    """Whether it still holds and this is no quiet hour for it; else it is stopped, or put off to the morning."""
    if why := _stale(row, now):
        _leave(row, OutboxState.STOPPED, why)
        return False
    morning = end_of_quiet(clinic, now)
    if morning > now and row.kind in BY_THEMSELVES:
        _keep_quiet(row, morning, by)
        return False
    return True


def _keep_quiet(row: OutboxMessage, morning: datetime, by: Member) -> None:
    """It waits until the morning; when that is too late it is not sent, and somebody rings."""
    if row.until is not None and row.until <= morning:
        _leave(row, OutboxState.STOPPED, "it would have come at night, or too late")
        _ring(row, by)
        return
    row.state, row.due, row.lease_until = OutboxState.WAITING, morning, None
    row.save(update_fields=["state", "due", "lease_until"])


def _taken(row: OutboxMessage, clinic: Clinic, home: str, now: datetime) -> Claimed:
    row.state, row.lease_until, row.tries = OutboxState.SENDING, now + LEASE, row.tries + 1
    row.save(update_fields=["state", "lease_until", "tries"])
    return Claimed(
        row.id, row.tries, row.channel, row.to, row.subject, _body(row),
        clinic.name, clinic.email, language=row.person.language if row.person else clinic.language,
        country=clinic.country, calendar=_with_tokens(row.calendar), choices_url=_choices_url(row, home),
    )  # fmt: skip


def _with_tokens(calendar: str) -> str:
    """The way into a talk by video stands in its file too."""
    return folded(front_links.with_tokens(unfolded(calendar)))


def _body(row: OutboxMessage) -> str:
    """The text with the tokens of its links."""
    return move_links.with_tokens(offer_links.with_tokens(front_links.with_tokens(row.body)))


def _choices_url(row: OutboxMessage, home: str) -> str:
    if not home or row.person_id is None or row.purpose == SERVICE:
        return ""
    return f"{home}/choices/{links.choices_token(row.person_id, Purpose(row.purpose))}"


@action
def may_go(*, by: Member, message_id: UUID, tries: int) -> bool:
    """Whether a claimed message may be handed over now: nobody stopped it, nobody else has it, its yes still stands.

    Asked at the last moment, because a visit may be cancelled or a consent taken back while the message is claimed, and
    because the quiet hours may have begun.
    """
    row, now, clinic = _mine(by, message_id, tries, OutboxState.SENDING), clock.now(), _clinic(by)
    if row is None or row.lease_until is None or row.lease_until < now or clinic.mail_held_since is not None:
        return False
    if not _may_go_at(now, row, clinic, by):
        return False
    row.lease_until = now + LEASE  # the others of its batch took time: the whole lease is for this one
    row.save(update_fields=["lease_until"])
    return True


@action
def sent(*, by: Member, message_id: UUID, tries: int) -> bool:
    """The mail server has it. One that was stopped a moment too late is written down as what it is: sent."""
    row = _mine(by, message_id, tries, OutboxState.SENDING, OutboxState.STOPPED)
    if row is None:
        return False
    row.state, row.sent_at, row.lease_until, row.fault = OutboxState.SENT, clock.now(), None, ""
    row.save(update_fields=["state", "sent_at", "lease_until", "fault"])
    return True


@action
def not_sent(*, by: Member, message_id: UUID, tries: int, fault: str, for_good: bool) -> bool:
    """It could not be handed over: later again, or, when that cannot help, a task for the desk.

    Args:
        by: The system of the message's clinic.
        message_id: Which message.
        tries: Which taking-up.
        fault: Why, without an address or a name.
        for_good: Trying again cannot help.
    """
    row = _mine(by, message_id, tries, OutboxState.SENDING)
    if row is None:
        return False
    if for_good or tries >= ENOUGH:
        _give_up(row, fault, by)
        return True
    row.state, row.due, row.lease_until, row.fault = (
        OutboxState.WAITING, clock.now() + BACK_OFF[tries - 1], None, fault[:200],
    )  # fmt: skip
    row.save(update_fields=["state", "due", "lease_until", "fault"])
    return True


def _clinic(by: Member) -> Clinic:
    return Clinic.objects.get(id=by.clinic_id)


def _mine(by: Member, message_id: UUID, tries: int, *states: OutboxState) -> OutboxMessage | None:
    rows = OutboxMessage.objects.within(by.clinic_id).filter(id=message_id, tries=tries, state__in=states)
    return rows.select_related("person", "enquiry", "visit").select_for_update(of=("self",)).first()


def _stale(row: OutboxMessage, now: datetime) -> str:
    """Why it is not sent any more; empty while it is wanted."""
    if row.until is not None and row.until <= now:
        return "its time has passed"
    if row.visit is not None and (row.visit.state != VisitState.BOOKED or row.visit.starts != row.until):
        return "the visit has changed"
    asked = row.person or row.enquiry
    if asked is not None and asked.leave_no_details:
        return "no details may be left"
    if row.person_id is None or row.purpose == SERVICE:
        return ""
    consent = stands(row.person_id, row.clinic_id, Purpose(row.purpose))
    return "" if consent is not None and consent.given else "consent taken back"


def _leave(row: OutboxMessage, state: OutboxState, fault: str) -> None:
    """No worker has it any more, and none takes it up again."""
    row.state, row.fault, row.lease_until = state, fault[:200], None
    row.save(update_fields=["state", "fault", "lease_until"])


def _give_up(row: OutboxMessage, fault: str, by: Member) -> None:
    _leave(row, OutboxState.FAILED, fault)
    _ring(row, by)


def _ring(row: OutboxMessage, by: Member) -> None:
    """Somebody of the desk tells them by hand."""
    asked = row.person or row.enquiry
    phone = asked.phone if asked is not None else ""
    if not phone:
        says = Words("A message could not be delivered, and there is no phone number.")
    elif row.channel == "text":
        says = Words("A text message did not go out. Ring {phone}, or text by hand.", phone=phone)
    else:
        says = Words("A message could not be delivered. Ring {phone}.", phone=phone)
    tasks.raise_task(
        "not_delivered", says, by=by, job=Job.PEOPLE, due=clock.now() + RING_WITHIN,
        person_id=row.person_id, enquiry_id=row.enquiry_id, subject=row.id,
    )  # fmt: skip
