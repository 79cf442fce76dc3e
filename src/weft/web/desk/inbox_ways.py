"""Where each kind of task is worked on, and what that page is called. A page that is not installed is left out."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy

from weft.core.shared.care import NEEDLES
from weft.records.access import Job, Member
from weft.records.actions.mail_held import MAIL_HELD
from weft.records.reads.inbox import TaskRow
from weft.web.desk.ways import to_whom, way
from weft.web.fields import Text

READ = gettext_lazy("Read the answers")
REVIEW = gettext_lazy("Open the review")
PLAN = gettext_lazy("Open the plan")
NOTE = gettext_lazy("Open the visit")
SCORES = gettext_lazy("Ask for scores")
LETTER = gettext_lazy("Write the letter")
INCIDENT = gettext_lazy("Open the report")
AFTER = gettext_lazy("Answer it")
PERSON = gettext_lazy("Open the person")
ENQUIRY = gettext_lazy("Open the enquiry")

ABOUT_PERSON: dict[str, tuple[str, Text]] = {
    "red_answer": ("screen:person", READ),
    "read_answers": ("screen:person", READ),
    "review_due": ("adjust:review", REVIEW),
    "flare_up": ("adjust:review", REVIEW),
    "leg_pain": ("adjust:review", REVIEW),
    "discharge": ("prevent:discharge", gettext_lazy("End care")),
    "flare": ("prevent:discharge", AFTER),
    "invite_back": ("prevent:discharge", gettext_lazy("Open the way back")),
    "ask_measure": ("measure:scores", SCORES),
    "mood_answer": ("measure:measured", gettext_lazy("What was measured")),
    "incident": ("treat:person_incidents", INCIDENT),
    "tell_lead": ("treat:person_incidents", INCIDENT),
    "write_letter": ("desk:write_letter", LETTER),
}
"""By kind: the page about the person, and what the link says."""

ABOUT_SUBJECT: dict[str, tuple[str, Text]] = {
    "plan_to_agree": ("plan:plan", PLAN),
    "plan_question": ("plan:plan", PLAN),
    "rebook": ("schedule:course", gettext_lazy("Book again")),
    "away": ("schedule:away_one", gettext_lazy("Find another time")),
    "away_elsewhere": ("schedule:away_elsewhere", gettext_lazy("Find another time")),
    "away_ring": ("schedule:away_one", gettext_lazy("Find another time")),
}
"""The same, about the row that the task names."""


@dataclass(frozen=True, slots=True)
class Ways:
    """The person's page, and the page where the task is worked on."""

    who: str
    url: str
    label: Text


def ways_of(row: TaskRow, by: Member) -> Ways:
    """Both ways; for those who only see that it waits, the first alone."""
    who = to_whom(by, row.person_id, row.enquiry_id)
    if not row.may_take:
        return Ways(who, "", "")
    if row.kind == MAIL_HELD:
        return Ways(who, reverse("desk:message_texts"), gettext_lazy("Look at the messages"))
    for name, label, about in _choices(row, by):
        if url := way(name, about):
            return Ways(who, url, label)
    return Ways(who, who, ENQUIRY if row.enquiry_id and not row.person_id else PERSON)


def _choices(row: TaskRow, by: Member) -> list[tuple[str, Text, UUID | None]]:
    if row.discipline and by.may(Job.RECORD) and row.kind not in ABOUT_PERSON:
        page = "treat:needles" if row.discipline == NEEDLES else "treat:movement"
        return [(page, NOTE, row.subject)]
    tables = ((ABOUT_PERSON, row.person_id), (ABOUT_SUBJECT, row.subject))
    return [(*table[row.kind], about) for table, about in tables if row.kind in table]
