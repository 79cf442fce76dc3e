"""Two people write one assessment at the same moment: one care is opened, and nobody's goals vanish in silence."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import connection
from tests import people
from tests.care import LOW_BACK, SECOND, opened, work_with_drafts
from tests.people import Cast

from weft.core.assess.parts import Story
from weft.records.actions import assess
from weft.records.models import AssessmentPart, Episode, Goal
from weft.records.refused import Reason, Refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """Written for good: other connections must see it."""
    known = people.standing()
    work_with_drafts(known)
    return known


def meeting(monkeypatch: pytest.MonkeyPatch, read: str) -> None:
    """Two who call ``read`` of the actions meet after it, unless one has to wait for the other before."""
    real, both = getattr(assess, read), Barrier(2)

    def met(*args: Any) -> Any:
        found = real(*args)
        with suppress(BrokenBarrierError):
            both.wait(timeout=1)
        return found

    monkeypatch.setattr(assess, read, met)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each answered, each on a connection of its own."""

    def run(act: Callable[[], Any]) -> Any:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def reasons(answers: list[Any]) -> list[Reason]:
    return [answer.reason for answer in answers if isinstance(answer, Refused)]


def test_two_who_open_care_at_once_open_it_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting(monkeypatch, "open_episode_of")

    answers = at_once(
        lambda: assess.open_episode(by=cast.wei, person_id=cast.marta_id, problems=[LOW_BACK]),
        lambda: assess.open_episode(by=cast.dana, person_id=cast.marta_id, problems=[SECOND]),
    )

    assert reasons(answers) == [Reason.ALREADY_DONE]
    assert Episode.objects.within(cast.clinic.id).count() == 1


def test_two_who_open_the_care_of_two_people_at_once_both_do(cast: Cast) -> None:
    answers = at_once(
        *[
            lambda id_=id_: assess.open_episode(by=cast.ren, person_id=id_, problems=[LOW_BACK])
            for id_ in (cast.marta_id, cast.harold_id)
        ]
    )

    assert reasons(answers) == []
    assert Episode.objects.within(cast.clinic.id).count() == 2


def test_two_who_set_goals_at_once_from_the_same_form_have_one_winner(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    care, seen = opened(cast), assess.goals_revision(())
    meeting(monkeypatch, "goals_of")

    answers = at_once(
        lambda: assess.set_goals(by=cast.wei, episode_id=care.episode_id, goals=["sit"], seen=seen),
        lambda: assess.set_goals(by=cast.dana, episode_id=care.episode_id, goals=["run"], seen=seen),
    )

    assert reasons(answers) == [Reason.CHANGED_MEANWHILE]
    assert Goal.objects.within(cast.clinic.id).filter(retired_at__isnull=True).count() == 1


def test_two_who_save_the_first_story_at_once_have_one_winner(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    care = opened(cast)
    meeting(monkeypatch, "_part")

    answers = at_once(
        lambda: assess.save_story(by=cast.wei, assessment_id=care.assessment_id, story=Story(told="one"), seen=0),
        lambda: assess.save_story(by=cast.dana, assessment_id=care.assessment_id, story=Story(told="two"), seen=0),
    )

    assert reasons(answers) == [Reason.CHANGED_MEANWHILE]
    assert AssessmentPart.objects.within(cast.clinic.id).count() == 1
