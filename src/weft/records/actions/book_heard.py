"""The free talk as a clinician writes it down, and its outline, sent when they ask for it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext, override

from weft.core.book.call import Fit, heard_fault
from weft.core.plan.outline import Outline
from weft.core.shared.words import Words
from weft.records import clock
from weft.records.access import ClinicSeen, Job, Member, clinic_of, row_of
from weft.records.actions.base import action, once
from weft.records.actions.book_people import ANSWERED, answer_enquiry
from weft.records.actions.book_talk_message import send_page
from weft.records.models import Enquiry, EnquiryState
from weft.records.outgoing import MAIL
from weft.records.reads.front_page import what_it_costs
from weft.records.reads.plan_outline import of_enquiry
from weft.records.refused import Reason, Refused

NO_ADDRESS = Words("There is no e-mail address, or they want no details left. Print the outline instead.")
THEIR_PRICES = Words("These are the clinic's prices today. The first talk is free.")


@action
def write_call(
    *, by: Member, enquiry_id: UUID, talked: str, heard: Mapping[str, str], fit: Mapping[str, str], note: str = ""
) -> UUID:
    """Write down what was heard, what may fit, and how the call went.

    Returns:
        Id of the enquiry; or Refused: ALREADY_DONE, NOT_POSSIBLE.
    """
    by.need(Job.RECORD)
    row = row_of(Enquiry, by, enquiry_id, for_update=True)
    if row.state != EnquiryState.WAITING:
        raise Refused(Reason.ALREADY_DONE, ANSWERED)
    if fault := heard_fault(heard):
        raise Refused(Reason.NOT_POSSIBLE, fault)
    said = {question: text.strip() for question, text in heard.items() if text.strip()}
    fits = {discipline: Fit(each).value for discipline, each in fit.items() if each}
    if said or fits:
        row.call = {**_added(row.call or {}, said, fits), "by": by.name, "at": clock.now()}
        row.save(update_fields=["call"])
    result = answer_enquiry(by=by, enquiry_id=enquiry_id, talked=talked, note=note)
    if isinstance(result, Refused):
        raise result
    return result


def _added(before: Mapping[str, Any], said: Mapping[str, str], fits: Mapping[str, str]) -> dict[str, Any]:
    """A call that broke off left words behind: a second one adds to them, and what may fit is what it says now."""
    heard = dict(before.get("heard", {}))
    for question, text in said.items():
        heard[question] = "\n".join(filter(None, (heard.get(question), text)))
    return {"heard": heard, "fit": {**before.get("fit", {}), **fits}}


@action
def send_outline(*, by: Member, enquiry_id: UUID, key: str = "") -> str:
    """Send the outline as text, because they asked for it in the talk.

    Returns:
        ``sent``; or Refused: NOT_POSSIBLE (no address).

    Raises:
        NotFound: Unknown, another clinic's, or there are no answers that still hold.
    """
    by.need(Job.RECORD)
    return once(lambda: _send(by, enquiry_id), by=by, name="book.send_outline", key=key, found=str)


def _send(by: Member, enquiry_id: UUID) -> str:
    row, page = row_of(Enquiry, by, enquiry_id), of_enquiry(by, enquiry_id)
    if not row.email or row.leave_no_details:
        raise Refused(Reason.NOT_POSSIBLE, NO_ADDRESS)
    with override(row.language):
        clinic = clinic_of(by.clinic_id)
        send_page((MAIL, row.email), _lines(page, _costs(clinic)), clinic, enquiry=row)
    return "sent"


def _costs(clinic: ClinicSeen) -> tuple[Words, ...]:
    """The clinic's own prices, one by one; where it has said none, whom to ask."""
    prices = what_it_costs(clinic)
    said = tuple(Words("{what}: {price}", what=each.name, price=each.words) for each in prices)
    if not said:
        return (Words("{clinic} has not written its prices here. Ask us.", clinic=clinic.name),)
    return (*said, THEIR_PRICES)


def _lines(page: Outline, costs: tuple[Words, ...]) -> tuple[str, ...]:
    """The page as text: every part under its own heading, nothing that the page does not say."""
    phases = tuple(Words("{name}: {visits}", name=one.name, visits=_joined(one.visits)) for one in page.phases)
    parts = (
        ((page.title,), (page.next, *page.told)),
        ((Words("What we heard"),), page.heard),
        ((Words("What may fit"),), page.may_fit),
        ((Words("Likely phases and visits"),), (*phases, *page.visits)),
        ((Words("What to expect"),), page.expectations),
        ((Words("What is not known yet"),), page.not_known),
        ((Words("What it costs"),), costs if page.no_obligation else ()),
        ((Words("No obligation"),), page.no_obligation),
    )
    return tuple("\n".join(each.said(gettext) for each in (*head, *lines)) for head, lines in parts if lines)


def _joined(words: tuple[Words, ...]) -> str:
    return "; ".join(each.said(gettext) for each in words)
