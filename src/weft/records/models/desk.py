"""Tasks, outgoing messages, and the keys that make a form count once."""

from django.db import models
from django.db.models import Q

from weft.records.models.base import ClinicRow, JsonField, Row, known
from weft.records.models.book import Enquiry, Person
from weft.records.models.people import Membership, User


class Task(ClinicRow):
    """Something that waits for a person, with an owner (somebody, or whoever has the job) and a clock."""

    kind = models.CharField(max_length=40)
    """red_answer | call_back | plan_to_agree | note_unsigned | review_due | silent | flare | …"""
    says = JsonField()
    """Words: what waits."""
    urgency = models.CharField(max_length=20, blank=True)
    """core.shared.care.Action when a screening raised it."""
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="tasks")
    enquiry = models.ForeignKey(Enquiry, models.PROTECT, null=True, related_name="tasks")
    subject = models.UUIDField(null=True)
    """Id of the row that it is about, when it is neither of the two."""
    owner = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="tasks")
    job = models.CharField(max_length=40, blank=True)
    """access.Job whose holders see it when nobody owns it."""
    due = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    outcome = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(done_by__isnull=True) | Q(done_at__isnull=False), name="task_done_who_and_when"
            ),
        )
        indexes = (models.Index(fields=("clinic", "due"), condition=Q(done_at__isnull=True), name="task_open"),)


class OutboxState(models.TextChoices):
    """How far it is."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    STOPPED = "stopped"


class MessageText(ClinicRow):
    """How a clinic words one kind of message, in one language. A new wording is a new row; the highest stands."""

    kind = models.CharField(max_length=40)
    """core.book.texts.Kind."""
    language = models.CharField(max_length=20, default="en")
    number = models.PositiveIntegerField()
    """From 1, for each kind and language."""
    subject = models.CharField(max_length=200)
    body = models.TextField()
    """Both empty: back to the product's own wording."""
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("clinic", "kind", "language", "number"), name="message_text_number_once"),
        )


class CalendarFeed(ClinicRow):
    """A private address under which somebody's calendar program loads their times. Only its hash is kept."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    """Whose times: a person's own visits, or what a clinician has to do."""
    token_hash = models.CharField(max_length=64, unique=True)
    """SHA-256 of 128 random bits."""
    expires = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(person__isnull=False, membership__isnull=True)
                | Q(person__isnull=True, membership__isnull=False),
                name="calendar_feed_is_somebodys",
            ),
            models.UniqueConstraint(
                fields=("person",), condition=Q(ended_at__isnull=True), name="calendar_feed_one_a_person"
            ),
            models.UniqueConstraint(
                fields=("membership",), condition=Q(ended_at__isnull=True), name="calendar_feed_one_a_clinician"
            ),
        )


class OutboxMessage(ClinicRow):
    """A message to a person, written in the same transaction as what it tells; readable inside the product."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="messages")
    enquiry = models.ForeignKey(Enquiry, models.PROTECT, null=True, related_name="messages")
    purpose = models.CharField(max_length=30)
    """book.Consent.Purpose, or ``service`` for an answer to a request."""
    kind = models.CharField(max_length=40, blank=True)
    """core.book.texts.Kind; empty for the answer to a request."""
    text = models.ForeignKey(MessageText, models.PROTECT, null=True, related_name="+")
    """The clinic's wording that was used; null: the product's own."""
    visit = models.ForeignKey("records.Visit", models.PROTECT, null=True, related_name="+")
    """The visit that it speaks of beforehand: when that is moved, called off or begun, it is not sent any more."""
    channel = models.CharField(max_length=10, default="mail")
    """mail | text | phone."""
    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    calendar = models.TextField(blank=True)
    """A calendar file that goes with it."""
    state = models.CharField(max_length=20, choices=OutboxState.choices, default=OutboxState.WAITING)
    due = models.DateTimeField()
    until = models.DateTimeField(null=True)
    """From then on it would tell of the past, and is not sent any more."""
    once = models.CharField(max_length=120, null=True)
    """The same message is never written twice under one such key; none is null, since empty would meet empty."""
    lease_until = models.DateTimeField(null=True)
    """Until then one worker has it; after that another takes it up again."""
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    """How often it was taken up; also tells two workers of one message apart."""
    fault = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            known("state", OutboxState, "outbox_state_known"),
            models.UniqueConstraint(fields=("clinic", "once"), name="outbox_once"),
        )
        indexes = (models.Index(fields=("due",), condition=Q(state="waiting"), name="outbox_waiting"),)


class MailStamp(Row):
    """How often the workers of one data folder have said that they are at work; the folder keeps the same number.

    A number in the folder that is higher than this one tells that the database is an older copy (`records.stamp`).
    """

    number = models.PositiveBigIntegerField(default=0)
    at = models.DateTimeField()


class Knock(ClinicRow):
    """Somebody asked at the front door for something that a script could ask for a thousand times.

    No address, number or network stands here, only a keyed mark of it; rows are forgotten after a day.
    """

    mark = models.CharField(max_length=32)

    class Meta:
        indexes = (models.Index(fields=("clinic", "mark", "made_at"), name="knock_counted"),)


class OneTimeKey(ClinicRow):
    """A form that was sent; sent again it answers with the first result."""

    action = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    reference = JsonField(null=True)
    """What the first sending led to."""
    by = models.CharField(max_length=40, blank=True)
    """User id, ``visitor`` or ``system``."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("clinic", "by", "action", "key"), name="one_time_key_once"),)
        indexes = (models.Index(fields=("clinic", "made_at"), name="one_time_key_old"),)
