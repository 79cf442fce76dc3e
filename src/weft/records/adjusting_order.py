"""What came after a proposal and is stronger: while it stands, no yes is taken that could contradict it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from weft.core.adjust import review
from weft.core.adjust.happening import danger
from weft.core.adjust.proposal import ProposalKind
from weft.core.adjust.seen import Danger, EpisodeSeen
from weft.core.adjust.watch_facts import DangerRule
from weft.core.shared.words import Words
from weft.library.knowledge import Knowledge
from weft.library.stored import from_json
from weft.records.adjusting_told import FLARE_UP, LEG_PAIN
from weft.records.models import Task

SAYS: dict[str, ProposalKind] = {
    FLARE_UP: ProposalKind.FLARE_REVIEW,
    LEG_PAIN: ProposalKind.SAME_DAY,
    "tell_lead": ProposalKind.TELL_LEAD,
    "incident": ProposalKind.TELL_LEAD,
}
"""By kind of task: what the rule behind it decides about."""


def open_tasks(person_id: UUID, clinic_id: UUID) -> tuple[Task, ...]:
    """Those that wait and that a proposal may have to wait for."""
    rows = Task.objects.within(clinic_id).filter(person_id=person_id, kind__in=SAYS, done_at__isnull=True)
    return tuple(rows.order_by("made_at"))


def gate(known: Knowledge, standing: Danger | None) -> Words | None:
    """What a danger sign asks for now, where the clinic accepts the rule; None when nothing stands."""
    rule = known.adjust.rules.get("danger")
    said = danger(rule, EpisodeSeen(danger=standing)) if isinstance(rule, DangerRule) else None
    return said.because if said else None


def held_back(kind: ProposalKind, since: datetime, tasks: Iterable[Task], gate: Words | None) -> Words | None:
    """Why a proposal cannot be accepted now: a gate that stands, or a task that was raised after it; None when it can.

    Args:
        kind: What is proposed.
        since: When it was proposed. A task that waited already was known when the rules proposed.
        tasks: Of `open_tasks`.
        gate: Of `gate`.
    """
    if gate and review.yields_to(kind, ProposalKind.STOP_CARE):
        return gate
    later = (task for task in tasks if task.made_at > since and review.yields_to(kind, SAYS[task.kind]))
    task = next(later, None)
    return from_json(Words, task.says) if task else None
