"""The outline of a consult: from what a person told and answered, for the care team."""

from datetime import timedelta

import pytest
from tests.care import LOW_BACK, got, opened, screened, work_with_drafts
from tests.people import Cast
from tests.records.book.test_requests import ALL_NO

from weft.core.plan.case import Case, Problem
from weft.core.shared.care import Answer
from weft.library.stored import to_json
from weft.records import clock
from weft.records.access import NotAllowed, NotFound
from weft.records.actions.book import request_call_back, request_consult
from weft.records.models import Enquiry
from weft.records.reads import plan_outline

pytestmark = pytest.mark.django_db

TOLD = Case(age=50, problems=(Problem(id="back", region="low_back", since_weeks=30),), answers={})


def test_the_outline_of_a_person_says_what_was_heard_and_what_may_fit(cast: Cast) -> None:
    work_with_drafts(cast)
    screened(cast)
    opened(cast, LOW_BACK)

    made = plan_outline.of_person(cast.wei, cast.marta_id)
    assert str(made.heard[0]).startswith("low back: for 26 weeks")
    assert "Low back, desk work" in str(made.may_fit[0])


def test_without_answers_that_hold_there_is_no_outline(cast: Cast) -> None:
    work_with_drafts(cast)
    with pytest.raises(NotFound):
        plan_outline.of_person(cast.wei, cast.marta_id)

    screened(cast)
    assert plan_outline.of_person(cast.wei, cast.marta_id).heard == ()
    with clock.at(clock.now() + timedelta(days=800)), pytest.raises(NotFound):
        plan_outline.of_person(cast.wei, cast.marta_id)


def enquired(cast: Cast, *, answered: bool = True) -> Enquiry:
    work_with_drafts(cast)
    result = got(
        request_consult(
            by=cast.visitor, name="Ana Ruiz", phone="416 555 0142", case=to_json(TOLD),
            answers=ALL_NO if answered else None,
        )
    )  # fmt: skip
    return Enquiry.objects.within(cast.clinic.id).get(id=result.id)


def test_an_enquiry_that_told_and_answered_has_an_outline(cast: Cast) -> None:
    made = plan_outline.of_enquiry(cast.wei, enquired(cast).id)

    assert str(made.heard[0]) == "low back: for 30 weeks."
    assert made.phases


def test_an_enquiry_without_answers_has_none(cast: Cast) -> None:
    with pytest.raises(NotFound):
        plan_outline.of_enquiry(cast.wei, enquired(cast, answered=False).id)


def test_a_matched_enquiry_is_the_outline_of_its_person(cast: Cast) -> None:
    row = enquired(cast)
    row.person_id = cast.marta_id
    row.save(update_fields=["person"])
    screened(cast)

    matched = plan_outline.of_enquiry(cast.wei, row.id)
    assert str(matched.heard[0]) == "low back: for 30 weeks."
    assert matched == plan_outline.of_person(cast.wei, cast.marta_id)


def test_a_stop_leaves_no_plan_in_the_outline(cast: Cast) -> None:
    work_with_drafts(cast)
    answers = {**ALL_NO, "growing_weakness": Answer.YES}
    made = got(request_call_back(by=cast.visitor, name="Ana", phone="416 555 0142", answers=answers))

    outline = plan_outline.of_enquiry(cast.wei, made.id)
    assert (outline.phases, outline.may_fit) == ((), ())
    assert "get help first" in str(outline.next)


def test_an_outline_is_for_the_clinics_own_care_team(cast: Cast) -> None:
    enquiry_id = enquired(cast).id

    for outsider in (cast.otto, cast.harold, cast.visitor):
        with pytest.raises((NotFound, NotAllowed)):
            plan_outline.of_enquiry(outsider, enquiry_id)
        with pytest.raises((NotFound, NotAllowed)):
            plan_outline.of_person(outsider, cast.marta_id)
    with pytest.raises(NotAllowed):
        plan_outline.of_enquiry(cast.noor, enquiry_id)
