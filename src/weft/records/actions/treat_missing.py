"""When in and out do not agree: the search, the second pair of eyes, the report of a needle that was not found."""

from uuid import UUID

from weft.core.shared.words import Words
from weft.records import clock, live
from weft.records.access import Job, Member
from weft.records.actions.base import action
from weft.records.actions.treat_live import INCIDENT
from weft.records.local import after
from weft.records.models import EventKind, Membership, MissingNeedleReport
from weft.records.refused import Reason, Refused
from weft.records.tasks import raise_task

REPORT_WORDS = Words(
    "A needle is missing. Read the report and see that the bed, the floor and the clothes were searched."
)
_NONE_MISSING = Words("As many needles came out as went in: none is missing.")


@action
def that_was_all(*, visit_id: UUID, by: Member) -> int:
    """Somebody has no more needles in hand, and the count says that some are still in: the search begins.

    Returns:
        How many are looked for, or Refused: NOT_POSSIBLE (none is missing), SIGNED.
    """
    found = live.opened(by, visit_id)
    live.need_hands(by, found.visit)
    if not found.count.still_in:
        raise Refused(Reason.NOT_POSSIBLE, _NONE_MISSING)
    count = {"needles_in": found.count.needles_in, "needles_out": found.count.needles_out}
    live.add(found.visit, EventKind.SEARCH, by=by, details=count)
    return found.count.still_in


@action
def report_missing_needle(
    *, visit_id: UUID, by: Member, story: str, second_by: UUID | None = None, working_alone: bool = False
) -> UUID:
    """Report that needles were looked for and not found; then the record can be signed. The clinical lead is told.

    Args:
        visit_id: The visit.
        by: Who reports.
        story: Where was looked, what was found.
        second_by: User id of somebody else of this clinic who looked too.
        working_alone: Nobody else is here; stands in place of ``second_by``.

    Returns:
        Id of the report, or Refused: MISSING, NOT_POSSIBLE, SIGNED.
    """
    found = live.opened(by, visit_id)
    live.need_hands(by, found.visit)
    if not found.count.still_in:
        raise Refused(Reason.NOT_POSSIBLE, _NONE_MISSING)
    if not story.strip():
        raise Refused(Reason.MISSING, Words("Write where you looked: bed, floor, clothes, bin."))
    second = second_pair_of_eyes(by, second_by)
    if second is None and not working_alone:
        raise Refused(Reason.MISSING, Words("Name who looked with you, or say that you work alone."))
    report = MissingNeedleReport.objects.create(
        clinic_id=by.clinic_id, person_id=found.visit.person_id, visit=found.visit, story=story.strip(),
        needles_in=found.count.needles_in, needles_out=found.count.needles_out, second_by_id=second,
        working_alone=second is None, by_id=by.author_id, at=after(max(row.at for row in found.rows)),
    )  # fmt: skip
    raise_task(
        INCIDENT, REPORT_WORDS, by=by, job=Job.OUTCOMES, due=clock.in_minutes(8 * 60),
        person_id=found.visit.person_id, subject=report.id,
    )  # fmt: skip
    return report.id


def second_pair_of_eyes(by: Member, user_id: UUID | None) -> UUID | None:
    """The user who counted or looked too, when it is somebody else who works here.

    Raises:
        Refused: NOT_POSSIBLE for oneself, or for somebody who does not work here.
    """
    if user_id is None:
        return None
    if user_id == by.user_id or not others_here(by).filter(user_id=user_id).exists():
        raise Refused(
            Reason.NOT_POSSIBLE, Words("The second person is somebody else who works here. Choose another name.")
        )
    return user_id


def others_here(by: Member):  # type: ignore[no-untyped-def]  # Django's query sets are typed by use
    """Memberships of everybody else who works in this clinic."""
    rows = Membership.objects.within(by.clinic_id).filter(active=True, user__is_active=True)
    return rows.exclude(user_id=by.author_id)
