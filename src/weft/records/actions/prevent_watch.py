"""After discharge: the answers to the recurrence questions, and "it is coming back"."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from weft.core.book.contact import note_fault
from weft.core.prevent.watch import Tap, find_flare
from weft.core.screen.facts import QuestionSet
from weft.core.shared.care import Action, Answer, Outcome
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.access import Job, Member, NotFound, Purpose, clinic_of, person_for, row_of, system_of
from weft.records.actions import adjust, screen
from weft.records.actions.base import action
from weft.records.actions.measure import record_scores
from weft.records.adjusting import review_series, standing_scores
from weft.records.models import Discharge, Flare, Task, Watch, WatchState
from weft.records.phases import latest_episode, local_day
from weft.records.refused import Reason, Refused
from weft.records.tasks import finish_tasks, raise_task

FLARE = "flare"
"""Kind of task: somebody says that it is worse again."""
HOURS_TO_RING = 24


@dataclass(frozen=True, slots=True)
class Told:
    """What telling us led to."""

    flare_id: UUID | None
    outcome: Outcome = Outcome.GO
    action: Action = Action.NONE
    """What the danger questions ask for, when they were answered."""


@action
def answer_watch(
    *, by: Member, watch_id: UUID, had_pain: bool, pain: Decimal | None = None, told: str = ""
) -> Told:  # fmt: skip
    """Answer one recurrence question: by the person, or by a clinician who rang them.

    Args:
        by: The person, or a clinician.
        watch_id: Which question.
        had_pain: Whether pain kept them from things for a day or longer since they were last asked.
        pain: Pain today, 0-10; None when not said.
        told: In their own words.

    Returns:
        Whether it looks like a flare (then somebody rings); or Refused: ALREADY_DONE, NOT_POSSIBLE.
    """
    row = row_of(Watch, by, watch_id, for_update=True)
    person_for(by, row.person_id, Purpose.OWN if by.person_id == row.person_id else Purpose.CARE)
    if row.state in {WatchState.ANSWERED, WatchState.CLOSED}:
        raise Refused(Reason.ALREADY_DONE, Words("This question has been answered. Thank you."))
    _check(told)
    row.state, row.answered_at = WatchState.ANSWERED, clock.now()
    row.answer = {"had_pain": had_pain, "pain": None if pain is None else str(pain), "told": told.strip()}
    row.save(update_fields=["state", "answered_at", "answer"])
    if pain is not None:
        kept = record_scores(by=by, person_id=row.person_id, scores={"nprs": pain}, source="check_in")
        if isinstance(kept, Refused):
            raise kept
    if not _looks_like_a_flare(row):
        adjust.look(by=system_of(by.clinic_id), episode_id=row.episode_id)  # pain again is invited early
        return Told(None)
    return Told(_flare(row.person_id, told, "person" if by.person_id else "phone", by))


@action
def report_flare(
    *, by: Member, person_id: UUID, told: str = "", source: str = "person",
    answers: Mapping[str, Answer] | None = None,
) -> Told:  # fmt: skip
    """Say that it is worse again. Somebody rings; a danger sign among the answers comes first, with a clock of its own.

    Args:
        by: The person, or a clinician or the desk on the phone with them.
        person_id: Whose back.
        told: In their own words.
        source: ``person``, ``phone`` or ``visit``.
        answers: Of the danger questions asked with it (question set ``every_visit``).

    Returns:
        The flare, and what the answers ask for; or Refused: NOT_POSSIBLE (the text).
    """
    is_own = by.person_id == person_id
    person_for(by, person_id, Purpose.OWN if is_own else Purpose.SAFETY)
    _check(told)
    made = _flare(person_id, told, "person" if is_own else source, by)
    if not answers:
        return Told(made)
    found = screen.answer(
        by=by, person_id=person_id, answers=answers, question_set=QuestionSet.EVERY_VISIT,
        how="portal" if is_own else "phone",
    )  # fmt: skip
    if isinstance(found, Refused):
        raise found
    return Told(made, found.clearance.outcome, found.clearance.action)


@action
def answer_flare(*, by: Member, flare_id: UUID, words: str) -> UUID:
    """Write down what was said to somebody who reported a flare; with the person's last open one its task is done.

    Returns:
        Id of the flare; or Refused: ALREADY_DONE, MISSING, NOT_POSSIBLE.
    """
    by.need(Job.RECORD)
    row = row_of(Flare, by, flare_id, for_update=True)
    person_for(by, row.person_id, Purpose.CARE)
    if row.answered_at:
        raise Refused(Reason.ALREADY_DONE, Words("Somebody has answered this already."))
    if not words.strip():
        raise Refused(Reason.MISSING, Words("Write what you agreed with them."))
    _check(words)
    row.answered_at, row.answered_by_id, row.answer = clock.now(), by.user_id, words.strip()
    row.save(update_fields=["answered_at", "answered_by", "answer"])
    _finish_if_last(row.person_id, by)
    return row.id


def _finish_if_last(person_id: UUID, by: Member) -> None:
    """One task stands for all flares of a person: it stays open, about the oldest that nobody has answered."""
    tasks = Task.objects.within(by.clinic_id).filter(kind=FLARE, person_id=person_id, done_at__isnull=True)
    waiting = tasks.select_for_update().first()  # before the flares are read: two who answer at once see each other
    left = Flare.objects.within(by.clinic_id).filter(person_id=person_id, answered_at__isnull=True)
    oldest = left.order_by("at", "made_at").first()
    if oldest is None:
        finish_tasks(FLARE, by=by, outcome="answered", person_id=person_id)
    elif waiting is not None:
        waiting.subject = oldest.id
        waiting.save(update_fields=["subject"])


def _flare(person_id: UUID, told: str, source: str, by: Member) -> UUID:
    row = Flare.objects.create(
        clinic_id=by.clinic_id, person_id=person_id, episode=latest_episode(person_id, by.clinic_id),
        told=told.strip(), source=source, at=clock.now(),
    )  # fmt: skip
    raise_task(
        FLARE, Words("It is worse again: ring and ask."), by=by, job=Job.RECORD,
        due=clock.now() + timedelta(hours=HOURS_TO_RING), person_id=person_id, subject=row.id,
    )  # fmt: skip
    return row.id


def _looks_like_a_flare(row: Watch) -> bool:
    """The rule reads the pain at discharge and every pain answered since."""
    zone = clinic_of(row.clinic_id).zone
    ended = Discharge.objects.within(row.clinic_id).filter(episode_id=row.episode_id).order_by("-at").first()
    if ended is None:
        raise NotFound
    left_on = local_day(ended.at, zone)
    scores = standing_scores(row.person_id, row.clinic_id).filter(episode_id=row.episode_id)
    calm = next((one.value for one in reversed(review_series(scores)) if one.on <= left_on), None)
    answered = Watch.objects.within(row.clinic_id).filter(episode_id=row.episode_id, state=WatchState.ANSWERED)
    taps = tuple(
        Tap(local_day(one.answered_at, zone), Decimal(one.answer["pain"]))
        for one in answered.order_by("answered_at")
        if one.answered_at and one.answer and one.answer.get("pain") is not None
    )
    return calm is not None and find_flare(knowledge().prevent.flare, calm, taps).is_flare


def _check(text: str) -> None:
    if fault := note_fault(text):
        raise Refused(Reason.NOT_POSSIBLE, fault)
