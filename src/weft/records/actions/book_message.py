"""The one message that a request gets, when an e-mail address was given for it: time and place, nothing about care."""

from django.utils.formats import date_format
from django.utils.translation import gettext

from weft.core.shared.words import Words
from weft.records import outgoing
from weft.records.access import ClinicSeen, Member
from weft.records.local import wall_time
from weft.records.models import Enquiry


def confirm(row: Enquiry, clinic: ClinicSeen, *, by: Member) -> None:
    """Write the confirmation into the outbox, with the request itself; none when they want no details left."""
    if not row.email or row.leave_no_details or row.promised_by is None:
        return
    body = Words(
        "We have your request and will be in touch by {time}.\nTo change it, ring {phone}.",
        time=date_format(wall_time(row.promised_by, clinic.zone), "l j F, H:i"),
        phone=clinic.phone or clinic.email or "-",
    )
    outgoing.write(
        by.clinic_id, outgoing.SERVICE, outgoing.way_to(row), gettext("We have your request"), body.said(gettext),
        once=f"enquiry:{row.id}", enquiry=row, until=row.promised_by,
    )  # fmt: skip
