"""What the clinical lead answers for: versions of the knowledge that were signed, and whether drafts count."""

from django.db import models

from weft.records.models.base import ClinicRow, JsonField
from weft.records.models.people import User


class KnowledgeSignOff(ClinicRow):
    """A clinician has read one version of the knowledge and accepts it for this clinic. Any change asks anew."""

    version = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    """library.digest: of everything that is decided with."""
    files = JsonField(default=dict)
    """File -> short digest, so that the next version can say what has changed since."""
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    signed_as = models.CharField(max_length=200)
    """Name and registration, as they were then."""
    at = models.DateTimeField()
    note = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("clinic", "digest", "by"), name="knowledge_signed_once"),
            models.CheckConstraint(condition=~models.Q(signed_as=""), name="knowledge_signed_by_name"),
        )


class DraftsChoice(ClinicRow):
    """Somebody switched "work with drafts" on or off, and why; the newest row is what the clinic's own field says."""

    is_on = models.BooleanField()
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    signed_as = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=~models.Q(reason=""), name="drafts_choice_has_a_reason"),)
