"""Discharge, watching for recurrence, and flares."""

from django.db import models

from weft.records.models.assess import Episode
from weft.records.models.base import JsonField, PersonRow, known, together
from weft.records.models.people import User


class Discharge(PersonRow):
    """The end of an episode, with the stay-well plan."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="discharges")
    reason = models.CharField(max_length=40)
    """finished | moved_away | referred | stopped_coming | own_wish."""
    summary = JsonField(default=dict)
    stay_well = JsonField(default=dict)
    """What to keep doing, what to watch for, the short way back."""
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class WatchState(models.TextChoices):
    """How far it is."""

    WAITING = "waiting"
    ASKED = "asked"
    ANSWERED = "answered"
    CLOSED = "closed"


class Watch(PersonRow):
    """A day after discharge on which the person is asked how they are."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="watches")
    due = models.DateField()
    state = models.CharField(max_length=20, choices=WatchState.choices, default=WatchState.WAITING)
    answer = JsonField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (known("state", WatchState, "watch_state_known"),)


class Flare(PersonRow):
    """The person says that it is worse again."""

    episode = models.ForeignKey(Episode, models.PROTECT, null=True, related_name="flares")
    told = models.TextField(blank=True)
    source = models.CharField(max_length=20)
    """person | phone | visit."""
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True)

    class Meta:
        constraints = (together("flare_answer_who_and_when", "answered_at", "answered_by"),)
