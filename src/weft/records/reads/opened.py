"""Records that were opened with a reason: for the clinical lead, for the person, and as the page's own bar."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from weft.core.shared.words import Words
from weft.records import audit
from weft.records.access import Job, Member, NotFound, Purpose, clinic_of, person_for
from weft.records.local import wall_time
from weft.records.models import OpenedWhy, RecordOpening
from weft.records.reads.paged import Paged, cut

A_PAGE = 40
MOST = 100
"""Rows that the person sees, the newest."""
WHY = {
    OpenedWhy.STANDS_IN: Words("Standing in for a colleague"),
    OpenedWhy.ASKED: Words("Asked by a colleague for an opinion"),
    OpenedWhy.HERE: Words("The person is here now"),
    OpenedWhy.INCIDENT: Words("An incident or a complaint"),
    OpenedWhy.OTHER: Words("Something else"),
}


@dataclass(frozen=True, slots=True)
class OpenedNow:
    """The reason with which the record on this page was opened."""

    why: Words
    words: str


@dataclass(frozen=True, slots=True)
class Opened:
    """One time at which somebody outside the care team opened a record."""

    by: str
    title: str
    at: datetime
    """In the clinic's own time, without a zone."""
    why: Words
    words: str
    person_id: UUID
    person: str
    """Their name; empty on the person's own page."""

    @property
    def on(self) -> date:
        """The day."""
        return self.at.date()


def opened_now() -> OpenedNow | None:
    """Of the record that this request has shown; None for the care team."""
    found = audit.opened_now()
    return OpenedNow(WHY[OpenedWhy(found[0])], found[1]) if found else None


def all_opened(by: Member, *, number: int = 1) -> Paged[Opened]:
    """For the clinical lead, newest first; one page of them.

    Raises:
        NotAllowed: Anybody else.
    """
    by.need(Job.OUTCOMES)
    rows = RecordOpening.objects.within(by.clinic_id).select_related("membership__user", "person")
    found = cut(rows.order_by("-at", "-made_at"), number, A_PAGE)
    audit.shown(by, {row.person_id for row in found}, Purpose.OUTCOMES)
    zone = clinic_of(by.clinic_id).zone
    seen = tuple(_opened(row, zone, row.person.name) for row in found)
    return Paged(seen, found.number, found.pages, found.found)


def opened_by_others(by: Member) -> tuple[Opened, ...]:
    """For the person, newest first.

    Raises:
        NotFound: Not a person of this clinic.
    """
    if by.person_id is None:
        raise NotFound
    person_for(by, by.person_id, Purpose.OWN)
    rows = RecordOpening.objects.within(by.clinic_id).filter(person_id=by.person_id)
    zone = clinic_of(by.clinic_id).zone
    return tuple(_opened(row, zone) for row in rows.select_related("membership__user").order_by("-at")[:MOST])


def _opened(row: RecordOpening, zone: str, person: str = "") -> Opened:
    return Opened(
        by=row.membership.user.name,
        title=row.membership.title,
        at=wall_time(row.at, zone),
        why=WHY[OpenedWhy(row.why)],
        words=row.words,
        person_id=row.person_id,
        person=person,
    )
