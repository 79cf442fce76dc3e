"""Where a talk by video is held: in the room of whoever takes it, else in the clinic's."""

from uuid import UUID

from weft.core.book.video import STAYS_AFTER
from weft.records import clock
from weft.records.models import Enquiry, EnquirySource, EnquiryState, Talk


def room_of(talk: Talk) -> str:
    """The room as it is set now; ``clinic`` and ``practitioner`` are read with the talk."""
    return talk.practitioner.video_room or talk.clinic.video_room


def may_go_in(talk: Talk) -> bool:
    """Whether the talk is by video, not called off or answered, and not long over; ``enquiry`` is read with it."""
    stands = talk.cancelled_at is None and talk.enquiry.state == EnquiryState.WAITING
    return stands and talk.enquiry.source == EnquirySource.ONLINE and clock.now() <= talk.ends + STAYS_AFTER


def talks_to_come(clinic_id: UUID) -> int:
    """How many talks by video are booked and not over yet."""
    asked = Enquiry.objects.within(clinic_id).filter(source=EnquirySource.ONLINE, state=EnquiryState.WAITING)
    booked = Talk.objects.within(clinic_id).filter(enquiry__in=asked, cancelled_at__isnull=True, ends__gt=clock.now())
    return booked.count()
