"""What was told or decided before about one episode, so that each rule hears only what is new since."""

from datetime import date

from weft.core.adjust.proposal import ProposalKind
from weft.core.adjust.seen import DoseAnswered
from weft.core.shared.explained import Explanation
from weft.library.stored import from_json
from weft.records.models import Decision, DecisionAnswer, Episode, Task
from weft.records.phases import local_day

FLARE_UP, LEG_PAIN, MISSED, INVITE, ASK = "flare_up", "leg_pain", "missed_visits", "invite_back", "ask_measure"
TOLD_BY: dict[str, tuple[str, ...]] = {
    "flare_up": (FLARE_UP,),
    "leg_pain": (LEG_PAIN,),
    "unwanted": ("tell_lead", "incident"),
    "mood": ("mood_answer",),
    "no_shows": (MISSED,),
    "back_again": (INVITE, "flare"),
}
"""By rule: kinds of task that tell of it. The first is its own; the others are raised where it happens."""


def answered_on(episode: Episode, zone: str) -> dict[str, date]:
    """By rule: the clinic's day of the last decision about it, or of the last task that told of it."""
    decisions = Decision.objects.within(episode.clinic_id).filter(proposal__episode=episode).order_by("at")
    found = {rule: local_day(at, zone) for rule, at in decisions.values_list("proposal__rule", "at")}
    rule_of = {kind: rule for rule, kinds in TOLD_BY.items() for kind in kinds}
    tasks = Task.objects.within(episode.clinic_id).filter(person_id=episode.person_id, kind__in=rule_of)
    told = tasks.filter(made_at__gte=episode.opened_at).order_by("made_at").values_list("kind", "made_at")
    return found | {rule_of[kind]: local_day(at, zone) for kind, at in told}


def asked_for(episode: Episode, zone: str) -> tuple[date, ...]:
    """The days on which somebody was asked to get a measure answered."""
    rows = Task.objects.within(episode.clinic_id).filter(person_id=episode.person_id, kind=ASK)
    return tuple(local_day(at, zone) for at in rows.values_list("made_at", flat=True))


def dose_answered(episode: Episode, zone: str) -> tuple[DoseAnswered, ...]:
    """For how many needle visits in how many days somebody gave a reason."""
    rows = Decision.objects.within(episode.clinic_id).filter(proposal__episode=episode, proposal__rule="dose")
    found = []
    for row in rows.select_related("proposal").order_by("at"):
        why = from_json(Explanation, row.proposal.inputs)
        said, limits = dict(why.inputs), dict(why.limits)
        if "visits_in_run" in said and "days" in limits:
            found.append(DoseAnswered(local_day(row.at, zone), int(limits["days"]), int(said["visits_in_run"])))
    return tuple(found)


def extensions(episode: Episode) -> int:
    """How often its block of needle visits was extended."""
    rows = Decision.objects.within(episode.clinic_id).filter(
        proposal__episode=episode, proposal__kind=ProposalKind.EXTEND.value
    )
    return rows.exclude(answer=DecisionAnswer.DECLINED).count()
