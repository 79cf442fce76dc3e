"""Incidents: harm and near misses as somebody reported them, and what the clinical lead made of them."""

from django.db import models
from django.db.models import Q

from weft.records.models.base import ClinicRow, JsonField
from weft.records.models.book import Person
from weft.records.models.people import User
from weft.records.models.schedule import Visit
from weft.records.models.treat import AdverseEvent, MissingNeedleReport


class Incident(ClinicRow):
    """One report. About a person it leaves an `AdverseEvent` too; it may be about nobody in the list of people."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="incidents")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="incidents")
    event = models.OneToOneField(AdverseEvent, models.PROTECT, null=True, related_name="incident")
    kind = models.CharField(max_length=20)
    """core.treat.incidents.Kind: what was tapped."""
    code = models.CharField(max_length=60, blank=True)
    """Group and code of the knowledge; empty for a near miss."""
    is_near_miss = models.BooleanField()
    grade = models.PositiveSmallIntegerField(null=True)
    """1 to 5; none for a near miss."""
    relation = models.CharField(max_length=20, blank=True)
    """How sure it is that the treatment caused it; empty: not said."""
    happened_at = models.DateTimeField()
    story = models.TextField()
    done_about_it = models.TextField(blank=True)
    present = models.CharField(max_length=200, blank=True)
    """Who was hurt or there, in words."""
    told = JsonField()
    """core.treat.reactions.Explanation: who is told, by when, and why."""
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(is_near_miss=True, grade__isnull=True) | Q(is_near_miss=False, grade__range=(1, 5)),
                name="incident_graded_unless_near_miss",
            ),
            models.CheckConstraint(condition=~Q(story=""), name="incident_tells_what_happened"),
        )
        indexes = (models.Index(fields=("clinic", "happened_at"), name="incident_by_time"),)


class IncidentLook(ClinicRow):
    """The clinical lead looked at one thing that went wrong, and what came of it."""

    incident = models.OneToOneField(Incident, models.PROTECT, null=True, related_name="look")
    event = models.OneToOneField(AdverseEvent, models.PROTECT, null=True, related_name="look")
    report = models.OneToOneField(MissingNeedleReport, models.PROTECT, null=True, related_name="look")
    outcome = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(incident__isnull=False, event__isnull=True, report__isnull=True)
                | Q(incident__isnull=True, event__isnull=False, report__isnull=True)
                | Q(incident__isnull=True, event__isnull=True, report__isnull=False),
                name="incident_look_at_one_thing",
            ),
            models.CheckConstraint(condition=~Q(outcome=""), name="incident_look_has_an_outcome"),
        )
