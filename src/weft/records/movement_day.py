"""The day of one movement visit, loaded once: the person's visits, what happened in them, and the plan's say.

The page and the actions ask the same questions of it, so that the page never promises what the action declines.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery

from weft.core.shared.care import NEEDLES
from weft.core.shared.words import Words
from weft.core.treat.dose_said import SaidDose, read_dose
from weft.core.treat.handover import WAITS, last_told_of_balance, may_start_movement
from weft.core.treat.same_day import Ceiling, effort_ceiling
from weft.library.knowledge import knowledge
from weft.records import clock, home_sets
from weft.records.live import OVER, Live, lives_with
from weft.records.models import HandOver, TreatmentAgreement, Visit, VisitState
from weft.records.planned import PlanItem, Planned, planned_for

DRY = "dry_needling"
TRIPS = ("treatment", "maintenance")


@dataclass(frozen=True, slots=True)
class Waits:
    """Why movement cannot start."""

    words: Words
    visit: Visit
    """The visit that holds it up: its needles, or its faint."""


@dataclass(frozen=True, slots=True)
class MovementDay:
    """One movement visit among the person's others."""

    visit: Visit
    visits: tuple[Visit, ...]
    """Of the person, by time, without the cancelled ones; each with ``told``, ``told_at``,
    ``told_by``, ``dry``, ``home``."""
    lives: dict[UUID, Live]
    """Of today's visits, and of those that are not over."""
    planned: Planned

    @property
    def today(self) -> tuple[Live, ...]:
        """The person's visits of that day."""
        return tuple(self.lives[each.id] for each in self.visits if each.local_date == self.visit.local_date)

    @property
    def own(self) -> Live:
        """This visit."""
        return self.lives[self.visit.id]

    @property
    def needled_before(self) -> tuple[Live, ...]:
        """Other visits of the day in which needles were put in."""
        return tuple(each for each in self.today if each.count.needles_in and each.visit.id != self.visit.id)

    @property
    def window_opened_at(self) -> datetime | None:
        """When the last needle of another visit of the day came out."""
        return max((each.out_at for each in self.needled_before if each.out_at), default=None)

    def ceiling(self, reason: str = "") -> Ceiling | None:
        """How hard movement may be at this visit; None on a day without needles."""
        if not self.needled_before:
            return None
        facts = knowledge().treat.same_day
        return effort_ceiling(facts, self.planned.ceiling, is_first_pair=self._is_first_pair(), reason=reason)

    def waits(self) -> Waits | None:
        """Why movement cannot start now, as the action sees it: needles of whatever day, then a faint of this one."""
        still_in = (each for each in self.lives.values() if each.visit.state != VisitState.DONE)
        for each in still_in:
            if each.count.still_in and not each.has_report:
                return Waits(may_start_movement(each.events, each.has_report).why.words, each.visit)
        for each in self.today:
            if last_told_of_balance(each.events) in WAITS:
                return Waits(may_start_movement(each.events, each.has_report).why.words, each.visit)
        return None

    def balance(self) -> str:
        """faint | not_steady, told in any visit of the day; else what this visit was told last, or empty."""
        told = (last_told_of_balance(each.events) for each in self.today)
        return next((last for last in told if last in WAITS), None) or last_told_of_balance(self.own.events) or ""

    def told(self) -> Visit | None:
        """The needle visit before this one that left a line."""
        before = (each for each in reversed(self.visits) if each.starts < self.visit.starts)
        return next((each for each in before if each.discipline == NEEDLES and each.told), None)  # type: ignore[attr-defined]  # annotated

    def trip(self) -> int:
        """Which coming of the episode this is; a pair is one."""
        mine = (each for each in self.visits if each.episode_id == self.visit.episode_id and each.kind in TRIPS)
        return len({each.pair_id or each.id for each in mine if each.starts <= self.visit.starts})

    def next_visit(self) -> Visit | None:
        """The person's next coming."""
        later = (each for each in self.visits if each.local_date > self.visit.local_date)
        return next((each for each in later if each.state == VisitState.BOOKED), None)

    def needles_by(self) -> Visit | None:
        """The needle visit that comes next, else the last one: whoever gives it reads the line."""
        needles = [each for each in self.visits if each.discipline == NEEDLES]
        return next((each for each in needles if each.starts >= self.visit.starts), needles[-1] if needles else None)

    def home(self) -> home_sets.Items | None:
        """The home exercises that hold now; None when nobody has said any."""
        return home_sets.read(self.visit.home)  # type: ignore[attr-defined]  # annotated

    def agreed_to_dry_needles(self) -> bool:
        """The latest entry of the person's agreement to dry needling is a yes."""
        return bool(self.visit.dry)  # type: ignore[attr-defined]  # annotated

    def _is_first_pair(self) -> bool:
        done = (each for each in self.visits if each.state == VisitState.DONE and each.pair_id)
        pairs = [each.pair_id for each in done if each.local_date < self.visit.local_date]
        return not any(pairs.count(each) > 1 for each in pairs)


def day_of(visit: Visit) -> MovementDay:
    """Load it: three queries, one more while a needle is in."""
    rows = Visit.objects.within(visit.clinic_id).filter(person_id=visit.person_id)
    told = HandOver.objects.within(visit.clinic_id).filter(visit=OuterRef("id")).order_by("-at")
    dry = TreatmentAgreement.objects.within(visit.clinic_id).filter(person_id=visit.person_id, modality=DRY)
    found = rows.select_related("practitioner__user", "place", "pair", "episode").annotate(
        told=Subquery(told.values("content")[:1]), told_at=Subquery(told.values("at")[:1]),
        told_by=Subquery(told.values("by__name")[:1]),
        dry=Subquery(dry.order_by("-at", "-made_at").values("given")[:1]),
        home=home_sets.newest_items(visit.clinic_id),
    )  # fmt: skip
    visits = tuple(each for each in found.order_by("starts") if each.state not in OVER or each.id == visit.id)
    own = next(each for each in visits if each.id == visit.id)
    matter = tuple(each for each in visits if _may_matter(each, own))
    lives = lives_with(matter, signed={each.id for each in matter if each.state == VisitState.DONE})
    return MovementDay(own, visits, lives, planned_for(own))


def _may_matter(visit: Visit, own: Visit) -> bool:
    return visit.local_date == own.local_date or visit.state not in {VisitState.DONE, *OVER}


def said_dose(item: PlanItem) -> SaidDose:
    """The dose of one line of the checklist, in numbers where the plan names them."""
    exercise = knowledge().plan.exercises.get(item.id)
    return read_dose(exercise.dose if exercise else item.planned.said(str))


def is_too_early(visit: Visit) -> bool:
    """Its day has not come yet."""
    return visit.local_date > clock.today(visit.zone)
