"""May this be done with this person? The one question that every action asks before it books or starts a treatment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from weft.core.screen.clearance import ModalityClearance, Reason
from weft.core.screen.standing import Standing, covers, standing
from weft.core.shared.words import Words
from weft.records import clock
from weft.records.access import Member, clinic_of
from weft.records.lifting import Staff, refused
from weft.records.models import Override, Screening
from weft.records.refused import Reason as No
from weft.records.refused import Refused
from weft.records.screenings import clearance_of, is_live, latest_of


@dataclass(frozen=True, slots=True)
class Cleared:
    """What a clinician must know when something may go on."""

    screening_id: UUID
    cautions: tuple[Reason, ...]
    """Every reason that speaks about the modality, also those that were lifted."""
    blocked_points: tuple[str, ...]
    site_rules: tuple[Reason, ...]
    lifted: tuple["Lifted", ...]


@dataclass(frozen=True, slots=True)
class Lifted:
    """A block lifted, or a precaution signed, by a clinician."""

    modality: str
    reason: str
    by: str
    until: date | None
    visit_id: UUID | None
    visit_on: date | None = None
    """The day of that visit."""


def require_clear(
    person_id: UUID, modality: str, at: datetime | None = None, *, by: Member,
    visit_id: UUID | None = None, to_start: bool = True,
) -> Cleared:  # fmt: skip
    """Go on only when this modality may be used with this person. For use inside an action.

    Args:
        person_id: Whom; access has been given already.
        modality: Its id, such as ``needling``.
        at: The moment at which the answers must hold; now when not given.
        by: In whose clinic.
        visit_id: The visit, when an override was given for it alone.
        to_start: False for booking, which does not wait for a clinician's sign-off.

    Raises:
        Refused: BLOCKED (or MISSING for questions nobody answered), with the reason, the questions and who can lift it.
    """
    moment = at or clock.now()
    row = latest_of(person_id, by.clinic_id)
    lifted = live_overrides(row, modality, moment, visit_id) if row else ()
    return cleared(row, lifted, modality, moment, by=by, to_start=to_start)


def cleared(
    row: Screening | None, lifted: tuple[Override, ...], modality: str, at: datetime, *, by: Member,
    to_start: bool = True, staff: Staff | None = None,
) -> Cleared:  # fmt: skip
    """`require_clear` for who has read the latest answers and the signatures that hold (`holding`) already.

    Raises:
        Refused: As there.
    """
    if row is None:
        raise Refused(No.MISSING, Words("The health questions have not been asked yet. Ask them first."))
    clearance = clearance_of(row)
    found = clearance.by_modality.get(modality)
    stands = standing(clearance, modality, is_lifted=bool(lifted), to_start=to_start)
    if stands is not Standing.EMERGENCY and not is_live(row, at):
        raise Refused(No.MISSING, Words("The answers to the health questions are too old. Ask the questions again."))
    if stands is not Standing.OPEN or found is None:
        raise refused(stands, found, modality, by, staff)
    return Cleared(row.id, found.reasons, found.blocked_points, found.site_rules, tuple(seen(one) for one in lifted))


def live_overrides(row: Screening, modality: str, at: datetime, visit_id: UUID | None = None) -> tuple[Override, ...]:
    """Signatures that hold: for this visit or until a day not yet over, and for all that the latest answers say."""
    given = overrides_of(row, modality=modality)
    return holding(given, row, modality, local_day(at, row.clinic_id), visit_id) if given else ()


def overrides_of(row: Screening, **only: str) -> tuple[Override, ...]:
    """Every signature about this person, newest first, also those that are over."""
    if row.person_id is None:
        return ()
    given = Override.objects.within(row.clinic_id).filter(person_id=row.person_id, **only)
    return tuple(given.select_related("screening", "by", "visit").order_by("-at"))


def holding(
    given: Iterable[Override], row: Screening, modality: str, day: date, visit_id: UUID | None = None
) -> tuple[Override, ...]:
    """Those of ``given`` that hold for one modality on a day, or for a visit."""
    now = clearance_of(row).by_modality.get(modality)
    return tuple(one for one in given if now and one.modality == modality and _holds(one, now, day, visit_id))


def _holds(one: Override, now: ModalityClearance, day: date, visit_id: UUID | None) -> bool:
    for_now = one.visit_id == visit_id if one.visit_id else one.until is not None and one.until >= day
    signed = clearance_of(one.screening).by_modality.get(one.modality)
    return for_now and signed is not None and covers(signed, now)


def seen(row: Override) -> Lifted:
    """An override as pages show it."""
    visit_on = row.visit.local_date if row.visit else None
    return Lifted(row.modality, row.reason, row.by.name, row.until, row.visit_id, visit_on)


def local_day(at: datetime, clinic_id: UUID) -> date:
    """The clinic's own day at a moment."""
    return at.astimezone(ZoneInfo(clinic_of(clinic_id).zone)).date()
