"""Free talks at a time of their own, and the links with which a visitor comes back without an account."""

from django.db import models
from django.db.models import Q

from weft.records.models.base import ClinicRow, JsonField, known
from weft.records.models.book import Enquiry, Person
from weft.records.models.clinic import Resource
from weft.records.models.people import Membership, User
from weft.records.models.schedule import Hold, sensible_time


class Talk(ClinicRow):
    """When the free talk of an enquiry is, and with whom. Moved in place; the audit trail is its history.

    How they talk (phone, video, visit) is the enquiry's ``source``. Its claims hang on ``hold``, which ends with it.
    """

    enquiry = models.OneToOneField(Enquiry, models.PROTECT, related_name="talk")
    hold = models.ForeignKey(Hold, models.PROTECT, related_name="+")
    practitioner = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    place = models.ForeignKey(Resource, models.PROTECT, null=True, related_name="+")
    """Only for a talk at the clinic."""
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    local_date = models.DateField()
    local_start = models.TimeField()
    zone = models.CharField(max_length=60)
    tzdata_version = models.CharField(max_length=20)
    """The wall time as agreed, and the zone data that turned it into UTC."""
    moved = models.PositiveSmallIntegerField(default=0)
    """How often; calendar files count their versions with it."""
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (sensible_time("talk_time_sensible"),)
        indexes = (models.Index(fields=("clinic", "local_date"), name="talk_by_day"),)


class LinkPurpose(models.TextChoices):
    """What a link opens, and nothing else."""

    TALK = "talk"
    FINISH = "finish"
    ACCOUNT = "account"
    """A person chooses the password of their own pages."""
    PASSWORD = "password"  # noqa: S105  a name
    """Somebody who forgot their password chooses a new one."""


class FrontLink(ClinicRow):
    """A link that was sent to a visitor. Only the hash of its token is kept."""

    purpose = models.CharField(max_length=10, choices=LinkPurpose.choices)
    hash = models.CharField(max_length=64, unique=True)
    """SHA-256 of the token, as 64 hexadecimal digits."""
    enquiry = models.ForeignKey(Enquiry, models.PROTECT, null=True, related_name="+")
    answers = JsonField(null=True)
    """What was answered so far; emptied when the link is ended or too old."""
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Whose own pages it opens."""
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    """Whose password it changes."""
    expires = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            known("purpose", LinkPurpose, "front_link_purpose_known"),
            models.CheckConstraint(
                condition=Q(
                    purpose="talk", enquiry__isnull=False, answers__isnull=True, person__isnull=True, user__isnull=True
                )
                | Q(purpose="finish", enquiry__isnull=True, person__isnull=True, user__isnull=True)
                | Q(
                    purpose="account",
                    enquiry__isnull=True,
                    answers__isnull=True,
                    person__isnull=False,
                    user__isnull=True,
                )
                | Q(
                    purpose="password",
                    enquiry__isnull=True,
                    answers__isnull=True,
                    person__isnull=True,
                    user__isnull=False,
                ),
                name="front_link_opens_one_thing",
            ),
        )
