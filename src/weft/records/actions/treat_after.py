"""What both signatures share: scores, reactions, aftercare, and the frozen record."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from weft.core.shared.care import MOVEMENT
from weft.core.shared.words import Words
from weft.core.treat.aftercare import aftercare
from weft.core.treat.facts import Situation
from weft.core.treat.reactions import Follow, who_is_told
from weft.library.knowledge import knowledge
from weft.library.stored import to_json
from weft.records import clock, live, wordings
from weft.records.accepted import accepted_in
from weft.records.access import Job, Member
from weft.records.actions.measure import look_again, record_scores
from weft.records.actions.treat_live import INCIDENT, TELL_LEAD
from weft.records.heeded import reaction_name
from weft.records.live import Live
from weft.records.models import (
    AdverseEvent,
    Aftercare,
    EventKind,
    ScoreMoment,
    SessionRecord,
    Visit,
    VisitState,
)
from weft.records.refused import Reason, Refused
from weft.records.signing import signed_as
from weft.records.tasks import raise_task

PAIN = "nprs"
SEVERITY = {1: "mild", 2: "moderate"}
"""Of a grade; from 3 on it is serious."""
DROWSY = frozenset({"general.drowsy", "general.dizzy"})
MARKS = frozenset({"needle_site.bruise", "needle_site.bleeding", "needle_site.haematoma"})


@dataclass(frozen=True, slots=True)
class Reacted:
    """An unwanted event, as the practitioner tells it."""

    code: str
    """Group and code: ``general.dizzy`` (`knowledge/treat/events/`)."""
    grade: int = 1
    """1 mild, 2 moderate, 3 severe, 4 life-threatening, 5 death."""
    story: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """What signing left behind."""

    record_id: UUID
    aftercare_id: UUID


def freeze(found: Live, content: Mapping[str, Any], by: Member) -> SessionRecord:
    """Write the record, signed. Two signers of one visit wait for each other; the second finds it signed."""
    visit = found.visit
    record = SessionRecord.objects.create(
        clinic_id=by.clinic_id, person_id=visit.person_id, visit=visit, discipline=visit.discipline,
        content=to_json(dict(content)), signed_by_id=by.author_id, signed_at=clock.now(),
        signed_as=signed_as(by),
    )  # fmt: skip
    live.add(visit, EventKind.FINISHED, by=by)
    live.move_to(visit, VisitState.DONE)
    look_again(visit.episode, by)
    return record


def save_pain(visit: Visit, moment: ScoreMoment, value: int | None, by: Member) -> None:
    """Keep the pain that the person said, 0 to 10; nothing when nobody asked.

    Raises:
        Refused: NOT_POSSIBLE outside the scale.
    """
    save_said(visit, PAIN, moment, value, by)


def save_said(visit: Visit, measure: str, moment: ScoreMoment, value: int | None, by: Member) -> None:
    """Keep one number that the person said, by the id of its measure; nothing when nobody asked.

    Raises:
        Refused: NOT_POSSIBLE outside the scale, or for a measure that the clinic does not accept.
    """
    if value is None:
        return
    kept = record_scores(
        by=by, person_id=visit.person_id, scores={measure: Decimal(value)}, moment=moment, visit_id=visit.id
    )
    if isinstance(kept, Refused):
        raise kept


def save_reaction(visit: Visit, reaction: Reacted | None, by: Member) -> None:
    """Keep an unwanted event and set going what its grade asks for.

    Raises:
        Refused: NOT_POSSIBLE for one that we do not know, or that this clinic does not accept.
    """
    if reaction is None:
        return
    group, _, code = reaction.code.partition(".")
    known = accepted_in(by.clinic_id).treat
    try:
        told = who_is_told(known.telling, known.reactions[group], code, reaction.grade)
    except (KeyError, ValueError) as error:
        raise Refused(
            Reason.NOT_POSSIBLE, Words("Choose the reaction from the list, with a grade of 1 to 5.")
        ) from error
    AdverseEvent.objects.create(
        clinic_id=by.clinic_id, person_id=visit.person_id, visit=visit, kind=reaction.code,
        severity=SEVERITY.get(reaction.grade, "serious"), story=reaction.story, by_id=by.author_id, at=clock.now(),
    )  # fmt: skip
    if told.within is None:
        return
    raise_task(
        INCIDENT if told.follow is Follow.INCIDENT else TELL_LEAD,
        Words("An unwanted reaction: look at what happened."), by=by, job=Job.OUTCOMES,
        due=clock.now() + told.within, person_id=visit.person_id, subject=visit.id,
    )  # fmt: skip


def reaction_facts(reaction: Reacted | None) -> dict[str, Any]:
    """What a record says of it, by the name that it had then; nothing when none was told."""
    if reaction is None:
        return {}
    name = reaction_name(reaction.code).message
    return {"reaction": {"name": name, "grade": SEVERITY.get(reaction.grade, "serious"), "story": reaction.story}}


def write_aftercare(found: Live, own: Collection[Situation], reaction: Reacted | None, by: Member) -> UUID:
    """What the person is told now: from what was done and what is booked later today."""
    visit = found.visit
    situations = {*own, *_seen(found, reaction)}
    lines = aftercare(accepted_in(by.clinic_id).treat, situations)
    shown = wordings.keep(*(line.text for line in lines))
    row = Aftercare.objects.create(
        clinic_id=by.clinic_id, person_id=visit.person_id, visit=visit, by_id=by.author_id, at=clock.now(),
        content={
            "lines": to_json(lines), "situations": sorted(situations), "wording": shown.hash,
            "knowledge_version": knowledge().version,
        },
    )  # fmt: skip
    return row.id


def _seen(found: Live, reaction: Reacted | None) -> set[Situation]:
    codes = {row.kind for row in _told_today(found.visit)} | ({reaction.code} if reaction else set())
    seen = {Situation.FAINT} if "general.faint" in codes else set()
    if codes & DROWSY:
        seen.add(Situation.DROWSY)
    if codes & MARKS:
        seen.add(Situation.BRUISE_OR_BLEED)
    return seen


def _told_today(visit: Visit) -> Any:
    return AdverseEvent.objects.within(visit.clinic_id).filter(visit__in=live.same_day(visit))


def movement_to_come(visit: Visit) -> bool:
    """Whether a movement visit of this day is still to be done."""
    states = (VisitState.BOOKED, VisitState.ARRIVED, VisitState.IN_TREATMENT)
    found: bool = live.same_day(visit).filter(discipline=MOVEMENT, state__in=states).exists()
    return found
