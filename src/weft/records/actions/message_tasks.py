"""What time itself tells the team: records that nobody signed, calls that nobody made, people not heard from."""

import logging
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.library.stored import to_json
from weft.records import clock
from weft.records.access import Job, Member
from weft.records.actions import adjust
from weft.records.actions.base import action
from weft.records.actions.message_people import newest_watches
from weft.records.actions.message_timers import locked
from weft.records.local import local_time, moment_of
from weft.records.models import (
    Clinic,
    Enquiry,
    EnquiryState,
    Episode,
    EpisodeState,
    SessionRecord,
    Task,
    Visit,
    VisitState,
    Watch,
    WatchState,
)
from weft.records.tasks import raise_task

NOTE_UNSIGNED, SILENT, CALL_OVERDUE = "note_unsigned", "silent", "call_overdue"
SIGN_WITHIN = timedelta(hours=12)
"""So long after its end a visit's record may be unsigned."""
LOOK_BACK = timedelta(days=30)
RING_WITHIN = timedelta(days=3)
LOOKS_FOR = timedelta(hours=1)
"""So long one worker has for looking at everybody; longer than it takes."""
CAME = (VisitState.ARRIVED, VisitState.IN_TREATMENT, VisitState.DONE)
RECORDED_ELSEWHERE = ("consult", "assessment")
log = logging.getLogger("weft.records")


@action
def unsigned_notes(*, by: Member) -> int:
    """A task to the practitioner for each visit whose record nobody has signed; done when it is.

    Returns:
        How many were raised.
    """
    locked(by)
    now = clock.now()
    signed = SessionRecord.objects.within(by.clinic_id).filter(signed_at__isnull=False)
    waiting = Task.objects.within(by.clinic_id).filter(kind=NOTE_UNSIGNED, done_at__isnull=True)
    waiting.filter(subject__in=signed.filter(visit__ends__gte=now - 2 * LOOK_BACK).values("visit_id")).update(
        done_at=now, outcome="signed"
    )
    rows = Visit.objects.within(by.clinic_id).filter(
        state__in=CAME, ends__lte=now - SIGN_WITHIN, ends__gte=now - LOOK_BACK
    )
    left = rows.exclude(kind__in=RECORDED_ELSEWHERE).exclude(id__in=signed.values("visit_id"))
    known = Task.objects.within(by.clinic_id).filter(kind=NOTE_UNSIGNED, subject=OuterRef("id"))
    new = list(left.filter(~Exists(known)).order_by("starts"))
    for visit in new:
        Task.objects.create(
            clinic_id=by.clinic_id, kind=NOTE_UNSIGNED,
            says=to_json(Words("The record of {day} is not signed.", day=visit.local_date)), job=Job.RECORD.value,
            owner_id=visit.practitioner_id, person_id=visit.person_id, subject=visit.id, due=now,
        )  # fmt: skip
    return len(new)


@action
def promises_overdue(*, by: Member) -> int:
    """A task to the clinical lead for each call that was promised and not made; done when it is.

    Returns:
        How many were raised.
    """
    locked(by)
    now = clock.now()
    late = Enquiry.objects.within(by.clinic_id).filter(state=EnquiryState.WAITING, promised_by__lt=now)
    tasks = Task.objects.within(by.clinic_id).filter(kind=CALL_OVERDUE)
    tasks.filter(done_at__isnull=True).exclude(enquiry_id__in=late.values("id")).update(done_at=now, outcome="called")
    new = list(late.filter(~Exists(tasks.filter(enquiry_id=OuterRef("id")))).order_by("promised_by"))
    for row in new:
        says = Words("A call was promised for {time}.", time=local_time(row.promised_by or now, by.clinic_id))
        raise_task(CALL_OVERDUE, says, by=by, job=Job.OUTCOMES, due=now, enquiry_id=row.id)
    return len(new)


@action
def silent_people(*, by: Member) -> int:
    """A task to ring for each question after discharge that went unanswered, or could not be sent.

    No answer is not "all well".

    Returns:
        How many were raised.
    """
    clinic = locked(by)
    today = clock.today(clinic.zone)
    within = timedelta(days=knowledge().prevent.recurrence.answer_within_days)
    open_ = Watch.objects.within(by.clinic_id).filter(state__in=(WatchState.WAITING, WatchState.ASKED))
    late = newest_watches(open_.filter(due__lt=today - within))
    tasks = Task.objects.within(by.clinic_id).filter(kind=SILENT)
    known = set(tasks.filter(subject__in=[row.id for row in late]).values_list("subject", flat=True))
    rung = set(tasks.filter(done_at__isnull=True).values_list("person_id", flat=True))  # one at a time
    new = {row.person_id: row for row in late if row.id not in known and row.person_id not in rung}
    for row in new.values():
        says = Words("Care has ended and nobody has heard how it has been. Ring and ask.")
        raise_task(
            SILENT, says, by=by, job=Job.RECORD, due=clock.now() + RING_WITHIN, person_id=row.person_id, subject=row.id
        )
    return len(new)


def look_again(*, by: Member) -> int:
    """Let the rules look at everybody in care, as they do after each score: reviews whose day has come are opened.

    Once a day, whoever asks: the rules count in days. Each person is a write of its own: one that fails holds up
    nobody. A worker that dies over it leaves the day to another one, an hour later.

    Returns:
        How many were looked at.
    """
    if _its_turn(by=by) is not True:
        return 0
    rows = Episode.objects.within(by.clinic_id).filter(state=EpisodeState.OPEN).order_by("id")
    ids: list[UUID] = list(rows.values_list("id", flat=True))
    for episode_id in ids:
        try:
            adjust.look(by=by, episode_id=episode_id)
        except Exception as trouble:  # noqa: BLE001  the next person's rules must not wait for it
            log.error("rules of episode %s: %s", episode_id, type(trouble).__name__)  # noqa: TRY400  it could hold a name
    _looked(by=by)
    return len(ids)


@action
def _its_turn(*, by: Member) -> bool:
    """Whether nobody has looked today, or is looking now; then it is this worker's for a while."""
    clinic = locked(by)
    if clinic.look_next is not None and clinic.look_next > clock.now():
        return False
    _look_next(clinic, clock.now() + LOOKS_FOR)
    return True


@action
def _looked(*, by: Member) -> None:
    """Everybody was looked at: the next time is tomorrow."""
    clinic = locked(by)
    tomorrow = clock.today(clinic.zone) + timedelta(days=1)
    _look_next(clinic, moment_of(datetime.combine(tomorrow, time()), clinic.zone))


def _look_next(clinic: Clinic, at: datetime) -> None:
    clinic.look_next = at
    clinic.save(update_fields=["look_next"])
