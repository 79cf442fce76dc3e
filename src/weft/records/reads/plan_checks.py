"""What a plan is checked for, with what the records know: agreements that stand, and needle visits already given."""

from datetime import date, timedelta

from weft.core.plan.checks import PlanCheck, plan_checks
from weft.core.plan.had import NeedleVisit, had_checks
from weft.core.plan.plan import PlanOfCare
from weft.core.shared.care import NEEDLES
from weft.library.knowledge import Knowledge
from weft.library.plan import need_agreement, needle_caps
from weft.records.agreed import live_agreements
from weft.records.models import Plan, Visit, VisitState


def checks_of(row: Plan, content: PlanOfCare, known: Knowledge, *, today: date) -> tuple[PlanCheck, ...]:
    """Every sentence about the version that stands.

    Args:
        row: Whose plan.
        content: What the version says.
        known: What the clinic accepts: without the rule about doses no cap is checked.
        today: In the clinic's own time.
    """
    caps = needle_caps(known)
    agreed = live_agreements(row.person_id, row.clinic_id)
    said = plan_checks(content, caps=caps, need_agreement=need_agreement(known), agreed=agreed)
    longest = max((cap.days for cap in caps), default=0)
    had = _given(row, since=today - timedelta(days=longest)) if longest else ()
    return (*said, *had_checks(content, had, caps, today=today))


def _given(row: Plan, *, since: date) -> tuple[NeedleVisit, ...]:
    """Needle visits of all the person's care, given since that day."""
    rows = Visit.objects.within(row.clinic_id).filter(person_id=row.person_id, discipline=NEEDLES)
    done = rows.filter(state=VisitState.DONE, local_date__gte=since).values_list("local_date", "episode_id")
    return tuple(NeedleVisit(on, episode == row.episode_id) for on, episode in done)
