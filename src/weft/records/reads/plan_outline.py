"""The outline of a consult: what was told and answered, and what may fit, for one page without obligation."""

from dataclasses import replace
from uuid import UUID

from weft.core.plan.case import Case
from weft.core.plan.outline import Outline, outline
from weft.core.plan.planning import draft_plan
from weft.core.screen.known import age_on
from weft.core.shared.care import Answer
from weft.library.knowledge import Knowledge
from weft.library.stored import from_json
from weft.records import clock
from weft.records.accepted import accepted_by, accepted_in
from weft.records.access import ClinicSeen, Job, Member, NotFound, PersonSeen, Purpose, clinic_of, person_for, row_of
from weft.records.assessments import open_episode_of
from weft.records.models import Enquiry, Screening
from weft.records.plan_cases import case_to_plan
from weft.records.screenings import clearance_of, is_live, latest_of


def of_person(by: Member, person_id: UUID) -> Outline:
    """The outline for somebody who is known, from their newest answers and from what they told.

    Raises:
        NotFound: Unknown, another clinic's, or there are no answers that still hold.
        NotAllowed: Right clinic, wrong job.
    """
    person = person_for(by, person_id, Purpose.CARE)
    screening = _live(latest_of(person_id, by.clinic_id))
    episode = open_episode_of(person_id, by.clinic_id)
    if episode:
        return _outline(case_to_plan(episode, screening), screening, accepted_by(episode.clinic))
    asked = Enquiry.objects.within(by.clinic_id).filter(person_id=person_id, case__isnull=False)
    told = asked.order_by("-made_at").values_list("case", flat=True).first()
    case = from_json(Case, told) if told else Case(age=None, problems=(), answers={})
    clinic = clinic_of(by.clinic_id)
    return _outline(replace(case, age=_age(person, case, clinic)), screening, accepted_by(clinic))


def of_enquiry(by: Member, enquiry_id: UUID) -> Outline:
    """The outline for somebody who asked for a talk; once they are matched, that of the person.

    Raises:
        NotFound: Unknown, another clinic's, or there are no answers that still hold.
        NotAllowed: Right clinic, wrong job.
    """
    by.need(Job.RECORD)
    row = row_of(Enquiry, by, enquiry_id)
    if row.person_id:
        return of_person(by, row.person_id)
    rows = Screening.objects.within(by.clinic_id).filter(enquiry=row)
    screening = _live(rows.order_by("-at").first())
    case = from_json(Case, row.case) if row.case else Case(age=None, problems=(), answers={})
    return _outline(case, screening, accepted_in(by.clinic_id))


def _outline(case: Case, screening: Screening, known: Knowledge) -> Outline:
    """With the clearance as it was given: a stop stays a stop, whatever was lifted since for a visit."""
    answered = replace(case, answers={name: Answer(said) for name, said in screening.answers.items()})
    return outline(answered, draft_plan(answered, known.plan, clearance_of(screening), version=known.version))


def _live(row: Screening | None) -> Screening:
    if row is None or not is_live(row, clock.now()):
        raise NotFound
    return row


def _age(person: PersonSeen, case: Case, clinic: ClinicSeen) -> int | None:
    if person.birth_date is None:
        return case.age
    return age_on(clock.today(clinic.zone), person.birth_date)
