"""Episodes with their problems, the assessment in signed parts, and goals."""

from django.db import models
from django.db.models import Q

from weft.records.models.base import JsonField, PersonRow, known, together
from weft.records.models.people import User


class EpisodeState(models.TextChoices):
    """Whether care is going on."""

    OPEN = "open"
    DISCHARGED = "discharged"


class Episode(PersonRow):
    """From assessment to discharge. Holds one or more problems."""

    state = models.CharField(max_length=20, choices=EpisodeState.choices, default=EpisodeState.OPEN)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    after = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    """The episode that this one follows when somebody comes back."""
    discharge = models.OneToOneField("records.Discharge", models.PROTECT, null=True, related_name="+")
    """The discharge that stands. One that was taken back stays a record, and no episode names it."""

    class Meta:
        constraints = (
            known("state", EpisodeState, "episode_state_known"),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True) | Q(state="discharged", closed_at__isnull=False),
                name="episode_closed_when_discharged",
            ),
        )


class Problem(PersonRow):
    """One problem in one place."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="problems")
    key = models.CharField(max_length=40)
    """Id inside the case that planning is given."""
    region = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    since_weeks = models.PositiveIntegerField(null=True)
    noted_on = models.DateField()
    """The day on which ``since_weeks`` was counted."""
    radiates_to = models.CharField(max_length=120, blank=True)
    aggravated_by = JsonField(default=list)
    position = models.PositiveSmallIntegerField(default=0)
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("episode", "key"), name="problem_key_once"),)


class Assessment(PersonRow):
    """One examination of one episode; its parts are signed one by one."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="assessments")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")


class AssessmentPart(PersonRow):
    """One part, frozen when signed: the shared ``story``, or a discipline's findings (``needles``, ``movement``)."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="parts")
    kind = models.CharField(max_length=40)
    content = JsonField(default=dict)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    signed_as = models.CharField(max_length=200, blank=True)
    """Name, profession and registration as they were at signing."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("assessment", "kind"), name="assessment_part_once"),
            together("assessment_part_who_and_when", "signed_by", "signed_at"),
        )


class Goal(PersonRow):
    """A goal in the person's own words."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="goals")
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, related_name="goals")
    words = models.TextField()
    measure = models.CharField(max_length=40, blank=True)
    """Measure id that follows it, such as ``psfs``."""
    position = models.PositiveSmallIntegerField(default=0)
    reached_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)
