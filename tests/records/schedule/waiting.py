"""A freed time and people who wait for it: Ren's Tuesday morning, Marta and Harold with plans and no visits."""

from datetime import datetime, timedelta
from uuid import UUID

from tests.care import got
from tests.people import TUESDAY_NINE, Cast
from tests.records.schedule.courses import plan_of

from weft.core.book.consents import Purpose
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.records.actions.book_consent import give_consent
from weft.records.actions.schedule import book_pair
from weft.records.models import Episode, Person, Plan, PlanVersion, Screening, TimeOffer
from weft.records.reads.freed_times import Freed
from weft.records.wanted import VisitWanted

HALF = timedelta(minutes=45)


def pair(cast: Cast, at: datetime = TUESDAY_NINE) -> tuple[VisitWanted, VisitWanted]:
    """Wei, then Dana."""
    assert cast.wei.membership_id
    assert cast.dana.membership_id
    return (
        VisitWanted(NEEDLES, cast.wei.membership_id, at, 45, cast.beds[0].id, ((0, 15), (30, 45))),
        VisitWanted(MOVEMENT, cast.dana.membership_id, at + HALF, 40, cast.rooms[0].id),
    )


def freed_pair(cast: Cast) -> Freed:
    """The same as a freed time."""
    assert cast.wei.membership_id
    first, second = pair(cast)
    return Freed(first.starts, second.ends, cast.wei.membership_id, cast.dana.membership_id)


def waiting(cast: Cast) -> Plan:
    """Marta and Harold have the same plan, an address, and said yes to reminders; nothing is booked."""
    plan = plan_of(cast)
    for person_id, name in ((cast.marta_id, "marta"), (cast.harold_id, "harold")):
        Person.objects.within(cast.clinic.id).filter(id=person_id).update(email=f"{name}@example.org", phone="555 0101")
        got(give_consent(by=cast.noor, person_id=person_id, purpose=Purpose.VISIT_REMINDERS))
    _like(cast, plan)
    return plan


def _like(cast: Cast, plan: Plan) -> None:
    """Harold's plan is a copy of Marta's."""
    rows = {"clinic_id": cast.clinic.id, "person_id": cast.harold_id}
    screening = Screening.objects.within(cast.clinic.id).get()
    version = PlanVersion.objects.within(cast.clinic.id).get(plan=plan)
    episode = Episode.objects.create(opened_at=screening.at, **rows)
    kept = ("question_set", "answers", "clearance", "outcome", "action", "knowledge_version", "at")
    his = Screening.objects.create(**{name: getattr(screening, name) for name in kept}, **rows)
    copy = Plan.objects.create(episode=episode, state=plan.state, **rows)
    same = ("number", "content", "case", "knowledge_version", "by_id", "at")
    PlanVersion.objects.create(plan=copy, screening=his, **{name: getattr(version, name) for name in same}, **rows)


def booked_by_somebody(cast: Cast) -> UUID:
    """Somebody without a plan has the pair of Tuesday at nine; the first of its visits."""
    other = Person.objects.create(clinic_id=cast.clinic.id, name="Olga Stern")
    return got(book_pair(other.id, *pair(cast), by=cast.noor)).visits[0]


def offers(cast: Cast) -> list[TimeOffer]:
    """Every offer, in the order in which they were made."""
    return list(TimeOffer.objects.within(cast.clinic.id).order_by("made_at"))
