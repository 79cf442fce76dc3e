"""Plans with their versions, who agreed, and agreements to treatment."""

from django.db import models
from django.db.models import Q

from weft.records.models.assess import Episode
from weft.records.models.base import JsonField, PersonRow, known
from weft.records.models.book import Wording
from weft.records.models.people import User
from weft.records.models.screen import Screening


class HowAgreed(models.TextChoices):
    """How a yes was given."""

    SIGNATURE = "signature"
    RECORDED_YES = "recorded_yes"


class PlanState(models.TextChoices):
    """How far it is."""

    DRAFT = "draft"
    AGREED = "agreed"
    ENDED = "ended"


class Plan(PersonRow):
    """The one plan of an episode, over all of its problems. What it says is in its versions."""

    episode = models.OneToOneField(Episode, models.PROTECT, related_name="plan")
    state = models.CharField(max_length=20, choices=PlanState.choices, default=PlanState.DRAFT)

    class Meta:
        constraints = (known("state", PlanState, "plan_state_known"),)


class PlanVersion(PersonRow):
    """What the plan said from one moment on. Added, never changed."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    """From 1."""
    content = JsonField()
    """core.plan.plan.PlanOfCare, stored by library.stored.to_json."""
    case = JsonField()
    """core.plan.case.Case that it was drafted from."""
    screening = models.ForeignKey(Screening, models.PROTECT, related_name="+")
    knowledge_version = models.CharField(max_length=40)
    reason = models.TextField(blank=True)
    """Why this version was made; empty for the first."""
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "number"), name="plan_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="plan_version_from_one"),
        )


class PlanAgreement(PersonRow):
    """One yes to one version: of a discipline's clinician, or of the person."""

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="agreements")
    role = models.CharField(max_length=40)
    """``person``, or the discipline id (``needles``, ``movement``)."""
    how = models.CharField(max_length=20, choices=HowAgreed.choices)
    wording = models.ForeignKey(Wording, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    """Who signed, or who wrote down the person's yes."""
    signed_as = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("version", "role"), name="plan_agreed_once"),
            known("how", HowAgreed, "plan_agreement_how_known"),
        )


class TreatmentAgreement(PersonRow):
    """A person's yes to one modality, or its withdrawal. The latest entry stands."""

    modality = models.CharField(max_length=40)
    given = models.BooleanField()
    how = models.CharField(max_length=20, choices=HowAgreed.choices)
    wording = models.ForeignKey(Wording, models.PROTECT, related_name="+")
    """What, why, risks with rates, alternatives: as shown."""
    guardian = models.CharField(max_length=200, blank=True)
    """Who agreed for the person, if they could not."""
    signature = models.CharField(max_length=200, blank=True)
    """The name that they typed on the clinic's screen, when they signed there."""
    wishes = JsonField(default=dict)
    """Chaperone, draping, practitioner's gender."""
    knowledge_version = models.CharField(max_length=40, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (known("how", HowAgreed, "treatment_agreement_how_known"),)
