"""Every table of Weft, one file for each step. The floors above never import from here."""

from weft.records.models.adjust import Decision, DecisionAnswer, Proposal, Review
from weft.records.models.assess import Assessment, AssessmentPart, Episode, EpisodeState, Goal, Problem
from weft.records.models.audit import AuditChange, AuditRead
from weft.records.models.base import ClinicManager, ClinicRow, PersonRow, Row, Unscoped
from weft.records.models.book import Consent, ConsentPurpose, Enquiry, EnquirySource, EnquiryState, Person, Wording
from weft.records.models.clinic import (
    Clinic,
    ClinicHost,
    ClinicLogo,
    Closure,
    Resource,
    ResourceKind,
    Site,
    WorkingHours,
)
from weft.records.models.desk import CalendarFeed, MessageText, OneTimeKey, OutboxMessage, OutboxState, Task
from weft.records.models.incidents import Incident, IncidentLook
from weft.records.models.lead import DraftsChoice, KnowledgeSignOff
from weft.records.models.measure import Activity, MeasurePermission, MeasureWording, Score, ScoreMoment, ScoreSource
from weft.records.models.opening import OpenedWhy, RecordOpening
from weft.records.models.papers import Attachment, Letter, LetterSending, Media, SentHow, Withdrawal
from weft.records.models.people import Membership, Registration, User
from weft.records.models.plan import HowAgreed, Plan, PlanAgreement, PlanState, PlanVersion, TreatmentAgreement
from weft.records.models.prevent import Discharge, Flare, Watch, WatchState
from weft.records.models.schedule import Claim, Course, CourseState, Hold, Pair, PairState, Visit, VisitState
from weft.records.models.screen import Override, Screening
from weft.records.models.talks import FrontLink, LinkPurpose, Talk
from weft.records.models.treat import (
    AdverseEvent,
    Aftercare,
    Amendment,
    Draft,
    Event,
    EventKind,
    HandOver,
    MissingNeedleReport,
    SessionRecord,
)

__all__ = [
    "Activity",
    "AdverseEvent",
    "Aftercare",
    "Amendment",
    "Assessment",
    "AssessmentPart",
    "Attachment",
    "AuditChange",
    "AuditRead",
    "CalendarFeed",
    "Claim",
    "Clinic",
    "ClinicHost",
    "ClinicLogo",
    "ClinicManager",
    "ClinicRow",
    "Closure",
    "Consent",
    "ConsentPurpose",
    "Course",
    "CourseState",
    "Decision",
    "DecisionAnswer",
    "Discharge",
    "Draft",
    "DraftsChoice",
    "Enquiry",
    "EnquirySource",
    "EnquiryState",
    "Episode",
    "EpisodeState",
    "Event",
    "EventKind",
    "Flare",
    "FrontLink",
    "Goal",
    "HandOver",
    "Hold",
    "HowAgreed",
    "Incident",
    "IncidentLook",
    "KnowledgeSignOff",
    "Letter",
    "LetterSending",
    "LinkPurpose",
    "MeasurePermission",
    "MeasureWording",
    "Media",
    "Membership",
    "MessageText",
    "MissingNeedleReport",
    "OneTimeKey",
    "OpenedWhy",
    "OutboxMessage",
    "OutboxState",
    "Override",
    "Pair",
    "PairState",
    "Person",
    "PersonRow",
    "Plan",
    "PlanAgreement",
    "PlanState",
    "PlanVersion",
    "Problem",
    "Proposal",
    "RecordOpening",
    "Registration",
    "Resource",
    "ResourceKind",
    "Review",
    "Row",
    "Score",
    "ScoreMoment",
    "ScoreSource",
    "Screening",
    "SentHow",
    "SessionRecord",
    "Site",
    "Talk",
    "Task",
    "TreatmentAgreement",
    "Unscoped",
    "User",
    "Visit",
    "VisitState",
    "Watch",
    "WatchState",
    "Withdrawal",
    "Wording",
    "WorkingHours",
]
