"""Long runs: a clinic's weeks filled by a worker, or an absence looked at for longer; with a pulse and an end."""

from django.db import models
from django.db.models import F, Q

from weft.records.models.base import ClinicRow, JsonField, known, together
from weft.records.models.clinic import Closure, Site
from weft.records.models.people import User


class RunState(models.TextChoices):
    """How far it is."""

    WAITING = "waiting"
    RUNNING = "running"
    FOUND = "found"
    """It has ended and its answer, if there is one, can be booked."""
    BOOKING = "booking"
    BOOKED = "booked"
    """All that were chosen have been booked, or could not be: `told` says which."""


class RunEnd(models.TextChoices):
    """Why the search ended."""

    DONE = "done"
    CANCELLED = "cancelled"
    LOST = "lost"
    """Its worker gave no sign of life: the last answer that it kept stands."""
    FAILED = "failed"


class ScheduleRun(ClinicRow):
    """One search for the visits that the clinic's weeks lack; or, with a closure, for new times for those in it."""

    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="+")
    closure = models.ForeignKey(Closure, models.PROTECT, null=True, related_name="looks")
    """Of which the visits are looked at; then nothing is booked, and what is found goes to the closure's offer."""
    first_day = models.DateField()
    last_day = models.DateField()
    seconds = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=RunState.choices, default=RunState.WAITING)
    end = models.CharField(max_length=20, choices=RunEnd.choices, blank=True)
    started_at = models.DateTimeField(null=True)
    heartbeat = models.DateTimeField(null=True)
    """When the worker that has it last gave a sign of life."""
    ended_at = models.DateTimeField(null=True)
    share = models.PositiveSmallIntegerField(default=0)
    """Percent of its time, or of its booking, that is spent."""
    version = models.CharField(max_length=40, blank=True)
    """The calendar's when the search began (`records.reads.clinic_calendar`)."""
    answer = JsonField(null=True)
    """records.run_answer.RunAnswer, the best so far; of a closure records.away_offer.Came, when it has ended."""
    cancel_asked_at = models.DateTimeField(null=True)
    cancel_asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    book_asked_at = models.DateTimeField(null=True)
    book_asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    chosen = JsonField(default=list)
    """Ids of the people whose trips are to be booked."""
    told = JsonField(default=dict)
    """records.run_answer.Told by person: what became of it. Written with their visits: nobody is booked twice."""

    class Meta:
        constraints = (
            known("state", RunState, "run_state_known"),
            together("run_cancel_who_and_when", "cancel_asked_at", "cancel_asked_by"),
            together("run_book_who_and_when", "book_asked_at", "book_asked_by"),
            models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="run_days_in_order"),
            models.UniqueConstraint(
                fields=("clinic",),
                condition=Q(closure=None, state__in=("waiting", "running", "booking")),
                name="run_one_at_a_time",
            ),
            models.UniqueConstraint(
                fields=("closure",),
                condition=Q(state__in=("waiting", "running", "booking")),
                name="run_one_look_at_a_time",
            ),
        )
