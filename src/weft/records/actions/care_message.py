"""Messages about a plan and about what to do at home: that it is new or has changed, and a link to where it stands.

Their purposes are of their own: who wants no reminders may want these, and the other way round.
"""

from weft.core.book.texts import Kind
from weft.core.plan.agreeing import PERSON
from weft.records.access import Member
from weft.records.actions.course_message import HOME, tell_of_page
from weft.records.models import Person, Plan, PlanAgreement, PlanVersion, SessionRecord

PLAN_PAGE = "/me/plan"


def tell_agreed(plan: Plan, *, by: Member) -> None:
    """Everybody has said yes to the version that stands: it is ready, or has changed. For use inside an action."""
    version = PlanVersion.objects.within(by.clinic_id).filter(plan=plan).latest("number")
    said = PlanAgreement.objects.within(by.clinic_id).filter(version__plan=plan, role=PERSON)
    is_first = not said.exclude(version=version).exists()
    _tell(version, Kind.PLAN if is_first else Kind.PLAN_CHANGED, by)


def tell_changed(version: PlanVersion, *, by: Member) -> None:
    """A review has changed the plan. Agreed to later, it is not told again. For use inside an action."""
    _tell(version, Kind.PLAN_CHANGED, by)


def tell_home(record: SessionRecord, *, by: Member) -> None:
    """What to do at home is another set, or more or less of it, than before this record. For use inside an action."""
    person = Person.objects.within(by.clinic_id).get(id=record.person_id)
    tell_of_page(person, Kind.EXERCISES, HOME, f"exercises:{record.id}", by=by)


def _tell(version: PlanVersion, kind: Kind, by: Member) -> None:
    person = Person.objects.within(by.clinic_id).get(id=version.person_id)
    tell_of_page(person, kind, PLAN_PAGE, f"plan:{version.id}", by=by)
