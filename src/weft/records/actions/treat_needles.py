"""Needles in and out. The count belongs to the bed: any practitioner with the right may go on with it."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from weft.core.shared.words import Words
from weft.core.treat.areas import areas, areas_left
from weft.core.treat.count import Count, LiveEvent, may_count
from weft.core.treat.count import EventKind as Kind
from weft.core.treat.same_day import is_retention_allowed
from weft.core.treat.session import NEEDLE_MODALITIES, PointUsed, UnreadablePointError, needles_of, read_points
from weft.core.treat.settings import NeedleSettings, UnknownSettingError, read_settings
from weft.core.treat.techniques import is_held_by_precaution
from weft.library.knowledge import knowledge
from weft.library.stored import from_json, to_json
from weft.records import clock, live
from weft.records.accepted import accepted_in
from weft.records.access import Member
from weft.records.actions.base import action, once
from weft.records.agreed import require_agreed
from weft.records.beds_held import HELD, TAKEN, require_bed_free
from weft.records.clearances import Cleared, require_clear
from weft.records.heeded import require_read
from weft.records.live import Live
from weft.records.models import Event, EventKind, Resource, ResourceKind, Visit, VisitState
from weft.records.planned import needle_minutes, planned_for
from weft.records.refused import Reason, Refused
from weft.records.screenings import clearance_of, latest_of

_NOT_SAID = NeedleSettings()
UNKNOWN_POINT = 'We do not know "{point}". Write a code and a side, such as BL23 b.'
BLOCKED_POINTS = "Not for this person: {points}. {why} Choose other points."
DISAGREES = "The points add up to {points} needles, the count says {count}. Make them agree."
HELD_TECHNIQUE = "Not for this person: a precaution speaks against {technique}. Choose another technique."
BESIDE = {
    UNKNOWN_POINT: "points", BLOCKED_POINTS: "points", DISAGREES: "count", HELD_TECHNIQUE: "technique", HELD: "place",
    TAKEN: "place",
}  # fmt: skip
"""Which field of the form a refusal speaks of, by its message."""


@dataclass(frozen=True, slots=True)
class PutIn:
    """What the needles in rest on."""

    points: tuple[PointUsed, ...]
    modalities: tuple[str, ...]
    minutes: int
    settings: NeedleSettings = _NOT_SAID


@action
def needles_in(  # noqa: PLR0913  everything that is known when the needles are in
    *, visit_id: UUID, by: Member, count: int | None = None, points: str = "", place: UUID | None = None,
    modalities: tuple[str, ...] = (), minutes: int = 0, settings: NeedleSettings = _NOT_SAID, bell: bool = False,
    key: str = "",
) -> Count:  # fmt: skip
    """Needles are put in. The first of them starts the time they stay in.

    Args:
        visit_id: The visit.
        by: A practitioner with the right for its discipline.
        count: How many; worked out from the points when left out.
        points: As typed: ``bl23 b, gb30 r, ashi l4 r x3``; may be empty when ``count`` is given.
        place: The bed, when it is another one than booked.
        modalities: ``needling`` (the default), ``electro_acupuncture`` beside it, ``dry_needling``; from the technique
            when one is set.
        minutes: How long they stay in; from the plan's line when left out.
        settings: Technique, needle, depth and stimulation; a technique needs its own clearance and agreement.
        bell: The call bell is in the person's hand.
        key: One-time key of the form.

    Returns:
        The count of the visit now (as it was then, when ``key`` was sent before), or Refused: NOT_AGREED, BLOCKED,
        MISSING (also: what is to be heeded was not read), NOT_POSSIBLE (also: not the visit's day; a needle of
        somebody is not accounted for in that bed), SIGNED.
    """
    return _counted_once(
        lambda: _put_in(
            live.opened(by, visit_id), by, (count, points), place, _held(by, modalities, settings, minutes), bell=bell
        ),
        by, f"treat.needles_in.{visit_id}", key,
    )  # fmt: skip


def _counted_once(work: Callable[[], Count], by: Member, name: str, key: str) -> Count:
    return once(
        work, by=by, name=name, key=key,
        keep=lambda count: [count.needles_in, count.needles_out], found=lambda kept: Count(*kept),
    )  # fmt: skip


def _held(by: Member, modalities: tuple[str, ...], settings: NeedleSettings, minutes: int) -> PutIn:
    known = accepted_in(by.clinic_id).treat.techniques
    try:
        read = read_settings(settings, known)
    except UnknownSettingError as error:
        says = Words('We do not know "{what}". Choose from the list.', what=str(error.args[0])[:40])
        raise Refused(Reason.NOT_POSSIBLE, says) from error
    if read.technique and not modalities:
        chosen = known[read.technique].modality
        modalities = ("needling", chosen) if chosen == "electro_acupuncture" else (chosen,)
    return PutIn((), modalities, minutes, read)


def _put_in(
    found: Live, by: Member, said: tuple[int | None, str], place: UUID | None, held: PutIn, *, bell: bool
) -> Count:
    live.need_hands(by, found.visit)
    live.require_now(found.visit)
    count, points = said
    used = held.modalities or usual_modalities(found.visit)
    require_allowed(found, used, by)
    _require_technique(found, held.settings.technique, by)
    typed = points_typed(points, by)
    require_points_free(found, typed, used, by)
    require_read(found, usual_modalities(found.visit)[0], by)
    number = _number(count, typed)
    if place is not None and not _beds(by).filter(id=place).exists():
        raise Refused(Reason.NOT_POSSIBLE, Words("That bed is not known here. Choose one of the list."))
    require_bed_free(found, place or found.visit.place_id)
    _require_possible(found, Kind.NEEDLES_IN, number)
    held = PutIn(typed, used, _minutes(found, held.minutes), held.settings)
    live.add(found.visit, EventKind.NEEDLES_IN, by=by, count=number, details=to_json(held), place_id=place)
    if bell:
        live.add(found.visit, EventKind.BELL, by=by)
    live.move_to(found.visit, VisitState.IN_TREATMENT)
    return live.live(found.visit).count


def _require_technique(found: Live, technique: str, by: Member) -> None:
    """Go on only with a technique that no precaution of this person speaks against, unless somebody signed for it."""
    row = latest_of(found.visit.person_id, by.clinic_id) if technique else None
    if row is None:
        return
    chosen = knowledge().treat.techniques[technique]
    cleared = require_clear(found.visit.person_id, chosen.modality, by=by, visit_id=found.visit.id)
    if is_held_by_precaution(chosen, clearance_of(row)) and not cleared.lifted:
        raise Refused(Reason.BLOCKED, Words(HELD_TECHNIQUE, technique=Words(chosen.name)))


def points_in(found: Live) -> tuple[PointUsed, ...]:
    """The points of every needle that went in at this visit."""
    rows = (row.details.get("points", ()) for row in found.rows if row.kind == EventKind.NEEDLES_IN)
    return tuple(from_json(PointUsed, point) for points in rows for point in points)


@action
def needles_out(
    *, visit_id: UUID, by: Member, count: int | None = None, area: str = "", reason: str = "", key: str = ""
) -> Count:
    """Needles are taken out, counted by hand or by area. Whoever has the right may, not only who put them in.

    A count that was forgotten can be closed on a later day, with a reason: it never says how long they stayed.

    Args:
        visit_id: The visit.
        by: A practitioner with the right for its discipline.
        count: How many came out, counted by hand.
        area: Instead of a count: every needle of this area is out (`core.treat.areas`).
        reason: On a later day than the visit's: how and when they were counted.
        key: One-time key of the form.

    Returns:
        The count of the visit now (as it was then, when ``key`` was sent before), or Refused: NOT_POSSIBLE (more than
        are in), ALREADY_DONE (that area is out), MISSING (a reason), SIGNED.
    """
    return _counted_once(
        lambda: _take_out(live.opened(by, visit_id), by, count, area, reason.strip()),
        by, f"treat.needles_out.{visit_id}", key,
    )  # fmt: skip


def _take_out(found: Live, by: Member, count: int | None, area: str, reason: str) -> Count:
    live.need_hands(by, found.visit)
    late = not live.is_now(found.visit)
    if late and not reason:
        raise Refused(Reason.MISSING, Words("{says} Say how they were counted.", says=_of_day(found.visit)))
    if area:
        count = _of_area(found, area)
    _require_possible(found, Kind.NEEDLES_OUT, count or 0)
    details = ({"area": area} if area else {}) | ({"late": True} if late else {})
    live.add(found.visit, EventKind.NEEDLES_OUT, by=by, count=count, note=reason, details=details)
    return live.live(found.visit).count


def _of_day(visit: Visit) -> Words:
    return Words("These needles are of {day}.", day=visit.local_date)


def _of_area(found: Live, area: str) -> int:
    every = areas(knowledge().treat, points_in(found))
    left = {each.id: each.needles for each in areas_left(every, out_by_area(found))}
    if area not in left:
        raise Refused(Reason.ALREADY_DONE, Words("That area has no needles left. Count what is in your hand instead."))
    return left[area]


def out_by_area(found: Live) -> tuple[tuple[str, int], ...]:
    """What was counted out by area: area and needles, one after the other; a recount makes them all open again."""
    last = max((place for place, row in enumerate(found.rows) if row.kind == EventKind.RECOUNT), default=-1)
    since = found.rows[last + 1 :]
    rows = (row for row in since if row.kind == EventKind.NEEDLES_OUT and row.details.get("area"))
    return tuple((row.details["area"], row.count or 0) for row in rows)


@action
def correct_count(*, visit_id: UUID, by: Member, count: int, reason: str) -> Count:
    """Say how many needles went in so far, when the number was wrong. The mistake stays to be read.

    Returns:
        The count of the visit now, or Refused: MISSING (a reason), NOT_POSSIBLE (more are out already), SIGNED.
    """
    words = Words("No needles were counted in, so there is nothing to correct.")
    return _corrected(live.opened(by, visit_id), by, (EventKind.CORRECTION, EventKind.NEEDLES_IN), count, reason, words)


@action
def recount_out(*, visit_id: UUID, by: Member, count: int, reason: str) -> Count:
    """Say how many needles are out so far, when the number was wrong: fewer out means that some are still in.

    Returns:
        The count of the visit now, or Refused: MISSING (a reason), NOT_POSSIBLE (fewer went in), SIGNED.
    """
    words = Words("No needles were counted out, so there is nothing to correct.")
    return _corrected(live.opened(by, visit_id), by, (EventKind.RECOUNT, EventKind.NEEDLES_OUT), count, reason, words)


def _corrected(
    found: Live, by: Member, kinds: tuple[EventKind, EventKind], count: int, reason: str, nothing: Words
) -> Count:
    live.need_hands(by, found.visit)
    if not reason.strip():
        raise Refused(Reason.MISSING, Words("Say in a few words why the number was wrong."))
    new, old = kinds
    before: Event | None = found.last(old)
    if before is None:
        raise Refused(Reason.NOT_POSSIBLE, nothing)
    gate = may_count(found.events, LiveEvent(Kind(new), clock.now(), count))
    if not gate.is_open:
        raise Refused(Reason.NOT_POSSIBLE, gate.why.words)
    live.add(found.visit, new, by=by, count=count, note=reason.strip(), corrects=before)
    return live.live(found.visit).count


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
    kinds = {EventKind.NEEDLES_IN, EventKind.STARTED, EventKind.CURRENT}
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
        says = Words(UNKNOWN_POINT, point=error.args[0])
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
    return Words(BLOCKED_POINTS, points=names, why=why)


def _number(count: int | None, points: tuple[PointUsed, ...]) -> int:
    from_points = needles_of(points)
    if count is None:
        count = from_points
    if points and count != from_points:
        raise Refused(Reason.NOT_POSSIBLE, Words(DISAGREES, points=from_points, count=count))
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
    return needle_minutes(visit, planned_for(visit), is_first=not before.exclude(visit=visit).exists())


def _beds(by: Member):  # type: ignore[no-untyped-def]  # Django's query sets are typed by use
    kinds = (ResourceKind.BED, ResourceKind.ROOM)
    return Resource.objects.within(by.clinic_id).filter(kind__in=kinds, active=True)
