"""Who would come earlier, the times that became free, and to whom each was offered."""

from django.db import models
from django.db.models import F, Q

from weft.records.models.base import ClinicRow, JsonField, PersonRow, known
from weft.records.models.people import Membership, User


class Reach(models.TextChoices):
    """How somebody wants to hear of a time."""

    MAIL = "mail"
    TEXT = "text"
    PHONE = "phone"


class WaitlistEntry(PersonRow):
    """One entry of the ledger: earlier times are wanted, or not (any more). The newest of a person stands.

    Nobody needs one to be offered a time for visits that have none yet; ``wanted = False`` ends that too.
    """

    wanted = models.BooleanField()
    hours = JsonField(default=dict)
    """When they can come: ``{"days": […], "times": […]}`` of `core.schedule.wishes`; empty: as for their course."""
    anybody = models.BooleanField(default=False)
    """A visit of theirs may come forward also to somebody else than who treats it; not said is no."""
    reach = models.CharField(max_length=10, choices=Reach.choices, default=Reach.MAIL)
    how = models.CharField(max_length=20)
    """desk | portal | link."""
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (known("reach", Reach, "waitlist_reach_known"),)
        indexes = (models.Index(fields=("person", "at"), name="waitlist_by_person"),)


class FreedOutcome(models.TextChoices):
    """What came of offering a time."""

    TAKEN = "taken"
    NOBODY = "nobody"
    STOPPED = "stopped"
    PASSED = "passed"


class FreedTime(ClinicRow):
    """A time of one practitioner, or of the two of a pair, that became free, and who could use it."""

    starts = models.DateTimeField()
    ends = models.DateTimeField()
    practitioner = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    second = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    """Who wrote it in, or began to offer it; empty: it was found, and offered, by itself."""
    ranked = JsonField(default=list)
    """Who could use it, who gains most first (`records.reads.freed_times.Ranked`), as it was at ``ranked_at``."""
    ranked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    """Since when it is offered to one after the other; empty: only the desk offers it."""
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=FreedOutcome.choices, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(starts__lt=F("ends")), name="freed_in_order"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, outcome="")
                | Q(ended_at__isnull=False, outcome__in=FreedOutcome.values),
                name="freed_ended_when_and_how",
            ),
            models.UniqueConstraint(
                fields=("practitioner", "starts", "ends"), condition=Q(ended_at__isnull=True), name="freed_offered_once"
            ),
        )
        indexes = (models.Index(fields=("clinic", "starts"), name="freed_by_time"),)


class OfferState(models.TextChoices):
    """How it stands."""

    OPEN = "open"
    YES = "yes"
    NO = "no"
    EXPIRED = "expired"
    GONE = "gone"
    """They said yes, and somebody else had it, or it could no longer be theirs."""
    STOPPED = "stopped"


class TimeOffer(PersonRow):
    """A freed time offered to one person. Nothing is held: the first yes has it."""

    freed = models.ForeignKey(FreedTime, models.PROTECT, related_name="offers")
    visits = JsonField()
    """What they would have, as booking takes it: a list of visits."""
    instead_of = models.UUIDField(null=True)
    """A visit of their own later trip that would come forward; empty: visits that had no time yet."""
    standing = models.CharField(max_length=64)
    """A mark of the plan and the visits they had when it was worked out."""
    channel = models.CharField(max_length=10, choices=Reach.choices)
    hash = models.CharField(max_length=64, unique=True, null=True)
    """SHA-256 of the token of its link; none when it is made by phone."""
    expires = models.DateTimeField()
    state = models.CharField(max_length=10, choices=OfferState.choices, default=OfferState.OPEN)
    answered_at = models.DateTimeField(null=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    """Who offered it; empty: it came by itself."""

    class Meta:
        constraints = (
            known("state", OfferState, "offer_state_known"),
            known("channel", Reach, "offer_channel_known"),
            models.CheckConstraint(
                condition=Q(state="open", answered_at__isnull=True) | (~Q(state="open") & Q(answered_at__isnull=False)),
                name="offer_answered_when",
            ),
            models.UniqueConstraint(
                fields=("freed", "person"), condition=Q(state="open"), name="offer_open_once_a_person"
            ),
        )
        indexes = (models.Index(fields=("expires",), condition=Q(state="open"), name="offer_open"),)
