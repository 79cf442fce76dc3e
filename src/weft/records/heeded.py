"""What must be read before needles: the same for the page that shows it and for the action that asks for it."""

from collections.abc import Iterable
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from weft.core.screen.clearance import Reason as Caution
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records.access import Member
from weft.records.clearances import Cleared, require_clear
from weft.records.lifting import said_at_visit
from weft.records.live import Live
from weft.records.local import wall_time
from weft.records.models import AdverseEvent, Event, EventKind, HandOver, Screening, Visit
from weft.records.refused import Reason, Refused
from weft.records.screenings import clearance_of

READ_FIRST = "Read what is to be heeded first, and tap “I have read this”."


def cautions_of(cleared: Cleared) -> tuple[Caution, ...]:
    """What speaks though it may start: what a clinician signed, then every reason."""
    signed = tuple(said_at_visit(one.by, one.reason, one.until) for one in cleared.lifted)
    return (*signed, *cleared.cautions)


def flags_of(row: Screening) -> tuple[str, ...]:
    """Names of the precautions that speak about anything, as message ids of the knowledge."""
    cleared = clearance_of(row).by_modality.values()
    rules = {reason.rule for one in cleared for reason in (*one.reasons, *one.site_rules)}
    return tuple(each.name for each in knowledge().screen.precautions if each.id in rules)


def names_of(cautions: Iterable[Caution]) -> tuple[str, ...]:
    """Names of the danger signs and precautions behind these cautions, as message ids of the knowledge."""
    known, rules = knowledge().screen, {each.rule for each in cautions}
    names = {each.id: each.name for each in known.red_flags} | {each.id: each.name for each in known.precautions}
    return tuple(name for rule, name in names.items() if rule in rules)


def reactions_before(visit: Visit) -> tuple[tuple[Words, date], ...]:
    """Unwanted events of earlier days, latest first, at most five."""
    rows = AdverseEvent.objects.within(visit.clinic_id).filter(person_id=visit.person_id, at__lt=visit.starts)
    found = rows.exclude(visit=visit).order_by("-at")[:5]
    return tuple((reaction_name(row.kind), wall_time(row.at, visit.zone).date()) for row in found)


def reaction_name(kind: str) -> Words:
    """Its name for people; the code itself when the knowledge no longer has it."""
    group, _, code = kind.partition(".")
    known = knowledge().treat.reactions.get(group)
    return Words(next((each.name for each in known.reactions if each.code == code), kind) if known else kind)


def told_before(visit: Visit) -> Any:
    """Lines that movement told before a needle visit, the latest first."""
    told = HandOver.objects.within(visit.clinic_id).filter(
        person_id=visit.person_id, visit__discipline=MOVEMENT, visit__starts__lt=visit.starts
    )
    return told.order_by("-at")


def digest_of(
    cautions: Iterable[Words], reactions: Iterable[tuple[Words, date]], told: tuple[dict[str, Any], datetime] | None
) -> str:
    """Of all that is to be read; empty when there is nothing. It changes when something in it does."""
    parts = [*(str(each) for each in cautions), *(f"{what} {day}" for what, day in reactions)]
    if told:
        said, at = told
        parts.append(f"{at.timestamp()} {said['words']} {said.get('avoid', '')}")
    return sha256("\n".join(sorted(parts)).encode()).hexdigest()[:32] if parts else ""


def read_by(found: Live, digest: str) -> Event | None:
    """The tap of whoever read it as it stands now."""
    rows = (row for row in found.rows if row.kind == EventKind.READ)
    return next((row for row in rows if digest and row.details.get("digest") == digest), None)


def require_read(found: Live, modality: str, by: Member) -> None:
    """Go on only when what is to be heeded, if there is anything, was read as it stands now.

    Raises:
        Refused: MISSING; or as `require_clear`.
    """
    visit = found.visit
    cleared = require_clear(visit.person_id, modality, by=by, visit_id=visit.id)
    texts = (each.text for each in cautions_of(cleared))
    digest = digest_of(texts, reactions_before(visit), _told(visit))
    if digest and read_by(found, digest) is None:
        raise Refused(Reason.MISSING, Words(READ_FIRST))


def _told(visit: Visit) -> tuple[dict[str, Any], datetime] | None:
    row = told_before(visit).first() if visit.discipline == NEEDLES else None
    return (row.content, row.at) if row else None
