"""What the needle page reads of the database, each fact once: its parts share these as values."""

from dataclasses import dataclass, replace
from functools import cache
from typing import TypeAlias
from zoneinfo import ZoneInfo

from django.db.models import Q

from weft.core.screen.clearance import Clearance
from weft.records import clock, live
from weft.records.access import Member
from weft.records.agreed import live_agreements
from weft.records.clearances import cleared, holding, overrides_of
from weft.records.lifting import Staff, staff_of
from weft.records.live import Live
from weft.records.models import Override, Screening, SessionRecord, Visit
from weft.records.reads.treat_around import Around
from weft.records.reads.treat_seen import Standing, signed_records, standing_by
from weft.records.screenings import clearance_of

Clearances: TypeAlias = tuple[tuple[Screening, Clearance], ...]
"""Rounds of answers, newest first, each with what it allowed."""
SCREENINGS = 5
"""So many rounds of answers back, the one that held at the last needles is looked for."""


@dataclass(frozen=True, slots=True)
class Facts:
    """One needle visit, loaded once."""

    near: Around
    modality: str
    """Its needle modality."""
    found: Live
    record: SessionRecord | None
    """Its own, when it is signed."""
    last: SessionRecord | None
    """The last signed one of its kind before it."""
    clearances: Clearances
    standing: Standing
    agreed: frozenset[str]
    """Modalities."""
    staff: Staff
    """Who works here; asked when a part needs it, and then once."""

    @property
    def visit(self) -> Visit:
        """The visit."""
        return self.near.visit

    @property
    def clearance(self) -> Clearance | None:
        """What the latest answers allow."""
        return self.clearances[0][1] if self.clearances else None


def facts_of(near: Around, modality: str, by: Member) -> Facts:
    """Five queries; one more while a needle is in, and one when somebody must be named."""
    visit = near.visit
    records, clearances = _records(visit), _clearances(visit)
    own = next((row for row in records if row.visit_id == visit.id), None)
    staff = cache(lambda: staff_of(visit.clinic_id))
    return Facts(
        near=near, modality=modality, found=live.lives_with([visit], signed={visit.id} if own else ())[visit.id],
        record=own, last=next((row for row in records if row.visit_id != visit.id), None), clearances=clearances,
        standing=_standing(visit, modality, clearances, by, staff),
        agreed=live_agreements(visit.person_id, visit.clinic_id), staff=staff,
    )  # fmt: skip


def _records(visit: Visit) -> tuple[SessionRecord, ...]:
    """The visit's own, when it is signed, and the last one of its discipline before it."""
    earlier = Q(discipline=visit.discipline, visit__starts__lt=visit.starts)
    rows = signed_records(visit).filter(Q(visit=visit) | earlier, person_id=visit.person_id)
    return tuple(rows.select_related("visit").order_by("-visit__starts")[:2])


def _clearances(visit: Visit) -> Clearances:
    rows = Screening.objects.within(visit.clinic_id).filter(person_id=visit.person_id).order_by("-at")[:SCREENINGS]
    return tuple((row, clearance_of(row)) for row in rows)


def _standing(visit: Visit, modality: str, clearances: Clearances, by: Member, staff: Staff) -> Standing:
    """What is to be heeded is said also while needles may not start."""
    row, said = clearances[0] if clearances else (None, None)
    lifted = _lifted(row, visit, modality) if row else ()
    found = standing_by(lambda: cleared(row, lifted, modality, clock.now(), by=by, staff=staff))
    heard = said.by_modality.get(modality) if said else None
    if found.stops is None or heard is None:
        return found
    return replace(found, cautions=heard.reasons, blocked_points=heard.blocked_points)


def _lifted(row: Screening, visit: Visit, modality: str) -> tuple[Override, ...]:
    day = clock.now().astimezone(ZoneInfo(visit.clinic.zone)).date()
    return holding(overrides_of(row, modality=modality), row, modality, day, visit.id)
