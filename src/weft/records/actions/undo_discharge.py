"""A discharge taken back: the episode is open again, as it was. The discharge itself stays as a record."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from weft.core.shared.words import Words
from weft.records.access import Job, Member, Purpose, person_for, row_of
from weft.records.actions.prevent import Discharged
from weft.records.actions.undo_trip import reopen_tasks
from weft.records.models import (
    Course,
    CourseState,
    Episode,
    EpisodeState,
    Person,
    Plan,
    PlanState,
    Review,
    Task,
    Watch,
    WatchState,
)
from weft.records.refused import Reason, Refused

Kept = Mapping[str, Any]


def before(episode_id: UUID, by: Member) -> dict[str, Any]:
    """The plan, the course, and what waits. For use inside an action."""
    episode = row_of(Episode, by, episode_id, for_update=True)
    tasks = Task.objects.within(by.clinic_id).filter(person_id=episode.person_id, done_at__isnull=True)
    reviews = Review.objects.within(by.clinic_id).filter(episode=episode, done_at__isnull=True)
    return {
        "episode": str(episode.id),
        "plans": _states(Plan.objects.within(by.clinic_id).filter(episode=episode)),
        "courses": _states(Course.objects.within(by.clinic_id).filter(episode=episode)),
        "reviews": _ids(reviews),
        "tasks": _ids(tasks),
    }


def after(kept: Kept, made: Discharged, by: Member) -> tuple[Person, dict[str, Any]]:
    """Whom it was about; what the discharge wrote and ended."""
    ended = Task.objects.within(by.clinic_id).filter(id__in=kept["tasks"], done_at__isnull=False)
    person = row_of(Episode, by, UUID(kept["episode"])).person
    return person, {
        "discharge": str(made.id),
        "watches": [str(each) for each in made.watch_ids],
        "tasks": _ids(ended),
    }


def open_again(kept: Kept, left: Kept, by: Member) -> None:
    """The episode, its plan, course, reviews and tasks as they were; nobody is asked afterwards.

    Raises:
        Refused: CHANGED_MEANWHILE when care was begun again, or ended another time.
    """
    by.need(Job.RECORD)
    episode = row_of(Episode, by, UUID(kept["episode"]), for_update=True)
    person_for(by, episode.person_id, Purpose.CARE)
    others = Episode.objects.within(by.clinic_id).filter(person_id=episode.person_id, state=EpisodeState.OPEN)
    if str(episode.discharge_id) != left["discharge"] or others.exists():
        says = Words("Care has been changed since, so the discharge stays. Look at how it is now.")
        raise Refused(Reason.CHANGED_MEANWHILE, says)
    episode.state, episode.closed_at, episode.discharge = EpisodeState.OPEN, None, None
    episode.save(update_fields=["state", "closed_at", "discharge"])
    for id_, state in kept["plans"].items():
        Plan.objects.within(by.clinic_id).filter(id=id_, state=PlanState.ENDED).update(state=state)
    for id_, state in kept["courses"].items():
        Course.objects.within(by.clinic_id).filter(id=id_, state=CourseState.ENDED).update(state=state)
    Review.objects.within(by.clinic_id).filter(id__in=kept["reviews"]).update(done_at=None, done_by=None)
    reopen_tasks(left["tasks"], by)
    waiting = Watch.objects.within(by.clinic_id).filter(id__in=left["watches"], state=WatchState.WAITING)
    waiting.delete()  # never asked; what the record says of the discharge is the discharge


def _states(rows: Any) -> dict[str, str]:
    return {str(id_): str(state) for id_, state in rows.values_list("id", "state")}


def _ids(rows: Any) -> list[str]:
    return [str(id_) for id_ in rows.values_list("id", flat=True)]
