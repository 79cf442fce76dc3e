"""Everything that is wrong in the knowledge, also where nothing wrong can come of it at once."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from weft.core.plan.facts import DoseRange, Lane, Pathway, PhaseFact
from weft.core.treat.facts import Meridian, PointCaution
from weft.library.accepted import REQUIRED_RED_FLAGS
from weft.library.check_dates import date_faults
from weft.library.check_learn import learn_faults
from weft.library.check_points import point_faults
from weft.library.check_questions import question_faults
from weft.library.check_reviews import review_faults, uncited
from weft.library.check_unused import unused
from weft.library.references import Fault, references
from weft.library.shape import Knowledge

__all__ = ["Fault", "check"]


def check(knowledge: Knowledge, today: date | None = None) -> tuple[Fault, ...]:
    """Every fault: unknown ids, sources, reviews, dates, what nothing uses, questions, dose sums.

    Args:
        knowledge: As loaded.
        today: Which dated values have begun; None for the day in UTC.
    """
    return (
        *references(knowledge),
        *uncited(knowledge),
        *review_faults(knowledge),
        *date_faults(knowledge, today or datetime.now(UTC).date()),
        *unused(knowledge),
        *_required(knowledge),
        *question_faults(knowledge),
        *_pregnancy_points(knowledge),
        *point_faults(knowledge),
        *learn_faults(knowledge),
        *_doses(knowledge),
    )


def _required(knowledge: Knowledge) -> Iterator[Fault]:
    here = {flag.id for flag in knowledge.screen.red_flags}
    for missing in sorted(REQUIRED_RED_FLAGS - here):
        yield Fault(f"screen/red_flags/{missing}.toml", "", "is missing; nobody is screened without it")


def _pregnancy_points(knowledge: Knowledge) -> Iterator[Fault]:
    """Two files speak of the same points: what one marks, the other must keep needles away from."""
    kept = {point for rule in knowledge.screen.precautions for effect in rule.effects for point in effect.points}
    for entry in knowledge.entries:
        if isinstance(entry.fact, Meridian):
            for point in entry.fact.points:
                if PointCaution.PREGNANCY in point.cautions and point.code not in kept:
                    mend = "is marked for pregnancy; add it to the points in screen/precautions/pregnancy.toml"
                    yield Fault(entry.file, point.code, mend)


def _doses(knowledge: Knowledge) -> Iterator[Fault]:
    for pathway in knowledge.plan.pathways.values():
        phases = knowledge.plan.phases[pathway.id]
        yield from _dose(pathway, phases, Lane.NEEDLES, pathway.doses_needles)
        yield from _dose(pathway, phases, Lane.MOVEMENT, pathway.doses_movement)


def _dose(pathway: Pathway, phases: tuple[PhaseFact, ...], lane: Lane, said: DoseRange) -> Iterator[Fault]:
    file, place = f"plan/pathways/{pathway.id}.toml", f"doses_{lane}"
    visits = sum(_visits(phase, lane) for phase in phases)
    if visits != said.planned:
        yield Fault(file, f"{place}.planned", f"is {said.planned}, but the lines add up to {visits}")
    if not said.min <= said.planned <= said.max:
        yield Fault(file, place, f"planned {said.planned} is outside {said.min} to {said.max}")


def _visits(phase: PhaseFact, lane: Lane) -> int:
    # Lines of one lane in one phase share visits: hands-on work and exercise are done in the same one.
    return max((line.dose.total for line in phase.lines if line.lane is lane), default=0)
