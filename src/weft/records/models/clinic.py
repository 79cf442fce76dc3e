"""The clinic, its addresses, and everything whose time can be taken."""

from datetime import date, time

from django.db import models
from django.db.models import F, Q

from weft.records.models.base import ClinicManager, ClinicRow, JsonField, Row, known, together
from weft.records.models.people import Membership, User


class Clinic(Row):
    """The outermost boundary: two clinics never see each other."""

    name = models.CharField(max_length=200)
    zone = models.CharField(max_length=60)
    """IANA name such as ``America/Toronto``; local times are worked out with it."""
    country = models.CharField(max_length=2, default="CA")
    language = models.CharField(max_length=20, default="en")

    window_minutes = models.PositiveSmallIntegerField(default=30)
    """Two visits of a day are a pair when the gap between them is at most this."""
    min_gap_minutes = models.PositiveSmallIntegerField(default=0)
    """On one day movement starts at least so long after the needles end."""
    slot_minutes = models.PositiveSmallIntegerField(default=15)
    hold_minutes = models.PositiveSmallIntegerField(default=10)
    notice_hours = models.PositiveSmallIntegerField(default=24)
    """When somebody is away, no visit of others that begins within so many hours is asked to move."""
    least_movement_minutes = models.PositiveSmallIntegerField(default=20)
    """When a person is late, movement is not made shorter than this. A draft: the clinic's own word, from no source."""
    call_back_hours = models.PositiveSmallIntegerField(default=24)
    """How soon a call-back is promised."""
    talk_minutes = models.PositiveSmallIntegerField(default=15)
    """How long the free first talk takes."""

    quiet_from = models.TimeField(default=time(21))
    quiet_until = models.TimeField(default=time(8))
    """Between these, in local time, no message goes out by itself; the same twice: at any hour."""
    remind_first_hours = models.PositiveSmallIntegerField(default=48)
    remind_second_hours = models.PositiveSmallIntegerField(default=3)
    ask_news_hours = models.PositiveSmallIntegerField(default=24)
    """So long before a visit its reminders go, and the question whether anything is new; 0 sends none."""

    mail_held_since = models.DateTimeField(null=True)
    """Since this is a restored copy nothing goes out, until somebody of the clinic says so; empty while all goes."""
    look_next = models.DateTimeField(null=True)
    """When the rules look at everybody in care again; pushed on while one worker does."""

    offer_minutes = models.PositiveSmallIntegerField(default=120)
    """How long one person alone may say yes to a freed time, before the next is asked; less when it is near."""
    offers_by_itself = models.BooleanField(default=False)
    """Freed times are offered to who waits without anybody of the desk pressing a button."""

    required_findings = JsonField(default=list)
    """Findings of the needles examination (pattern, tongue, pulse…) that this clinic wants before a part is signed."""

    emergency_number = models.CharField(max_length=20, default="911")
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    opening_hours = models.CharField(max_length=200, blank=True)
    video_room = models.CharField(max_length=300, blank=True)
    """Where talks by video are, for who has no room of their own; empty: no talk by video is offered."""

    tagline = models.CharField(max_length=200, blank=True)
    logo_text = models.CharField(max_length=60, blank=True)
    colour = models.CharField(max_length=20, blank=True)
    """The clinic's own, as #rrggbb; where nothing could be read on it, ink is shown (`core.desk.colour`)."""
    logo = models.CharField(max_length=64, blank=True)
    """SHA-256 of the picture of `ClinicLogo` that stands; empty: the initials."""
    currency = models.CharField(max_length=3, blank=True)
    prices = JsonField(default=dict)
    """What a person pays, as a decimal text by `core.desk.prices.Priced`; one that is missing is said to be missing."""

    work_with_drafts_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    work_with_drafts_at = models.DateTimeField(null=True)
    """Since when unreviewed knowledge is accepted, and who said so; empty while it is not."""
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = (together("clinic_drafts_who_and_when", "work_with_drafts_by", "work_with_drafts_at"),)


class ClinicHost(ClinicRow):
    """A host name that means this clinic, without a port, in small letters."""

    host = models.CharField(max_length=253, unique=True)


class ClinicLogo(ClinicRow):
    """A picture that stood, or stands, beside the clinic's name; checked and drawn anew (`records.paper_check`)."""

    media = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("clinic", "sha256"), name="clinic_logo_once"),)


class Site(ClinicRow):
    """An address of a clinic."""

    name = models.CharField(max_length=200)
    address = models.TextField(blank=True)
    getting_in = models.TextField(blank=True)
    """Steps, lift, parking: what a person needs to know before they come."""
    active = models.BooleanField(default=True)


class ResourceKind(models.TextChoices):
    """What it is."""

    PERSON = "person"
    PRACTITIONER = "practitioner"
    BED = "bed"
    ROOM = "room"


class Resource(Row):
    """Something whose time can be claimed: a person, a practitioner's hands, a bed, a room.

    A practitioner has one resource for all clinics (``clinic`` is empty), so that no two clinics book the same hands.
    """

    clinic = models.ForeignKey(Clinic, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=20, choices=ResourceKind.choices)
    name = models.CharField(max_length=120, blank=True)
    person = models.OneToOneField("records.Person", models.PROTECT, null=True, related_name="resource")
    user = models.OneToOneField(User, models.PROTECT, null=True, related_name="resource")
    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="+")
    room_kind = models.CharField(max_length=40, blank=True)
    """For rooms: ``private``, ``gym``…; a visit asks for a kind."""
    disciplines = JsonField(default=list)
    """For beds and rooms: what can be done there."""
    equipment = JsonField(default=list)
    position = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    objects = ClinicManager["Resource"]()

    class Meta:
        constraints = (
            known("kind", ResourceKind, "resource_kind_known"),
            models.CheckConstraint(
                condition=Q(kind="person", person__isnull=False, user__isnull=True, clinic__isnull=False)
                | Q(kind="practitioner", person__isnull=True, user__isnull=False, clinic__isnull=True)
                | Q(kind__in=("bed", "room"), person__isnull=True, user__isnull=True, clinic__isnull=False),
                name="resource_is_one_thing",
            ),
        )


class WorkingHours(ClinicRow):
    """When a practitioner works, on one weekday (0 is Monday), in the clinic's local time."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="hours")
    site = models.ForeignKey(Site, models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    ends = models.TimeField()
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(weekday__lte=6), name="hours_weekday_known"),
            models.CheckConstraint(condition=Q(starts__lt=F("ends")), name="hours_in_order"),
        )

    def are_in_force(self, day: date) -> bool:
        """Whether that day lies between their first and their last."""
        begun = self.first_day is None or self.first_day <= day
        return begun and (self.last_day is None or day <= self.last_day)

    def are_worked_on(self, day: date) -> bool:
        """Whether these hours are worked on that day."""
        return self.weekday == day.weekday() and self.are_in_force(day)


class Closure(ClinicRow):
    """A time in which a site, a practitioner, a bed or a room is not there; claims keep visits out of it."""

    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey(Resource, models.PROTECT, null=True, related_name="+")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)
    offer = JsonField(null=True)
    """New times for the visits in it, as they were looked at last (`records.away_offer`); nobody has moved for it."""

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(starts__lt=F("ends")), name="closure_in_order"),)
