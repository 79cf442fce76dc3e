"""When the clinic answers its phone and reads what comes in, for the pages of visitors."""

from datetime import datetime

from weft.records.access import Member, clinic_of
from weft.records.phone_hours import phone_opens


def opens_again(by: Member) -> datetime | None:
    """When somebody is there again, in the clinic's own time; None while somebody is, or when no hours are known."""
    return phone_opens(clinic_of(by.clinic_id))
