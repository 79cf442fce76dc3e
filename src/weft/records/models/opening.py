"""Records that were opened with a reason."""

from django.db import models
from django.db.models import Q

from weft.records.models.base import PersonRow, known
from weft.records.models.people import Membership


class OpenedWhy(models.TextChoices):
    """Why somebody outside the care team opens a record."""

    STANDS_IN = "stands_in"
    ASKED = "asked"
    HERE = "here"
    INCIDENT = "incident"
    OTHER = "other"


class RecordOpening(PersonRow):
    """Somebody outside the care team opened a record with a reason, until the clinic's day is over."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    why = models.CharField(max_length=20, choices=OpenedWhy.choices)
    words = models.CharField(max_length=300, blank=True)
    """In words, which the person may read."""
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        constraints = (
            known("why", OpenedWhy, "record_opening_why_known"),
            models.CheckConstraint(condition=~Q(why="other", words=""), name="record_opening_other_in_words"),
            models.CheckConstraint(condition=Q(until__gt=models.F("at")), name="record_opening_ends_later"),
        )
        indexes = (models.Index(fields=("person", "membership", "until"), name="record_opening_now"),)
