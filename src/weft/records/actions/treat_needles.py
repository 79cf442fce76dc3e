"""Needles in and out. The count belongs to the bed: any practitioner with the right may go on with it."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from weft.core.shared.words import Words
from weft.core.treat.count import Count, LiveEvent, may_count
from weft.core.treat.count import EventKind as Kind
from weft.core.treat.same_day import is_retention_allowed, retention_minutes
from weft.core.treat.session import NEEDLE_MODALITIES, PointUsed, UnreadablePointError, needles_of, read_points
from weft.library.knowledge import knowledge
from weft.library.stored import to_json
from weft.records import clock, live
from weft.records.accepted import accepted_in
from weft.records.access import Job, Member
from weft.records.actions.base import action, once
from weft.records.actions.treat_live import INCIDENT
from weft.records.agreed import require_agreed
from weft.records.clearances import Cleared, require_clear
from weft.records.live import Live
from weft.records.local import after
from weft.records.models import (
    Event,
    EventKind,
    Membership,
    MissingNeedleReport,
    Resource,
    ResourceKind,
    Visit,
    VisitState,
)
from weft.records.planned import planned_for
from weft.records.refused import Reason, Refused
from weft.records.tasks import raise_task

REPORT_WORDS = Words(
    "A needle is missing. Read the report and see that the bed, the floor and the clothes were searched."
)


@dataclass(frozen=True, slots=True)
class PutIn:
    """What the needles in rest on."""

    points: tuple[PointUsed, ...]
    modalities: tuple[str, ...]
    minutes: int


@action
def needles_in(
    *, visit_id: UUID, by: Member, count: int | None = None, points: str = "", place: UUID | None = None,
    modalities: tuple[str, ...] = (), minutes: int = 0, key: str = "",
) -> Count:  # fmt: skip
    """Needles are put in. The first of them starts the time they stay in.

    Args:
        visit_id: The visit.
        by: A practitioner with the right for its discipline.
        count: How many; worked out from the points when left out.
        points: As typed: ``bl23 b, gb30 r, ashi l4 r x3``; may be empty when ``count`` is given.
        place: The bed, when it is another one than booked.
        modalities: ``needling`` (the default), ``electro_acupuncture`` beside it, ``dry_needling``.
        minutes: How long they stay in; from the plan's line when left out.
        key: One-time key of the form.

    Returns:
        The count of the visit now (as it was then, when ``key`` was sent before), or Refused: NOT_AGREED, BLOCKED,
        MISSING, NOT_POSSIBLE (also: not the visit's day), SIGNED.
    """
    return _counted_once(
        lambda: _put_in(live.opened(by, visit_id), by, (count, points), place, modalities, minutes),
        by, f"treat.needles_in.{visit_id}", key,
    )  # fmt: skip


def _counted_once(work: Callable[[], Count], by: Member, name: str, key: str) -> Count:
    return once(
        work, by=by, name=name, key=key,
        keep=lambda count: [count.needles_in, count.needles_out], found=lambda kept: Count(*kept),
    )  # fmt: skip


def _put_in(
    found: Live, by: Member, said: tuple[int | None, str], place: UUID | None, modalities: tuple[str, ...], minutes: int
) -> Count:
    live.need_hands(by, found.visit)
    live.require_now(found.visit)
    count, points = said
    used = modalities or usual_modalities(found.visit)
    require_allowed(found, used, by)
    typed = points_typed(points, by)
    require_points_free(found, typed, used, by)
    number = _number(count, typed)
    if place is not None and not _beds(by).filter(id=place).exists():
        raise Refused(Reason.NOT_POSSIBLE, Words("That bed is not known here. Choose one of the list."))
    _require_possible(found, Kind.NEEDLES_IN, number)
    held = PutIn(typed, used, _minutes(found, minutes))
    live.add(found.visit, EventKind.NEEDLES_IN, by=by, count=number, details=to_json(held), place_id=place)
    live.move_to(found.visit, VisitState.IN_TREATMENT)
    return live.live(found.visit).count


@action
def needles_out(*, visit_id: UUID, by: Member, count: int, key: str = "") -> Count:
    """Needles are taken out, counted by hand. Whoever has the right may, not only who put them in.

    Args:
        visit_id: The visit.
        by: A practitioner with the right for its discipline.
        count: How many came out.
        key: One-time key of the form.

    Returns:
        The count of the visit now (as it was then, when ``key`` was sent before), or Refused: NOT_POSSIBLE (more than
        are in), SIGNED.
    """
    return _counted_once(
        lambda: _take_out(live.opened(by, visit_id), by, count), by, f"treat.needles_out.{visit_id}", key
    )


def _take_out(found: Live, by: Member, count: int) -> Count:
    live.need_hands(by, found.visit)
    _require_possible(found, Kind.NEEDLES_OUT, count)
    live.add(found.visit, EventKind.NEEDLES_OUT, by=by, count=count)
    return live.live(found.visit).count


@action
def correct_count(*, visit_id: UUID, by: Member, count: int, reason: str) -> Count:
    """Say how many needles went in so far, when the number was wrong. The mistake stays to be read.

    Returns:
        The count of the visit now, or Refused: MISSING (a reason), NOT_POSSIBLE (more are out already), SIGNED.
    """
    found = live.opened(by, visit_id)
    live.need_hands(by, found.visit)
    if not reason.strip():
        raise Refused(Reason.MISSING, Words("Say in a few words why the number was wrong."))
    before: Event | None = found.last(EventKind.NEEDLES_IN)
    if before is None:
        raise Refused(Reason.NOT_POSSIBLE, Words("No needles were counted in, so there is nothing to correct."))
    gate = may_count(found.events, LiveEvent(Kind.CORRECTION, clock.now(), count))
    if not gate.is_open:
        raise Refused(Reason.NOT_POSSIBLE, gate.why.words)
    live.add(found.visit, EventKind.CORRECTION, by=by, count=count, note=reason.strip(), corrects=before)
    return live.live(found.visit).count


@action
def report_missing_needle(
    *, visit_id: UUID, by: Member, story: str, second_by: UUID | None = None, working_alone: bool = False
) -> UUID:
    """Report that needles were looked for and not found; then the record can be signed. The clinical lead is told.

    Args:
        visit_id: The visit.
        by: Who reports.
        story: Where was looked, what was found.
        second_by: User id of somebody else of this clinic who looked too.
        working_alone: Nobody else is here; stands in place of ``second_by``.

    Returns:
        Id of the report, or Refused: MISSING, NOT_POSSIBLE, SIGNED.
    """
    found = live.opened(by, visit_id)
    live.need_hands(by, found.visit)
    if not found.count.still_in:
        raise Refused(Reason.NOT_POSSIBLE, Words("As many needles came out as went in: none is missing."))
    if not story.strip():
        raise Refused(Reason.MISSING, Words("Write where you looked: bed, floor, clothes, bin."))
    second = second_pair_of_eyes(by, second_by)
    if second is None and not working_alone:
        raise Refused(Reason.MISSING, Words("Name who looked with you, or say that you work alone."))
    report = MissingNeedleReport.objects.create(
        clinic_id=by.clinic_id, person_id=found.visit.person_id, visit=found.visit, story=story.strip(),
        needles_in=found.count.needles_in, needles_out=found.count.needles_out, second_by_id=second,
        working_alone=second is None, by_id=by.author_id, at=after(max(row.at for row in found.rows)),
    )  # fmt: skip
    raise_task(
        INCIDENT, REPORT_WORDS, by=by, job=Job.OUTCOMES, due=clock.in_minutes(8 * 60),
        person_id=found.visit.person_id, subject=report.id,
    )  # fmt: skip
    return report.id


def second_pair_of_eyes(by: Member, user_id: UUID | None) -> UUID | None:
    """The user who counted or looked too, when it is somebody else who works here.

    Raises:
        Refused: NOT_POSSIBLE for oneself, or for somebody who does not work here.
    """
    if user_id is None:
        return None
    if user_id == by.user_id or not others_here(by).filter(user_id=user_id).exists():
        raise Refused(
            Reason.NOT_POSSIBLE, Words("The second person is somebody else who works here. Choose another name.")
        )
    return user_id


def others_here(by: Member):  # type: ignore[no-untyped-def]  # Django's query sets are typed by use
    """Memberships of everybody else who works in this clinic."""
    rows = Membership.objects.within(by.clinic_id).filter(active=True, user__is_active=True)
    return rows.exclude(user_id=by.author_id)


def usual_modalities(visit: Visit) -> tuple[str, ...]:
    """The needle modality of the visit's discipline: needling, or dry needling in a movement visit.

    Raises:
        Refused: NOT_POSSIBLE for a discipline without needles.
    """
    known = knowledge().disciplines.get(visit.discipline)
    first = next((each for each in NEEDLE_MODALITIES if known and each in known.modalities), None)
    if first is None:
        raise Refused(Reason.NOT_POSSIBLE, Words("No needles are given in a visit of this kind."))
    return (first,)


def checked_before(found: Live) -> frozenset[str]:
    """Modalities that began in this visit with everything in order.

    A yes that is withdrawn later ends the treatment at once, not the record of what was done until then.
    """
    kinds = {EventKind.NEEDLES_IN, EventKind.STARTED}
    return frozenset(each for row in found.rows if row.kind in kinds for each in row.details.get("modalities", ()))


def require_allowed(
    found: Live, modalities: tuple[str, ...], by: Member, *, begun: frozenset[str] = frozenset()
) -> None:
    """Go on only with modalities of the visit's discipline, agreed to and clear now.

    Args:
        found: The visit.
        modalities: What is to be done.
        by: Who does it.
        begun: What was begun in order (`checked_before`): it may be signed, whatever was said since.

    Raises:
        Refused: NOT_POSSIBLE, NOT_AGREED, BLOCKED, MISSING.
    """
    visit = found.visit
    known = knowledge().disciplines.get(visit.discipline)
    if known is None or not set(modalities) <= set(known.modalities):
        raise Refused(
            Reason.NOT_POSSIBLE, Words("That is not given in a visit of this kind. Choose from its own list.")
        )
    new = tuple(each for each in modalities if each not in begun)
    require_agreed(visit.person_id, new, by.clinic_id)
    for modality in new:
        require_clear(visit.person_id, modality, by=by, visit_id=visit.id)


def points_typed(typed: str, by: Member) -> tuple[PointUsed, ...]:
    """The points that somebody typed, of those that their clinic accepts.

    Raises:
        Refused: MISSING, with the part that names no point.
    """
    try:
        return read_points(accepted_in(by.clinic_id).treat, typed)
    except UnreadablePointError as error:
        says = Words('We do not know "{point}". Write a code and a side, such as BL23 b.', point=error.args[0])
        raise Refused(Reason.MISSING, says) from error


def require_points_free(found: Live, points: tuple[PointUsed, ...], modalities: tuple[str, ...], by: Member) -> None:
    """Go on only when none of these points is blocked for the person.

    Raises:
        Refused: BLOCKED, with the points and the reason.
    """
    if not points:
        return
    for modality in modalities:
        cleared = require_clear(found.visit.person_id, modality, by=by, visit_id=found.visit.id)
        blocked = [point.code for point in points if point.code in cleared.blocked_points]
        if blocked:
            raise Refused(Reason.BLOCKED, _blocked(blocked, cleared))


def _blocked(codes: list[str], cleared: Cleared) -> Words:
    speaking = {
        effect.text
        for each in knowledge().screen.precautions
        for effect in each.effects
        if set(effect.points) & set(codes)
    }
    why = next((reason.text for reason in cleared.cautions if reason.text.message in speaking), Words(""))
    names = ", ".join(dict.fromkeys(codes))
    return Words("Not for this person: {points}. {why} Choose other points.", points=names, why=why)


def _number(count: int | None, points: tuple[PointUsed, ...]) -> int:
    from_points = needles_of(points)
    if count is None:
        count = from_points
    if points and count != from_points:
        words = Words("The points add up to {points} needles, the count says {count}.", points=from_points, count=count)
        raise Refused(Reason.NOT_POSSIBLE, Words("{says} Make them agree.", says=words))
    return count


def _require_possible(found: Live, kind: Kind, count: int) -> None:
    if not 0 < count <= 200:
        raise Refused(Reason.NOT_POSSIBLE, Words("Count the needles: a number from 1 to 200."))
    gate = may_count(found.events, LiveEvent(kind, clock.now(), count))
    if not gate.is_open:
        raise Refused(Reason.NOT_POSSIBLE, gate.why.words)


def _minutes(found: Live, minutes: int) -> int:
    facts = knowledge().treat.retention
    if minutes and not is_retention_allowed(facts, minutes):
        words = Words(
            "Needles stay in from {least} to {most} minutes.", least=facts.min_minutes, most=facts.max_minutes
        )
        raise Refused(Reason.NOT_POSSIBLE, words)
    return minutes or planned_minutes(found.visit)


def planned_minutes(visit: Visit) -> int:
    """How long needles are planned to stay in at this visit, from the plan's line; the first time is shorter."""
    before = Event.objects.within(visit.clinic_id).filter(person_id=visit.person_id, kind=EventKind.NEEDLES_IN)
    is_first = not before.exclude(visit=visit).exists()
    line = planned_for(visit).retention_minutes(visit.line)
    return retention_minutes(knowledge().treat.retention, is_first_session=is_first, line_minutes=line)


def _beds(by: Member):  # type: ignore[no-untyped-def]  # Django's query sets are typed by use
    kinds = (ResourceKind.BED, ResourceKind.ROOM)
    return Resource.objects.within(by.clinic_id).filter(kind__in=kinds, active=True)
