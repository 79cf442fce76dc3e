"""Courses, holds, pairs, visits, and the one table of claims that guards all time."""

from datetime import UTC, datetime

from django.db import models
from django.db.models import F, Q

from weft.records.models.assess import Episode
from weft.records.models.base import ClinicRow, JsonField, PersonRow, known, together
from weft.records.models.book import Enquiry, Person
from weft.records.models.clinic import Closure, Resource
from weft.records.models.people import Membership, User
from weft.records.models.plan import PlanVersion

FIRST_MOMENT = datetime(1900, 1, 1, tzinfo=UTC)
LAST_MOMENT = datetime(2200, 1, 1, tzinfo=UTC)
"""Outside these a stored time could break every later list that holds it."""


def sensible_time(name: str) -> models.CheckConstraint:
    """The end is after the start, and both are in years that every page can show."""
    inside = Q(starts__gte=FIRST_MOMENT) & Q(ends__lt=LAST_MOMENT)
    return models.CheckConstraint(condition=Q(starts__lt=F("ends")) & inside, name=name)


class CourseState(models.TextChoices):
    """How far it is."""

    PROPOSED = "proposed"
    HELD = "held"
    BOOKED = "booked"
    ENDED = "ended"


class Course(PersonRow):
    """All visits of a plan."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="courses")
    version = models.ForeignKey(PlanVersion, models.PROTECT, null=True, related_name="courses")
    state = models.CharField(max_length=20, choices=CourseState.choices, default=CourseState.PROPOSED)
    wishes = JsonField(default=dict)
    """When the person can come, and with whom."""
    proposal = JsonField(null=True)
    """The course as proposed, with prices of the alternatives."""
    first_day = models.DateField(null=True)
    booked_at = models.DateTimeField(null=True)
    booked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            known("state", CourseState, "course_state_known"),
            together("course_booked_who_and_when", "booked_at", "booked_by"),
        )


class Hold(ClinicRow):
    """Times kept for somebody for a few minutes; its claims end with it."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    enquiry = models.ForeignKey(Enquiry, models.PROTECT, null=True, related_name="+")
    course = models.ForeignKey(Course, models.PROTECT, null=True, related_name="holds")
    expires = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")


class PairState(models.TextChoices):
    """Whether the two still belong together."""

    TOGETHER = "together"
    APART = "apart"


class Pair(PersonRow):
    """Two visits of one day, ordered. Apart when one half was moved or lost; then the reason is kept."""

    course = models.ForeignKey(Course, models.PROTECT, null=True, related_name="pairs")
    local_date = models.DateField()
    state = models.CharField(max_length=20, choices=PairState.choices, default=PairState.TOGETHER)
    apart_reason = models.TextField(blank=True)

    class Meta:
        constraints = (known("state", PairState, "pair_state_known"),)


class VisitState(models.TextChoices):
    """Where it stands."""

    BOOKED = "booked"
    ARRIVED = "arrived"
    IN_TREATMENT = "in_treatment"
    DONE = "done"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


class Visit(PersonRow):
    """One appointment of one discipline."""

    discipline = models.CharField(max_length=40)
    """Discipline id from the knowledge: ``needles``, ``movement``, or one added by a file."""
    kind = models.CharField(max_length=20, default="treatment")
    """consult | assessment | treatment | review | maintenance."""
    state = models.CharField(max_length=20, choices=VisitState.choices, default=VisitState.BOOKED)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    local_date = models.DateField()
    local_start = models.TimeField()
    zone = models.CharField(max_length=60)
    tzdata_version = models.CharField(max_length=20)
    """The wall time as agreed, and the zone data that turned it into UTC."""
    practitioner = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    hands_on = JsonField(default=list)
    """[[from, to], …] in minutes after the start: when the practitioner is there."""
    place = models.ForeignKey(Resource, models.PROTECT, null=True, related_name="+")
    """The bed or room; empty for a visit by phone."""
    episode = models.ForeignKey(Episode, models.PROTECT, null=True, related_name="visits")
    course = models.ForeignKey(Course, models.PROTECT, null=True, related_name="visits")
    pair = models.ForeignKey(Pair, models.PROTECT, null=True, related_name="visits")
    order_in_pair = models.PositiveSmallIntegerField(null=True)
    """1 or 2."""
    phase = models.CharField(max_length=40, blank=True)
    line = models.CharField(max_length=80, blank=True)
    """Ids of the plan's phase and line that it belongs to."""
    note = models.TextField(blank=True)
    """For the desk and the team; nothing clinical."""
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    cancel_reason = models.CharField(max_length=200, blank=True)
    changes = models.PositiveSmallIntegerField(default=0)
    """How often it was moved or called off: calendars keep what has the highest number."""

    class Meta:
        constraints = (
            sensible_time("visit_time_sensible"),
            known("state", VisitState, "visit_state_known"),
            together("visit_cancelled_who_and_when", "cancelled_at", "cancelled_by"),
            together("visit_pair_and_order", "pair", "order_in_pair"),
            models.CheckConstraint(condition=Q(order_in_pair__in=(1, 2)), name="visit_order_one_or_two"),
            models.UniqueConstraint(
                fields=("pair", "order_in_pair"), condition=~Q(state="cancelled"), name="visit_once_in_pair"
            ),
        )
        indexes = (
            models.Index(fields=("clinic", "local_date"), name="visit_by_day"),
            models.Index(fields=("person", "starts"), name="visit_by_person"),
        )


class Claim(ClinicRow):
    """One resource's time, taken. The database refuses two active claims that overlap on one resource."""

    resource = models.ForeignKey(Resource, models.PROTECT, related_name="claims")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="claims")
    hold = models.ForeignKey(Hold, models.PROTECT, null=True, related_name="claims")
    closure = models.ForeignKey(Closure, models.PROTECT, null=True, related_name="claims")
    active = models.BooleanField(default=True)

    class Meta:
        constraints = (
            sensible_time("claim_time_sensible"),
            models.CheckConstraint(
                condition=Q(visit__isnull=False, hold__isnull=True, closure__isnull=True)
                | Q(visit__isnull=True, hold__isnull=False, closure__isnull=True)
                | Q(visit__isnull=True, hold__isnull=True, closure__isnull=False),
                name="claim_has_one_reason",
            ),
        )
        indexes = (
            models.Index(fields=("resource", "starts"), condition=Q(active=True), name="claim_active_by_resource"),
        )
