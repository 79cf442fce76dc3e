"""Days in care: what is given and looked at on them, and what the rules then ask."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from tests.care import PlanMade, drafted, got
from tests.people import Cast

from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.records import clock
from weft.records.access import system_of
from weft.records.actions.adjust import look
from weft.records.actions.measure import record_scores
from weft.records.models import Discharge, Episode, EpisodeState, Proposal, Task, Visit, VisitState

START = datetime(2027, 3, 2, 14, 0, tzinfo=UTC)
Score = Callable[..., None]


def looked(cast: Cast, care: PlanMade, day: float) -> None:
    with clock.at(START + timedelta(days=day)):
        got(look(by=system_of(cast.clinic.id), episode_id=care.episode_id))


def tasks(cast: Cast, kind: str) -> list[Task]:
    return list(Task.objects.within(cast.clinic.id).filter(kind=kind).order_by("made_at"))


def finish(cast: Cast, kind: str) -> None:
    ended = {"done_at": clock.now(), "done_by_id": cast.dana.user_id}
    Task.objects.within(cast.clinic.id).filter(kind=kind).update(**ended)


def kinds(cast: Cast) -> list[str]:
    rows = Proposal.objects.within(cast.clinic.id).filter(decision__isnull=True).order_by("at")
    return list(rows.values_list("kind", flat=True))


def visit(
    cast: Cast, care: PlanMade, day: float, discipline: str = NEEDLES, state: str = VisitState.DONE, minute: int = 0
) -> Visit:
    starts = START + timedelta(days=day, minutes=minute)
    hands = cast.dana if discipline == MOVEMENT else cast.wei
    return Visit.objects.create(
        clinic=cast.clinic, person_id=cast.marta_id, episode_id=care.episode_id, discipline=discipline, state=state,
        starts=starts, ends=starts + timedelta(minutes=30), local_date=starts.date(), local_start=starts.time(),
        zone="America/Toronto", tzdata_version="2026a", practitioner_id=str(hands.membership_id),
    )  # fmt: skip


def rarer_needles_proposed(cast: Cast) -> None:
    """Needles ten days ago and a real fall of pain two days ago: rarer needles wait as a proposal."""
    now = clock.now()
    with clock.at(now - timedelta(days=10)):
        care = drafted(cast)
    visit(cast, care, (now - timedelta(days=10) - START) / timedelta(days=1))
    for days, pain in ((9, 4), (2, 3)):
        with clock.at(now - timedelta(days=days)):
            got(record_scores(by=cast.dana, person_id=cast.marta_id, scores={"nprs": Decimal(pain)}))


def seven_visits(cast: Cast, care: PlanMade) -> None:
    for day in range(0, 21, 3):
        visit(cast, care, day)


def discharged(cast: Cast, care: PlanMade) -> None:
    ended = START + timedelta(days=40)
    Episode.objects.within(cast.clinic.id).update(state=EpisodeState.DISCHARGED, closed_at=ended)
    Discharge.objects.create(
        clinic=cast.clinic, person_id=cast.marta_id, episode_id=care.episode_id, reason="finished",
        by_id=str(cast.ren.user_id), at=ended,
    )  # fmt: skip
