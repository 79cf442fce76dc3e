"""Scores: one value of one measure at one moment."""

from django.db import models
from django.db.models import Q

from weft.records.models.assess import Episode, Goal, Problem
from weft.records.models.base import PersonRow, known
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


class Score(PersonRow):
    """Added, never edited; a mistake is corrected by a later row that says which one it replaces."""

    episode = models.ForeignKey(Episode, models.PROTECT, null=True, related_name="scores")
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, related_name="scores")
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, related_name="scores")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="scores")
    measure = models.CharField(max_length=40)
    """Instrument id from the knowledge: ``nprs``, ``psfs``…"""
    value = models.DecimalField(max_digits=8, decimal_places=2)
    """In the measure's own unit."""
    moment = models.CharField(max_length=20, choices=ScoreMoment.choices, default=ScoreMoment.GENERAL)
    source = models.CharField(max_length=20, choices=ScoreSource.choices)
    at = models.DateTimeField()
    local_date = models.DateField()
    wording = models.ForeignKey(Wording, models.PROTECT, null=True, related_name="+")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            known("moment", ScoreMoment, "score_moment_known"),
            known("source", ScoreSource, "score_source_known"),
            models.UniqueConstraint(
                fields=("replaces",), condition=Q(replaces__isnull=False), name="score_replaced_once"
            ),
        )
        indexes = (models.Index(fields=("person", "measure", "at"), name="score_by_person"),)
