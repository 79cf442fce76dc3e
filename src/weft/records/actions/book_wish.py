"""What a visitor wishes, checked and written down as an enquiry. Nothing here reads or changes a known person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from weft.core.book.consents import Purpose, words_for
from weft.core.book.contact import (
    LONGEST_NUMBER,
    NO_NUMBER,
    UNREADABLE,
    email_fault,
    is_readable,
    name_fault,
    note_fault,
    phone_fault,
    tidy,
)
from weft.core.screen.facts import QuestionSet
from weft.core.shared.care import Action, Answer, Outcome
from weft.core.shared.words import Words
from weft.records import clock, wordings
from weft.records.access import ClinicSeen, Member
from weft.records.models import Consent, Enquiry, EnquirySource
from weft.records.refused import Reason, Refused
from weft.records.screenings import Asked, save

HELP_FIRST = Words(
    "One of the answers needs help before a visit, so no talk was booked. Get that help, or let a clinician ring you."
)

NO_VIDEO = Words("No talk by video is offered here at the moment. Choose another way to talk.")


class Channel(StrEnum):
    """How somebody wants their free talk."""

    PHONE = "phone"
    ONLINE = "online"
    VISIT = "visit"


@dataclass(frozen=True, slots=True)
class Wish:
    """A request as it is kept."""

    source: EnquirySource
    name: str
    phone: str
    email: str
    times: str
    wishes: str
    consents: Iterable[str]
    answers: Mapping[str, Answer] | None
    language: str
    leave_no_details: bool
    odd_phone: bool = False
    """They said that an odd number is right: it is kept as it was typed."""


_REACH: dict[EnquirySource, tuple[tuple[str, ...], Words]] = {
    EnquirySource.PHONE: (("phone",), Words("We need a phone number to ring you.")),
    EnquirySource.CALL_BACK: (("phone",), Words("We need a phone number to ring you.")),
    EnquirySource.ONLINE: (("email",), Words("We need an e-mail address for a talk online.")),
    EnquirySource.VISIT: (("phone", "email"), Words("We need a phone number or an e-mail address.")),
}
"""One of these is needed for each way to talk, and what is said without it."""


def out_of_reach(source: str, reached: Mapping[str, Any]) -> tuple[tuple[str, ...], Words] | None:
    """What is missing to talk in this way (one of these) and what to say of it; None when they can be reached.

    Args:
        source: How they want to talk.
        reached: ``phone`` and ``email``, as far as they were written.
    """
    one_of, says = _REACH[EnquirySource(source)]
    return None if any((reached.get(each) or "").strip() for each in one_of) else (one_of, says)


def checked(wish: Wish) -> Wish:
    """The wish, tidied.

    Raises:
        Refused: MISSING (no way to reach them), NOT_POSSIBLE (something cannot be kept).
    """
    if missing := out_of_reach(wish.source, {"phone": wish.phone, "email": wish.email}):
        raise Refused(Reason.MISSING, missing[1])
    phone_says = odd_phone_fault if wish.odd_phone else phone_fault
    faults = (
        name_fault(wish.name),
        phone_says(wish.phone) if wish.phone.strip() else None,
        email_fault(wish.email) if wish.email.strip() else None,
        note_fault(wish.times),
        note_fault(wish.wishes),
    )
    if fault := next(filter(None, faults), None):
        raise Refused(Reason.NOT_POSSIBLE, fault)
    return replace(
        wish, name=tidy(wish.name), phone=tidy(wish.phone), email=wish.email.strip(), times=wish.times.strip(),
        wishes=wish.wishes.strip(), consents=tuple(map(Purpose, wish.consents)),
    )  # fmt: skip


def need_room(wish: Wish, clinic: ClinicSeen) -> None:
    """Go on unless they want to talk by video and the clinic has no room for that.

    Raises:
        Refused: NOT_POSSIBLE.
    """
    if wish.source == EnquirySource.ONLINE and not clinic.video_room:
        raise Refused(Reason.NOT_POSSIBLE, NO_VIDEO)


def odd_phone_fault(phone: str) -> Words | None:
    """What is wrong with a number that looks odd but, they say, is right; or None."""
    if not is_readable(phone, lines=False):
        return UNREADABLE
    return NO_NUMBER if len(tidy(phone)) > LONGEST_NUMBER else None


def written(
    wish: Wish, by: Member, promised: datetime, *, may_stop: bool, case: object = None, outline: object = None
) -> tuple[Enquiry, Outcome, Action]:
    """Write the enquiry with its answers and consents. For use inside an action.

    Raises:
        Refused: BLOCKED when an answer says stop and ``may_stop`` is not given.
    """
    row = Enquiry.objects.create(
        clinic_id=by.clinic_id, source=wish.source, name=wish.name, phone=wish.phone, email=wish.email,
        times=wish.times, wishes=wish.wishes, promised_by=promised, language=wish.language,
        leave_no_details=wish.leave_no_details, case=case, outline=outline,
    )  # fmt: skip
    outcome, urgent = _screened(wish, row, by)
    if outcome is Outcome.STOP and not may_stop:
        raise Refused(Reason.BLOCKED, HELP_FIRST)
    _write_consents(wish, row, by)
    return row, outcome, urgent


def _screened(wish: Wish, row: Enquiry, by: Member) -> tuple[Outcome, Action]:
    if wish.answers is None:
        return Outcome.GO, Action.NONE
    _, clearance = save(Asked(wish.answers, QuestionSet.CONSULT, _how(by)), by=by, enquiry_id=row.id)
    return clearance.outcome, clearance.action


def _write_consents(wish: Wish, row: Enquiry, by: Member) -> None:
    for purpose in map(Purpose, dict.fromkeys(wish.consents)):
        Consent.objects.create(
            clinic_id=by.clinic_id, enquiry=row, purpose=purpose.value, given=True, at=clock.now(), how=_how(by),
            wording=wordings.keep(words_for(purpose)), by_id=by.user_id,
        )  # fmt: skip


def _how(by: Member) -> str:
    return "phone" if by.is_staff else "online"
