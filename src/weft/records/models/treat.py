"""What happens in a visit: events, drafts, signed records, hand-over, reports."""

from django.db import models
from django.db.models import Q

from weft.records.models.assess import AssessmentPart
from weft.records.models.base import ClinicRow, JsonField, PersonRow, known, together
from weft.records.models.book import Person
from weft.records.models.clinic import Resource
from weft.records.models.people import User
from weft.records.models.schedule import Pair, Visit


class EventKind(models.TextChoices):
    """What happened."""

    ARRIVED = "arrived"
    STARTED = "started"
    NEEDLES_IN = "needles_in"
    CHECK = "check"
    NEEDLES_OUT = "needles_out"
    FAINT = "faint"
    STEADY = "steady"
    BLEEDING = "bleeding"
    HAND_OVER = "hand_over"
    WINDOW = "window"
    FINISHED = "finished"
    LEFT = "left"
    CORRECTION = "correction"
    NOTE = "note"
    READ = "read"
    BELL = "bell"
    LONGER = "longer"
    SAID = "said"
    CURRENT = "current"
    CLEARED = "cleared"
    SEARCH = "search"
    NOT_HERE = "not_here"
    RECOUNT = "recount"


class Event(PersonRow):
    """A fact of a live visit, appended at once and seen by the whole team. The needle count belongs to the bed."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="events")
    place = models.ForeignKey(Resource, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=20, choices=EventKind.choices)
    count = models.PositiveSmallIntegerField(null=True)
    """Needles put in or taken out by this event."""
    details = JsonField(default=dict)
    """Points, side, what was seen; whatever belongs to the kind."""
    note = models.TextField(blank=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            known("kind", EventKind, "event_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind__in=("needles_in", "needles_out")) | Q(count__isnull=False),
                name="event_needles_counted",
            ),
        )
        indexes = (models.Index(fields=("visit", "at"), name="event_by_visit"),)


class Draft(ClinicRow):
    """What somebody has typed and not signed: one row for each author, form and subject; only they see it."""

    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    form = models.CharField(max_length=60)
    subject = models.UUIDField()
    """Id of the visit, assessment or person that the form is about."""
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    content = JsonField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("author", "form", "subject"), name="draft_once"),)


class SessionRecord(PersonRow):
    """The record of one visit by one discipline; frozen when signed, amended by appending."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="records")
    discipline = models.CharField(max_length=40)
    content = JsonField(default=dict)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    signed_as = models.CharField(max_length=200, blank=True)
    """Name, profession and registration as they were at signing."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("visit", "discipline"), name="session_record_once"),
            together("session_record_who_and_when", "signed_by", "signed_at"),
        )


class Amendment(PersonRow):
    """What was added to a signed record, and why."""

    record = models.ForeignKey(SessionRecord, models.PROTECT, null=True, related_name="amendments")
    part = models.ForeignKey(AssessmentPart, models.PROTECT, null=True, related_name="amendments")
    text = models.TextField()
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(record__isnull=False, part__isnull=True) | Q(record__isnull=True, part__isnull=False),
                name="amendment_amends_one_thing",
            ),
        )


class HandOver(PersonRow):
    """What the first half of a pair tells the second."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="hand_overs")
    pair = models.ForeignKey(Pair, models.PROTECT, null=True, related_name="hand_overs")
    content = JsonField(default=dict)
    """What was done, how the person is, effort ceiling, what to avoid."""
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class HomeSet(PersonRow):
    """What somebody does at home, as it was sent or as a movement record left it. The highest number holds."""

    number = models.PositiveIntegerField()
    items = JsonField(default=list)
    """`HomeItem`, in order, by library.stored.to_json; empty: nothing at home any more."""
    record = models.ForeignKey(SessionRecord, models.PROTECT, null=True, related_name="home_sets")
    """The movement record that said it; None when it was sent from its own page."""
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    signed_as = models.CharField(max_length=200)
    """Name, profession and registration as they were then."""
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "number"), name="home_set_number_once"),)


class MissingNeedleReport(PersonRow):
    """Needles in and out do not agree, and what was done about it. Signing waits for it."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="missing_needle_reports")
    needles_in = models.PositiveSmallIntegerField()
    needles_out = models.PositiveSmallIntegerField()
    story = models.TextField()
    """Where was looked, what was found."""
    second_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    """Who looked too; empty only for a practitioner who works alone."""
    working_alone = models.BooleanField(default=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(second_by__isnull=False) | Q(working_alone=True), name="missing_needle_second_name"
            ),
        )


class AdverseEvent(PersonRow):
    """Something that went wrong for the person."""

    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="adverse_events")
    kind = models.CharField(max_length=40)
    """Event id from the knowledge: ``faint``, ``bleeding``, ``pneumothorax_suspected``…"""
    severity = models.CharField(max_length=20)
    """mild | moderate | serious."""
    story = models.TextField()
    done_about_it = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Aftercare(PersonRow):
    """What the person was told to do and to watch for, written from what was done."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="aftercare")
    content = JsonField()
    """Words, stored by library.stored.to_json."""
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
