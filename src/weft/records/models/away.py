"""What somebody is asked by message when their visit cannot be held."""

from django.db import models
from django.db.models import Q

from weft.records.models.base import JsonField, PersonRow, known
from weft.records.models.clinic import Closure
from weft.records.models.people import User
from weft.records.models.waitlist import Reach


class QuestionState(models.TextChoices):
    """How it stands."""

    OPEN = "open"
    YES = "yes"
    """They said yes, and their visits have moved."""
    NO = "no"
    """They want to be rung."""
    EXPIRED = "expired"
    GONE = "gone"
    """They said yes, and the time was somebody else's meanwhile."""
    STOPPED = "stopped"
    """It was settled in another way, or called off."""


class MoveQuestion(PersonRow):
    """New times for one person's visits in an absence, asked by message. Nothing is held, and nothing moves unasked."""

    closure = models.ForeignKey(Closure, models.PROTECT, related_name="questions")
    row = JsonField()
    """What they were asked, as it stood on the page (`records.away_offer.KeptRow`)."""
    channel = models.CharField(max_length=10, choices=Reach.choices)
    hash = models.CharField(max_length=64, unique=True)
    """SHA-256 of the token of its link."""
    expires = models.DateTimeField()
    state = models.CharField(max_length=10, choices=QuestionState.choices, default=QuestionState.OPEN)
    answered_at = models.DateTimeField(null=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    """Who asked."""

    class Meta:
        constraints = (
            known("state", QuestionState, "question_state_known"),
            known("channel", Reach, "question_channel_known"),
            models.CheckConstraint(
                condition=Q(state="open", answered_at__isnull=True) | (~Q(state="open") & Q(answered_at__isnull=False)),
                name="question_answered_when",
            ),
            models.UniqueConstraint(
                fields=("closure", "person"), condition=Q(state="open"), name="question_open_once_a_person"
            ),
        )
        indexes = (models.Index(fields=("expires",), condition=Q(state="open"), name="question_open"),)
