"""Papers: what others wrote and we keep (attachments), and what we write to others (letters)."""

from django.db import models
from django.db.models import Q

from weft.records.models.assess import Episode
from weft.records.models.base import JsonField, PersonRow, known
from weft.records.models.people import User


class Media(models.TextChoices):
    """What a paper is made of; nothing else is ever kept or sent."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"


class Attachment(PersonRow):
    """A paper that somebody brought, checked and cleaned before it came here (`records.paper_check`)."""

    says = models.CharField(max_length=200)
    """What it is. The name of the sent file is never kept."""
    dated = models.DateField(null=True)
    """The day that stands on it."""
    media = models.CharField(max_length=20, choices=Media.choices)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            known("media", Media, "attachment_media_known"),
            models.CheckConstraint(condition=~Q(says=""), name="attachment_says_what_it_is"),
        )
        indexes = (models.Index(fields=("person", "at"), name="attachment_by_person"),)


class Withdrawal(PersonRow):
    """A paper taken out of the record, and why. The paper itself stays: what somebody relied on can be looked up."""

    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="withdrawal")
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_has_a_reason"),)


class Letter(PersonRow):
    """A signed letter to another clinician. Until it is signed it is its author's draft."""

    episode = models.ForeignKey(Episode, models.PROTECT, null=True, related_name="letters")
    about = models.CharField(max_length=20)
    """core.desk.letters.About: why it was written."""
    to_name = models.CharField(max_length=200)
    to_address = models.TextField(blank=True)
    sections = JsonField()
    """Text by core.desk.letters.Section, as it was signed."""
    curve = JsonField(null=True)
    """draw.curve_data.CurveData as it stood; none when it was left out or there was no score."""
    person_knows = models.BooleanField()
    """Somebody told the person of this letter."""
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    signed_as = models.CharField(max_length=200)
    """Name, profession and registration as they were at signing."""

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(to_name=""), name="letter_is_to_somebody"),)
        indexes = (models.Index(fields=("person", "signed_at"), name="letter_by_person"),)


class SentHow(models.TextChoices):
    """How a letter left the house."""

    HANDED = "handed"
    POST = "post"
    FAX = "fax"
    OTHER = "other"


class LetterSending(PersonRow):
    """A letter was handed over or sent: how, when, by whom. Weft itself sends none."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="sendings")
    how = models.CharField(max_length=10, choices=SentHow.choices)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (known("how", SentHow, "letter_sending_how_known"),)
