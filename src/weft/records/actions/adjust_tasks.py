"""The tasks that rules raise: once for the same facts, with an owner and a clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from weft.core.adjust.facts import Strength
from weft.core.adjust.proposal import Proposed
from weft.core.screen.times import ring_within
from weft.core.shared.care import Action
from weft.records import clock
from weft.records.access import Job, Member
from weft.records.adjusting_told import ASK, FLARE_UP, INVITE, LEG_PAIN, MISSED
from weft.records.models import Episode
from weft.records.tasks import is_waiting, raise_task

TALK_WITHIN = timedelta(hours=24)
"""Where neither the rule nor its urgency says how soon: as for answers that a clinician reads."""
ASK_WITHIN = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class _Told:
    """Which task tells what a rule found, and who has it."""

    kind: str
    job: Job
    within: timedelta = TALK_WITHIN


_TELLS = {
    "flare_up": _Told(FLARE_UP, Job.RECORD),
    "leg_pain": _Told(LEG_PAIN, Job.RECORD),
    "unwanted": _Told("tell_lead", Job.OUTCOMES),
    "mood": _Told("mood_answer", Job.RECORD),
    "no_shows": _Told(MISSED, Job.PEOPLE),
    "back_again": _Told(INVITE, Job.RECORD),
    "measure_due": _Told(ASK, Job.RECORD, ASK_WITHIN),
    "block_end": _Told(ASK, Job.RECORD, ASK_WITHIN),
}
"""By rule."""


def raise_tasks(said: Iterable[Proposed], episode: Episode, by: Member) -> None:
    """Raise a task for each rule that asks for one, unless it waits already. For use inside an action."""
    for one in said:
        if one.strength is Strength.TASK and one.rule in _TELLS:
            _raise(one, _TELLS[one.rule], episode, by)


def _raise(one: Proposed, told: _Told, episode: Episode, by: Member) -> None:
    if is_waiting(told.kind, by=by, person_id=episode.person_id):
        return
    within = timedelta(hours=one.within_hours) if one.within_hours else told.within
    if one.action is not Action.NONE:
        within = ring_within(one.action)
    raise_task(
        told.kind, one.because, by=by, job=told.job, due=clock.now() + within, urgent=one.action,
        person_id=episode.person_id, subject=episode.id,
    )  # fmt: skip
