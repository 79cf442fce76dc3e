"""A proposal that waits cannot be accepted once something stronger about the same thing has come; a no always can."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.care import got, no, screened
from tests.people import Cast
from tests.records.adjust.days import rarer_needles_proposed

from weft.core.shared.care import Action, Answer
from weft.core.shared.words import Words
from weft.records import clock
from weft.records.access import Job
from weft.records.actions import adjust
from weft.records.models import Proposal, Task
from weft.records.reads.adjust import review_page
from weft.records.refused import Reason
from weft.records.tasks import finish_tasks, raise_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(cast: Cast) -> UUID:
    """Rarer needles, proposed two days ago."""
    rarer_needles_proposed(cast)
    return Proposal.objects.within(cast.clinic.id).get().id


def raised(cast: Cast, kind: str, days_ago: int) -> None:
    with clock.at(clock.now() - timedelta(days=days_ago)):
        says = Words("It is much worse.")
        raise_task(
            kind, says, by=cast.system, job=Job.RECORD, due=clock.now(), urgent=Action.NONE, person_id=cast.marta_id
        )


@pytest.mark.parametrize(("days_ago", "is_refused"), [(1, True), (3, False)])
def test_a_task_that_came_later_goes_first_and_an_earlier_one_was_known(
    cast: Cast, proposal: UUID, days_ago: int, *, is_refused: bool
) -> None:
    raised(cast, "flare_up", days_ago)
    answer = adjust.decide(by=cast.wei, proposal_id=proposal, answer="accepted")

    if is_refused:
        assert no(answer).reason is Reason.BLOCKED
        assert "It is much worse." in str(no(answer).words)
    else:
        assert got(answer).version == 2


def test_a_no_is_taken_all_the_same(cast: Cast, proposal: UUID) -> None:
    raised(cast, "flare_up", 1)

    assert got(adjust.decide(by=cast.wei, proposal_id=proposal, answer="declined", reason="worse")).version is None


def test_once_the_task_is_done_a_yes_is_taken(cast: Cast, proposal: UUID) -> None:
    raised(cast, "flare_up", 1)
    finish_tasks("flare_up", by=cast.wei, outcome="talked", person_id=cast.marta_id)

    assert got(adjust.decide(by=cast.wei, proposal_id=proposal, answer="accepted")).version == 2


def test_a_task_about_something_else_holds_nothing_back(cast: Cast, proposal: UUID) -> None:
    raised(cast, "ask_measure", 1)

    assert got(adjust.decide(by=cast.wei, proposal_id=proposal, answer="accepted")).version == 2


def test_a_danger_sign_answered_since_holds_it_back_and_the_page_says_so(cast: Cast, proposal: UUID) -> None:
    screened(cast, saddle_numbness=Answer.YES)

    assert no(adjust.decide(by=cast.wei, proposal_id=proposal, answer="accepted")).reason is Reason.BLOCKED
    waiting = review_page(cast.marta_id, cast.wei).waiting
    assert [each.first is not None for each in waiting] == [True]
    assert Task.objects.within(cast.clinic.id).filter(done_at__isnull=True).exists()
