"""Scores: one value of one measure at one moment; and what a clinic has taken in: official wordings, permissions."""

from django.db import models
from django.db.models import Q

from weft.records.models.assess import Episode, Goal, Problem
from weft.records.models.base import ClinicRow, JsonField, PersonRow, known, together
from weft.records.models.book import Wording
from weft.records.models.people import User
from weft.records.models.schedule import Visit


class ScoreMoment(models.TextChoices):
    """When in the day it was asked."""

    GENERAL = "general"
    BEFORE_NEEDLES = "before_needles"
    AFTER_NEEDLES = "after_needles"
    AFTER_MOVEMENT = "after_movement"
    NEXT_DAY = "next_day"


class ScoreSource(models.TextChoices):
    """Whose value it is."""

    PERSON = "person"
    CLINICIAN = "clinician"
    CHECK_IN = "check_in"


class MeasureWording(ClinicRow):
    """The official wording of a questionnaire, as a clinic has taken it in. Added, never edited; the newest stands."""

    measure = models.CharField(max_length=40)
    """Instrument id from the knowledge: ``rmdq``, ``peg``…"""
    texts = JsonField()
    """Text by item id; ``instructions`` holds what stands above the items."""
    choices = JsonField(default=list)
    """What the answers are called, as the sheet prints them: value, words, and the item where it has its own."""
    stated = models.CharField(max_length=200)
    """Where the wording comes from and which version it is, as whoever took it in says."""
    digest = models.CharField(max_length=64)
    """SHA-256 of the texts: two clinics, or two days, can be compared."""
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    """Empty when it was taken in at the clinic's own machine (``weft measures wording``)."""

    class Meta:
        indexes = (models.Index(fields=("clinic", "measure", "at"), name="measure_wording_newest"),)


class MeasurePermission(ClinicRow):
    """What the owner of a licensed questionnaire has permitted. Added, never edited; the newest row says."""

    measure = models.CharField(max_length=40)
    permitted = models.TextField()
    """What may be done, in the words of whoever records it; for a withdrawal, why it ends."""
    given_by = models.CharField(max_length=200)
    reference = models.CharField(max_length=200, blank=True)
    """Number or date of the letter or contract."""
    stands = models.BooleanField(default=True)
    """False: from here on it is withdrawn."""
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        indexes = (models.Index(fields=("clinic", "measure", "at"), name="measure_permission_newest"),)


class Activity(PersonRow):
    """Something that the problem makes hard, in the person's own words. Never renamed: it is retired, another named."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="activities")
    words = models.TextField()
    position = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    """Who wrote it down."""
    retired_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (together("activity_retired_who_and_when", "retired_by", "retired_at"),)


class Score(PersonRow):
    """Added, never edited; a mistake is corrected by a later row that says which one it replaces.

    A correction stands at the moment of the score that it replaces; ``by`` and ``made_at`` say who made it and when.
    """

    episode = models.ForeignKey(Episode, models.PROTECT, null=True, related_name="scores")
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, related_name="scores")
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, related_name="scores")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="scores")
    measure = models.CharField(max_length=40)
    """Instrument id from the knowledge: ``nprs``, ``psfs``…"""
    value = models.DecimalField(max_digits=8, decimal_places=2)
    """In the measure's own unit."""
    answers = JsonField(default=dict)
    """Answer by item (or by activity, in its id), as it was given; null for one left out."""
    parts = JsonField(default=dict)
    """Score of each part by its id (the two halves of a screen), where the measure has any."""
    explained = JsonField(null=True)
    """How the value came from the answers: rule for missing items, limits, knowledge. Never worked out again."""
    taken_in = models.ForeignKey(MeasureWording, models.PROTECT, null=True, related_name="scores")
    """The official wording that was shown; empty where we showed our own words."""
    moment = models.CharField(max_length=20, choices=ScoreMoment.choices, default=ScoreMoment.GENERAL)
    source = models.CharField(max_length=20, choices=ScoreSource.choices)
    at = models.DateTimeField()
    local_date = models.DateField()
    wording = models.ForeignKey(Wording, models.PROTECT, null=True, related_name="+")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    why_corrected = models.TextField(blank=True)
    """Why the replaced one was wrong."""
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            known("moment", ScoreMoment, "score_moment_known"),
            known("source", ScoreSource, "score_source_known"),
            models.UniqueConstraint(
                fields=("replaces",), condition=Q(replaces__isnull=False), name="score_replaced_once"
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True, why_corrected="") | Q(replaces__isnull=False) & ~Q(why_corrected=""),
                name="score_corrected_with_reason",
            ),
        )
        indexes = (models.Index(fields=("person", "measure", "at"), name="score_by_person"),)
