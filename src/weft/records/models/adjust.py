"""Reviews, what the system proposes, and what a clinician decides."""

from django.db import models
from django.db.models import Q

from weft.records.models.assess import Episode
from weft.records.models.base import JsonField, PersonRow, known, together
from weft.records.models.people import User
from weft.records.models.plan import PlanVersion


class Review(PersonRow):
    """A point at which a clinician looks at the plan again."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="reviews")
    version = models.ForeignKey(PlanVersion, models.PROTECT, null=True, related_name="reviews")
    point = models.CharField(max_length=40, blank=True)
    """Id of the plan's review point; empty when the data asked for it."""
    why = JsonField(null=True)
    """Words that say why it is due."""
    due = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (together("review_done_who_and_when", "done_at", "done_by"),)


class Proposal(PersonRow):
    """What a rule proposes, with its reason, its inputs and its source. It changes nothing by itself."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="proposals")
    version = models.ForeignKey(PlanVersion, models.PROTECT, null=True, related_name="proposals")
    review = models.ForeignKey(Review, models.PROTECT, null=True, related_name="proposals")
    kind = models.CharField(max_length=40)
    """`core.adjust.proposal.ProposalKind`: progress | ease | unpair | taper | extend | stop_needles | re_examine |
    give_reason | refer | finish. Tasks and gates are not kept here."""
    rule = models.CharField(max_length=80)
    says = JsonField()
    """Words: what is proposed and why."""
    inputs = JsonField(default=dict)
    knowledge_version = models.CharField(max_length=40)
    at = models.DateTimeField()


class DecisionAnswer(models.TextChoices):
    """Which way it went."""

    ACCEPTED = "accepted"
    CHANGED = "changed"
    DECLINED = "declined"


class Decision(PersonRow):
    """A clinician's answer to a proposal."""

    proposal = models.OneToOneField(Proposal, models.PROTECT, related_name="decision")
    answer = models.CharField(max_length=20, choices=DecisionAnswer.choices)
    reason = models.TextField(blank=True)
    version = models.ForeignKey(PlanVersion, models.PROTECT, null=True, related_name="+")
    """The plan version that followed."""
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            known("answer", DecisionAnswer, "decision_answer_known"),
            models.CheckConstraint(condition=Q(answer="accepted") | ~Q(reason=""), name="decision_no_has_a_reason"),
        )
