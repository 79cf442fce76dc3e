"""Reads of a person's latest answers and clearance."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from weft.core.screen.clearance import Clearance, ModalityClearance
from weft.core.screen.facts import QuestionSet, ScreenFacts
from weft.core.screen.order import every_question
from weft.core.screen.standing import Standing, standing
from weft.core.shared.care import Action, Answer, Outcome, Verdict
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.accepted import accepted_in
from weft.records.access import Job, Member, NotFound, Purpose, clinic_of, person_for
from weft.records.clearances import Lifted, holding, local_day, overrides_of, seen
from weft.records.lifting import gives, name_of, who_give
from weft.records.local import local_time
from weft.records.models import Screening, Visit, VisitState
from weft.records.screenings import clearance_of, is_live, latest_of

AHEAD = (VisitState.BOOKED, VisitState.ARRIVED, VisitState.IN_TREATMENT)
MOST_VISITS = 6
"""Visits that are offered one by one; for more a day is the right end."""


@dataclass(frozen=True, slots=True)
class ModalitySeen:
    """One modality on the clearance panel."""

    id: str
    name: Words
    found: ModalityClearance
    standing: Standing
    lifted: tuple[Lifted, ...]
    """What holds today, and what holds at a visit that is still to come."""
    can_lift: bool
    """The reader may sign or lift it."""
    lifters: tuple[str, ...]
    """Names of those who may."""
    answers_id: UUID
    """Of the answers that led here: a signature is for these, and for none that come later."""
    same_as: Words | None = None
    """An earlier modality of the panel of which exactly the same is said; it is not repeated."""

    @property
    def is_block(self) -> bool:
        """What was signed was a block, or would be."""
        return self.found.verdict is Verdict.BLOCKED

    @property
    def is_lifted(self) -> bool:
        """A clinician lifted the block, now or for a visit to come."""
        return self.is_block and bool(self.lifted) and self.standing in {Standing.OPEN, Standing.BLOCKED}

    @property
    def is_signed_ahead(self) -> bool:
        """A clinician signed, for a visit to come and not for today."""
        return self.standing is Standing.UNSIGNED and bool(self.lifted)


@dataclass(frozen=True, slots=True)
class VisitAhead:
    """A visit for which something may be signed."""

    id: UUID
    on: date
    at: str
    """The clinic's own time."""
    with_whom: str


@dataclass(frozen=True, slots=True)
class ScreeningSeen:
    """A person's latest answers. Without the right to read answers only outcome, action and dates are there."""

    id: UUID
    at: datetime
    """In the clinic's own time, as ``expires_at``."""
    expires_at: datetime | None
    is_live: bool
    outcome: Outcome
    action: Action
    how: str
    by: str
    asked: QuestionSet
    clearance: Clearance | None
    modalities: tuple[ModalitySeen, ...]
    answers: tuple[tuple[Words, Answer], ...]


def latest(by: Member, person_id: UUID) -> ScreeningSeen | None:
    """A person's latest answers and clearance; what was answered only for those who read the record.

    Raises:
        NotFound, NotAllowed: Not theirs to see.
    """
    person_for(by, person_id, Purpose.SAFETY)
    row = latest_of(person_id, by.clinic_id)
    return _seen(row, by) if row else None


def answers_of(by: Member, person_id: UUID) -> dict[str, Answer]:
    """A person's latest answers by question id; none for those who may not read answers.

    Raises:
        NotFound, NotAllowed: Not theirs to see.
    """
    person_for(by, person_id, Purpose.SAFETY)
    row = latest_of(person_id, by.clinic_id) if by.may(Job.RECORD) else None
    return {name: Answer(said) for name, said in row.answers.items()} if row else {}


def latest_clearance(by: Member, person_id: UUID) -> Clearance | None:
    """The clearance that stands for the care team, or None when nothing was asked or the answers are too old."""
    person_for(by, person_id, Purpose.CARE)
    row = latest_of(person_id, by.clinic_id)
    return clearance_of(row) if row and is_live(row, clock.now()) else None


def modality(by: Member, person_id: UUID, modality_id: str) -> ModalitySeen:
    """One modality of the latest clearance, for the form that signs or lifts.

    Raises:
        NotFound: Nothing was asked, or no such modality.
    """
    person_for(by, person_id, Purpose.CARE)
    row = latest_of(person_id, by.clinic_id)
    found = next((one for one in (_modalities(row, by) if row else ()) if one.id == modality_id), None)
    if found is None:
        raise NotFound
    return found


def answered(row: Screening, facts: ScreenFacts) -> tuple[tuple[Words, Answer], ...]:
    """Each answer beside its question: yes and "not sure" first, then in asking order.

    A question that is gone shows its id. What a no before them says of other questions is not repeated.
    """
    texts = {one.id: one.text for one in every_question(facts)}
    order = {name: place for place, name in enumerate(texts)}
    said = sorted(row.answers.items(), key=lambda item: (item[1] == Answer.NO, order.get(item[0], len(order))))
    return tuple((Words(texts.get(name, name)), Answer(answer)) for name, answer in said)


def _seen(row: Screening, by: Member) -> ScreeningSeen:
    reads = by.may(Job.RECORD)
    clearance = clearance_of(row)
    return ScreeningSeen(
        id=row.id,
        at=local_time(row.at, row.clinic_id),
        expires_at=local_time(row.expires_at, row.clinic_id) if row.expires_at else None,
        is_live=is_live(row, clock.now()),
        outcome=clearance.outcome,
        action=clearance.action,
        how=row.how,
        by=row.by.name if row.by else "",
        asked=clearance.asked,
        clearance=clearance if reads else None,
        modalities=_modalities(row, by) if reads else (),
        answers=answered(row, accepted_in(by.clinic_id).screen) if reads else (),
    )


def _modalities(row: Screening, by: Member) -> tuple[ModalitySeen, ...]:
    clearance, lifters, given = clearance_of(row), who_give(by.clinic_id), overrides_of(row)
    today = local_day(clock.now(), row.clinic_id)
    found, first_said = [], dict[tuple[Words, ...], Words]()
    for name, said in clearance.by_modality.items():
        texts = tuple(each.text for each in said.reasons)
        first = first_said.setdefault(texts, name_of(name))
        holds = holding(given, row, name, today)
        ahead = tuple(one for one in given if one.visit and _is_ahead(one.visit, today))
        for_visits = tuple(one for one in ahead if holding([one], row, name, today, one.visit_id))
        found.append(
            ModalitySeen(
                id=name,
                name=name_of(name),
                found=said,
                standing=standing(clearance, name, is_lifted=bool(holds)),
                lifted=tuple(seen(one) for one in (*holds, *for_visits)),
                can_lift=gives(name, by.disciplines, by.jobs),
                lifters=lifters.get(name, ()),
                answers_id=row.id,
                same_as=first if texts and first != name_of(name) else None,
            )
        )
    return tuple(found)


def _is_ahead(visit: Visit, today: date) -> bool:
    return visit.local_date >= today and visit.state in AHEAD


def visits_ahead(by: Member, person_id: UUID, modality_id: str) -> tuple[VisitAhead, ...]:
    """The next visits at which this modality may be given, for a signature that holds at one of them alone.

    Raises:
        NotFound, NotAllowed: Not theirs to see.
    """
    person_for(by, person_id, Purpose.CARE)
    gives_it = [one.id for one in knowledge().disciplines.values() if modality_id in one.modalities]
    rows = Visit.objects.within(by.clinic_id).filter(person_id=person_id, state__in=AHEAD, discipline__in=gives_it)
    ahead = rows.filter(local_date__gte=clock.today(clinic_of(by.clinic_id).zone)).select_related("practitioner__user")
    return tuple(
        VisitAhead(row.id, row.local_date, f"{row.local_start:%H:%M}", row.practitioner.user.name)
        for row in ahead.order_by("starts")[:MOST_VISITS]
    )
