"""The home set is sent: a new version holds, and whoever wants such messages is told that there is one."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django.db.models import QuerySet

from weft.core.book.contact import note_fault
from weft.core.book.texts import Kind
from weft.core.plan.facts import Exercise
from weft.core.shared.words import Words
from weft.core.treat.home_check import HomeNow, not_yet, set_fault
from weft.core.treat.home_item import HomeItem, asks_more
from weft.core.treat.home_moves import Move, Moved, moved
from weft.library.knowledge import knowledge
from weft.library.stored import to_json
from weft.records import clock, home_sets, versions
from weft.records.accepted import accepted_in
from weft.records.access import Job, Member, Purpose, clinic_of, person_for, row_of
from weft.records.actions.base import action, once
from weft.records.actions.course_message import HOME, tell_of_page
from weft.records.clearances import require_clear
from weft.records.home_sets import Items
from weft.records.models import Draft, Episode, EpisodeState, HomeSet, Person
from weft.records.phases import latest_episode
from weft.records.refused import Reason, Refused
from weft.records.signing import signer
from weft.records.versions import Meanwhile

__all__ = ["BECAUSE_MOST", "FORM", "HomeItem", "Move", "Moved", "change_home", "forget_home", "send_home"]

FORM = "home_set"
"""Name of the form among drafts; its subject is the person."""
BECAUSE_MOST = 200
EXERCISE = "exercise"
NO_CARE = Words("No care is open for this person, so nothing is sent home. An examination opens it.")
UNKNOWN = Words("That exercise is not known here. Choose from the list.")
NOTHING = Words("Nothing is in the set yet: choose an exercise first.")
SAME = Words("This is the set that holds already: nothing was sent.")


@action
def change_home(
    *, by: Member, person_id: UUID, was: Moved, base: int, move: Move = Move.KEEP, what: str = ""
) -> Moved:  # fmt: skip
    """Change a set that is not sent yet: kept for its author alone, so that a question loses nothing.

    Args:
        by: Somebody who treats with movement.
        person_id: Whose.
        was: The set as it was typed, and a fifth that waits.
        base: Number of the version that it was begun from.
        move: What was tapped.
        what: About which exercise.

    Returns:
        The set now, or Refused: NOT_POSSIBLE (no open care, not known, a later phase, in the set already), BLOCKED or
        MISSING as the clearance of exercise says.

    Raises:
        NotFound, NotAllowed, NeedsReason: As the door says.
    """
    by.need(Job.MOVEMENT)
    person_for(by, person_id, Purpose.CARE)
    row_of(Person, by, person_id, for_update=True)  # what is kept late never comes after the set that it became
    stands = home_sets.newest(person_id, by.clinic_id)
    before = home_sets.read(stands.items) or () if stands else ()
    where, there = _where(_open_care(person_id, by)), {each.id for each in before}
    known = exercises_for(by, there)
    if not {*(each.id for each in was.items), was.asking, what if move is Move.ADD else ""} <= {*known, ""}:
        raise Refused(Reason.NOT_POSSIBLE, UNKNOWN)
    now = moved(was, move, what, known, [each.id for each in where.planned if each.id in known])
    _require_may(person_id, was, now, move, there, where.now, known, by)
    if now == Moved(before):
        own_draft(person_id, by).delete()  # nothing is changed, so nothing waits to be sent
    else:
        _keep(person_id, now, base, by)
    return now


def own_draft(person_id: UUID, by: Member) -> QuerySet[Draft]:
    """The set that the member has changed and not sent."""
    return Draft.objects.within(by.clinic_id).filter(author_id=by.user_id, form=FORM, subject=person_id)


def _keep(person_id: UUID, now: Moved, base: int, by: Member) -> None:
    Draft.objects.within(by.clinic_id).update_or_create(
        clinic_id=by.clinic_id, author=signer(by), form=FORM, subject=person_id,
        defaults={
            "content": {"items": to_json(now.items), "asking": now.asking, "base": base},
            "person_id": person_id, "saved_at": clock.now(),
        },
    )  # fmt: skip


def _open_care(person_id: UUID, by: Member) -> Episode:
    episode = latest_episode(person_id, by.clinic_id)
    if episode is None or episode.state != EpisodeState.OPEN:
        raise Refused(Reason.NOT_POSSIBLE, NO_CARE)
    return episode


def _require_may(
    person_id: UUID, was: Moved, now: Moved, move: Move, there: set[str], at: HomeNow,
    known: Mapping[str, Exercise], by: Member,
) -> None:  # fmt: skip
    before, after = {each.id for each in was.items}, {each.id for each in now.items}
    if move in {Move.EASIER, Move.HARDER} and len(after) < len(before):
        raise Refused(Reason.NOT_POSSIBLE, Words("It is in the set already."))
    new = sorted((after | {now.asking} - {""}) - before - there)
    if early := next(filter(None, (not_yet(known[each], at) for each in new)), None):
        raise Refused(Reason.NOT_POSSIBLE, early)
    if new or (move is Move.HARDER and now != was):
        require_clear(person_id, EXERCISE, by=by)


@action
def forget_home(*, by: Member, person_id: UUID) -> int:
    """Forget what was changed and not sent; what stands, stands."""
    by.need(Job.MOVEMENT)
    person_for(by, person_id, Purpose.CARE)
    rows = own_draft(person_id, by)
    return rows.delete()[0] if rows.exists() else 0


@action
def send_home(*, by: Member, person_id: UUID, items: Items, seen: int | None = None, key: str = "") -> UUID:
    """Make these the home exercises from now on, and tell the person when they want to be told.

    Args:
        by: Somebody who treats with movement.
        person_id: Whose.
        items: All of them in order, at most four; none at all ends them.
        seen: Number of the version that the form was filled from (0: none yet); None does not ask.
        key: One-time key of the form.

    Returns:
        Id of the version, or Refused: CHANGED_MEANWHILE, NOT_POSSIBLE (the sentence says which), BLOCKED and MISSING
        as the clearance of exercise says, when the set asks more than the one before.

    Raises:
        NotFound, NotAllowed, NeedsReason: As the door says.
    """
    by.need(Job.MOVEMENT)
    person_for(by, person_id, Purpose.CARE)
    tidy = tuple(replace(each, because=each.because.strip()) for each in items)
    return once(
        lambda: _sent(person_id, tidy, seen, by).id, by=by, name=f"treat.send_home.{person_id}", key=key,
        keep=str, found=UUID,
    )  # fmt: skip


def _sent(person_id: UUID, items: Items, seen: int | None, by: Member) -> HomeSet:
    person = row_of(Person, by, person_id, for_update=True)
    stands = home_sets.newest(person_id, by.clinic_id)
    number = stands.number if stands else 0
    versions.need_unchanged(seen, number, Words("the home exercises"), lambda: _faster(stands))
    episode = _open_care(person_id, by)
    before = home_sets.read(stands.items) or () if stands else ()
    _require_right(person_id, items, before, _where(episode).now, by)
    if items == before:
        raise Refused(Reason.NOT_POSSIBLE, SAME if stands else NOTHING)
    row = home_sets.write(person_id, items, by=by)
    own_draft(person_id, by).delete()
    tell_of_page(person, Kind.EXERCISES, HOME, f"exercises:{row.id}", by=by)
    return row


def _require_right(person_id: UUID, items: Items, before: Items, now: HomeNow, by: Member) -> None:
    there = {each.id for each in before}
    known = exercises_for(by, there)
    limits = knowledge().treat.home_dose.limits
    if fault := set_fault(items, there, known, limits, now):
        raise Refused(Reason.NOT_POSSIBLE, fault)
    if any(len(each.because) > BECAUSE_MOST or note_fault(each.because) for each in items):
        raise Refused(Reason.NOT_POSSIBLE, Words("A because is one line of at most {most} letters.", most=BECAUSE_MOST))
    if asks_more(items, before, known):
        require_clear(person_id, EXERCISE, by=by)


def exercises_for(by: Member, there: set[str]) -> dict[str, Exercise]:
    """What the clinic accepts, and what the person has at home already."""
    every = knowledge().plan.exercises
    return {**{each: every[each] for each in there if each in every}, **accepted_in(by.clinic_id).plan.exercises}


def _where(episode: Episode) -> home_sets.Where:
    return home_sets.where(episode, clinic_of(episode.clinic_id).zone)


def _faster(stands: HomeSet | None) -> Meanwhile:
    return Meanwhile(stands.by.name, stands.at) if stands else Meanwhile("", None)
