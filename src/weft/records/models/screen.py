"""Screenings with their clearance, and overrides by a clinician."""

from django.db import models
from django.db.models import Q

from weft.core.shared.care import Action, Outcome
from weft.records.models.base import ClinicRow, JsonField, PersonRow
from weft.records.models.book import Enquiry, Person, Wording
from weft.records.models.people import User


class Screening(ClinicRow):
    """Answers as given, and the clearance that followed, with its whole explanation. Never worked out again."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="screenings")
    enquiry = models.ForeignKey(Enquiry, models.PROTECT, null=True, related_name="screenings")
    question_set = models.CharField(max_length=20)
    """core.screen.facts.QuestionSet: consult | full | every_visit."""
    answers = JsonField(default=dict)
    """Question id -> yes | no | unsure; a question not answered is absent."""
    clearance = JsonField()
    """core.screen.clearance.Clearance, stored by library.stored.to_json."""
    outcome = models.CharField(max_length=20)
    action = models.CharField(max_length=20)
    knowledge_version = models.CharField(max_length=40)
    wording = models.ForeignKey(Wording, models.PROTECT, null=True, related_name="+")
    """The questions as they were shown."""
    how = models.CharField(max_length=30, default="desk")
    """online | phone | desk | portal."""
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(outcome__in=[each.value for each in Outcome]), name="screening_outcome_known"
            ),
            models.CheckConstraint(
                condition=Q(action__in=[each.value for each in Action]), name="screening_action_known"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(enquiry__isnull=False), name="screening_is_somebodys"
            ),
        )


class Override(PersonRow):
    """A block lifted by a clinician with the right for that modality: for one visit or until a day, with a reason."""

    screening = models.ForeignKey(Screening, models.PROTECT, related_name="overrides")
    modality = models.CharField(max_length=40)
    rule = models.CharField(max_length=80, blank=True)
    """Id of the red flag or precaution that is lifted; empty for all that block this modality."""
    reason = models.TextField()
    visit = models.ForeignKey("records.Visit", models.PROTECT, null=True, related_name="+")
    until = models.DateField(null=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="override_has_a_reason"),
            models.CheckConstraint(
                condition=Q(visit__isnull=False, until__isnull=True) | Q(visit__isnull=True, until__isnull=False),
                name="override_for_a_visit_or_until",
            ),
        )
