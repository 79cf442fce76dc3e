"""People, their first request, their consents, and the wordings they were shown."""

from django.db import models
from django.db.models import Q

from weft.records.models.base import ClinicRow, JsonField, Row, known, together
from weft.records.models.people import Membership, User


class Person(ClinicRow):
    """Somebody who comes for care. Contact facts are edited; the audit trail is their history."""

    name = models.CharField(max_length=200)
    """Full name, as the person writes it; one word is a whole name too."""
    known_as = models.CharField(max_length=100, blank=True)
    pronouns = models.CharField(max_length=40, blank=True)
    birth_date = models.DateField(null=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address = models.TextField(blank=True)
    language = models.CharField(max_length=20, default="en")
    leave_no_details = models.BooleanField(default=False)
    """"Do not leave details": no message and no voice mail says more than "please call"."""
    contact_notes = models.TextField(blank=True)
    emergency_contact = models.CharField(max_length=200, blank=True)
    family_doctor = models.CharField(max_length=200, blank=True)
    occupation = models.CharField(max_length=200, blank=True)
    needles_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    movement_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    """The primary practitioners."""
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    """The portal account, once there is one."""
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("clinic", "user"), name="person_one_account"),
            models.CheckConstraint(condition=~Q(name=""), name="person_has_a_name"),
        )


class Wording(Row):
    """A text that people were shown, kept whole under the hash of its bytes."""

    hash = models.CharField(max_length=64, unique=True)
    """SHA-256 of the text in UTF-8, as 64 hexadecimal digits."""
    text = models.TextField()
    language = models.CharField(max_length=20, default="en")


class EnquirySource(models.TextChoices):
    """How it came."""

    PHONE = "phone"
    ONLINE = "online"
    VISIT = "visit"
    CALL_BACK = "call_back"


class EnquiryState(models.TextChoices):
    """How far it is."""

    WAITING = "waiting"
    ANSWERED = "answered"
    BOOKED = "booked"
    CLOSED = "closed"


class Enquiry(ClinicRow):
    """A request from outside. It never reads or changes a chart: staff match it to a person."""

    source = models.CharField(max_length=20, choices=EnquirySource.choices)
    state = models.CharField(max_length=20, choices=EnquiryState.choices, default=EnquiryState.WAITING)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="enquiries")
    """Set by staff when they have matched it."""
    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=20, default="en")
    leave_no_details = models.BooleanField(default=False)
    wishes = models.TextField(blank=True)
    """What they would like, in their own words."""
    times = models.TextField(blank=True)
    """When they can come or be called."""
    case = JsonField(null=True)
    """What was answered in "Plan for someone", when they came from there."""
    outline = JsonField(null=True)
    """The outline plan on one page, as shown."""
    promised_by = models.DateTimeField(null=True)
    """When the call back was promised for."""
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True)
    call = JsonField(null=True)
    """What a clinician heard in the talk, and what may fit: {"heard": {question: text}, "fit": {discipline: yes}}."""
    tries = models.PositiveSmallIntegerField(default=0)
    """How often they were rung and not reached."""

    class Meta:
        constraints = (
            known("source", EnquirySource, "enquiry_source_known"),
            known("state", EnquiryState, "enquiry_state_known"),
            together("enquiry_answer_who_and_when", "answered_at", "answered_by"),
        )


class ConsentPurpose(models.TextChoices):
    """What for: four things, four answers."""

    VISIT_REMINDERS = "visit_reminders"
    EXERCISE_PLANS = "exercise_plans"
    PLANS_OF_CARE = "plans_of_care"
    NEWS = "news"


class Consent(ClinicRow):
    """One entry of the consent ledger: one purpose, given or withdrawn. The latest entry stands."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="consents")
    enquiry = models.ForeignKey(Enquiry, models.PROTECT, null=True, related_name="consents")
    purpose = models.CharField(max_length=30, choices=ConsentPurpose.choices)
    given = models.BooleanField()
    at = models.DateTimeField()
    how = models.CharField(max_length=30)
    """phone | online | portal | desk | unsubscribe."""
    wording = models.ForeignKey(Wording, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            known("purpose", ConsentPurpose, "consent_purpose_known"),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(enquiry__isnull=False), name="consent_is_somebodys"
            ),
            models.CheckConstraint(condition=Q(given=False) | Q(wording__isnull=False), name="consent_keeps_wording"),
        )
