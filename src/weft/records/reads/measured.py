"""What was measured of one person's care: the window, days to half, delivered against planned. It describes only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from weft.core.adjust.seen import PairFelt
from weft.core.measure.delivered import Delivered, Dose, PhasePlanned, delivered
from weft.core.measure.half import Half, days_to_half
from weft.core.measure.window import Window, window
from weft.core.plan.doses import lane_dose
from weft.core.plan.facts import Lane
from weft.core.plan.plan import Phase, PlanOfCare
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.library.knowledge import knowledge
from weft.records.access import Member, Purpose, person_for
from weft.records.adjusting import pairs_felt
from weft.records.models import Score, VisitState
from weft.records.phases import phase_on
from weft.records.reads.person import header_of
from weft.records.reads.person_rows import GONE_BY, Rows, clinical_rows
from weft.records.reads.person_shapes import Header

TOLERATED, HOME = "movement_tolerated", "home_days"
"""Instruments that are read here."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One person's newest episode, as far as it was measured."""

    header: Header
    window: Window
    half: Half
    dose: Delivered | None
    """None while there is no plan."""
    begun: tuple[str, ...]
    """Ids of the phases that have begun."""


def measured(person_id: UUID, by: Member) -> Measured:
    """Sum up what was measured; a value that was not asked stays out.

    Raises:
        NotFound, NotAllowed: Not theirs to see.
    """
    person = person_for(by, person_id, Purpose.CARE)
    rows = clinical_rows(person)
    instruments = knowledge().measure.instruments
    series = [(one.on, one.value) for one in rows.series]
    return Measured(
        header=header_of(person, rows.today),
        window=_window(rows),
        half=days_to_half(instruments["days_to_half"], instruments[rows.main], series),
        dose=delivered(_planned(rows.plan), _given(rows)) if rows.plan else None,
        begun=_begun(rows),
    )


def _begun(rows: Rows) -> tuple[str, ...]:
    """Up to the phase of today; none before the plan begins."""
    if rows.began is None or rows.began > rows.today:
        return ()
    now = _phase(rows, rows.today)
    names = [phase.id for phase in rows.plan.phases] if rows.plan else []
    return tuple(names[: names.index(now) + 1]) if now in names else ()


def _window(rows: Rows) -> Window:
    """How much movement was done stands beside the pairs of its day; on a day without needles it stands alone."""
    done = {row.local_date: row.value / 100 for row in rows.scores if row.measure == TOLERATED}
    needled = {v.local_date for v in rows.visits if v.discipline == NEEDLES and v.state == VisitState.DONE}
    felt = dict(pairs_felt(rows.scores, rows.visits))
    days = sorted(felt.keys() | (done.keys() & needled))
    pairs = [replace(felt.get(day, PairFelt()), tolerated=done.get(day)) for day in days]
    return window(pairs, [share for day, share in sorted(done.items()) if day not in needled])


def _planned(plan: PlanOfCare) -> tuple[PhasePlanned, ...]:
    return tuple(PhasePlanned(phase.id, phase.name, _dose(phase)) for phase in plan.phases)


def _dose(phase: Phase) -> Dose:
    needles, movement, home = (lane_dose(phase, lane) for lane in (Lane.NEEDLES, Lane.MOVEMENT, Lane.HOME))
    weeks = phase.weeks[1] - phase.weeks[0] + 1
    return Dose(needles.total, movement.total, home.days_per_week * weeks)


def _given(rows: Rows) -> Mapping[str, Dose]:
    done = [v for v in rows.visits if v.state == VisitState.DONE and v.kind not in GONE_BY]
    in_episode = [v for v in done if rows.episode and v.episode_id == rows.episode.id]
    home = [(_phase(rows, row.local_date), row) for row in _last_of_a_day(rows.scores)]
    names = {visit.phase for visit in in_episode} | {name for name, _ in home}
    return {
        name: Dose(
            needles=sum(v.discipline == NEEDLES for v in in_episode if v.phase == name),
            movement=sum(v.discipline == MOVEMENT for v in in_episode if v.phase == name),
            home_days=_days([row.value for phase, row in home if phase == name]),
        )
        for name in names
    }


def _days(said: Sequence[Decimal]) -> int | None:
    return int(sum(said, Decimal(0))) if said else None


def _last_of_a_day(scores: Iterable[Score]) -> Sequence[Score]:
    return tuple({row.local_date: row for row in scores if row.measure == HOME}.values())


def _phase(rows: Rows, day: date) -> str:
    found = phase_on(rows.plan, rows.began, day) if rows.plan and rows.began else None
    return found.id if found else ""
