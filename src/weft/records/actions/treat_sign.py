"""Signing the needle half: as many out as in, agreed to, clear; then it is frozen."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from weft.core.shared.care import NEEDLES
from weft.core.shared.words import Words
from weft.core.treat.count import SecondCheck, may_sign, second_check
from weft.core.treat.facts import Situation
from weft.core.treat.handover import WAITS, last_told_of_balance
from weft.library.knowledge import knowledge
from weft.library.stored import to_json
from weft.records import live
from weft.records.access import Job, Member, NotFound
from weft.records.actions.base import action, once
from weft.records.actions.treat_after import (
    Reacted,
    Signed,
    freeze,
    movement_to_come,
    reaction_facts,
    save_pain,
    save_reaction,
    save_said,
    write_aftercare,
)
from weft.records.actions.treat_bed import FELT, RELAXED
from weft.records.actions.treat_bed import PAIN as SAID_PAIN
from weft.records.actions.treat_missing import others_here, second_pair_of_eyes
from weft.records.actions.treat_needles import (
    checked_before,
    points_in,
    points_typed,
    require_allowed,
    require_points_free,
    usual_modalities,
)
from weft.records.actions.treat_notes import end_drafts, other_half, tell
from weft.records.live import Live
from weft.records.models import Event, EventKind, ScoreMoment
from weft.records.refused import Reason, Refused

_MOMENTS = (ScoreMoment.BEFORE_NEEDLES, ScoreMoment.AFTER_NEEDLES)
FORM = "needles"
"""Name of the needle record among drafts."""


@action
def sign_needles(  # noqa: PLR0913  everything a record holds, by name
    *, visit_id: UUID, by: Member, content: Mapping[str, Any] | None = None, pain_before: int | None = None,
    pain_after: int | None = None, reaction: Reacted | None = None, modalities: tuple[str, ...] | None = None,
    hand_over: str = "", second_by: UUID | None = None, counted_again: int | None = None,
    working_alone: bool = False, key: str = "",
) -> Signed:  # fmt: skip
    """Sign the needle record: scores, reaction, hand-over, aftercare and the frozen record in one transaction.

    Args:
        visit_id: The needle visit.
        by: An acupuncturist of the clinic; not only the one who is booked.
        content: What else was written: ``traditional``, ``functional``, ``note``…; ``points`` as typed, when they were
            not given with the needles in.
        pain_before: 0 to 10, as the person said on arrival; left out, what was said at the bed, if anybody asked.
        pain_after: 0 to 10, after the needles; left out, what was said at the bed.
        reaction: An unwanted event, or None.
        modalities: What was used; the usual one when left out, none at all for a visit without needles.
        hand_over: One line for movement; not asked of somebody who does both halves.
        second_by: User id of who counted too, asked for above ten needles.
        counted_again: The second count of needles out, asked for above ten needles.
        working_alone: Nobody else is here: the same person counts twice.
        key: One-time key of the form.

    Returns:
        Ids of record and aftercare (the first result, when ``key`` was sent before), or Refused: SIGNED, NEEDLES_IN,
        NOT_AGREED, BLOCKED, MISSING, NOT_POSSIBLE.
    """
    by.need(Job.NEEDLES)
    return once(
        lambda: _signed(
            live.opened(by, visit_id), dict(content or {}), (pain_before, pain_after), reaction, modalities, hand_over,
            _Second(by, second_by, counted_again, working_alone),
        ),
        by=by, name=f"treat.sign_needles.{visit_id}", key=key,
        keep=lambda made: [str(made.record_id), str(made.aftercare_id)],
        found=lambda kept: Signed(UUID(kept[0]), UUID(kept[1])),
    )  # fmt: skip


class _Second:
    """Who counts again before signing, as the form says it."""

    def __init__(self, by: Member, second_by: UUID | None, counted_again: int | None, working_alone: bool) -> None:
        self.by, self.counted, self.alone = by, counted_again, working_alone
        self.second = second_pair_of_eyes(by, second_by)

    def require(self, found: Live) -> dict[str, Any] | None:
        """What is kept of the second count; None when none was asked for."""
        others = others_here(self.by).exists() and not self.alone
        asked = second_check(knowledge().treat.needle_count, found.count, others_present=others)
        if asked is SecondCheck.NONE:
            return None
        if asked is SecondCheck.SECOND_PERSON and self.second is None:
            raise Refused(Reason.MISSING, _SECOND_PERSON)
        if self.counted is None:
            raise Refused(Reason.MISSING, _COUNT_AGAIN)
        if self.counted != found.count.needles_out:
            words = Words(
                "The second count says {second}, the first {first}. Count once more.",
                second=self.counted, first=found.count.needles_out,
            )  # fmt: skip
            raise Refused(Reason.NEEDLES_IN, words)
        name = others_here(self.by).filter(user_id=self.second).values_list("user__name", flat=True).first()
        return {"how": asked.value, "count": self.counted, "second_by": str(self.second or ""), "by": name or ""}


_SECOND_PERSON = Words("More than ten needles: somebody else counts too. Name them, or say that you work alone here.")
_COUNT_AGAIN = Words("More than ten needles: count those that are out once more, and write the number.")


def _signed(
    found: Live, content: dict[str, Any], pain: tuple[int | None, int | None], reaction: Reacted | None,
    modalities: tuple[str, ...] | None, hand_over: str, second: _Second,
) -> Signed:  # fmt: skip
    visit, by = found.visit, second.by
    if visit.discipline != NEEDLES:
        raise NotFound
    used = _used(found, modalities)
    require_allowed(found, used, by, begun=checked_before(found))
    points = _points(found, content, used, by)
    _require_counted(found, used)
    counted_twice = second.require(found)
    _require_steady(found, content)
    told = _told(found, pain)
    for moment in _MOMENTS:
        save_pain(visit, moment, told[f"pain_{moment.value}"], by)
        save_said(visit, RELAXED, moment, told[f"relaxed_{moment.value}"], by)
    save_reaction(visit, reaction, by)
    if counted_twice:
        live.add(visit, EventKind.NOTE, by=by, details={"counted_again": counted_twice})
    _tell_movement(found, hand_over, by)
    facts = {**_facts(found, used), **told, **reaction_facts(reaction), "points": points}
    record = freeze(found, {**content, **facts, "counted_again": counted_twice}, by)
    end_drafts(visit, FORM)
    situations = {Situation.NEEDLES} if found.count.needles_in else set()
    return Signed(record.id, write_aftercare(found, situations | _booked(found), reaction, by))


def _told(found: Live, pain: tuple[int | None, int | None]) -> dict[str, int | None]:
    """Pain and how relaxed they were, as typed here, else as they said at the bed; None when nobody asked."""
    told: dict[str, int | None] = {}
    for moment, given in zip(_MOMENTS, pain, strict=True):
        told[f"pain_{moment.value}"] = found.said(SAID_PAIN, moment) if given is None else given
        told[f"relaxed_{moment.value}"] = found.said(RELAXED, moment)
    return told


def _require_steady(found: Live, content: Mapping[str, Any]) -> None:
    """Nobody is signed away while they cannot stand; a note says what became of them otherwise."""
    if last_told_of_balance(found.events) in WAITS and not str(content.get("note", "")).strip():
        says = Words("Not steady on their feet yet. Ask again; or write in the note what became of them, then sign.")
        raise Refused(Reason.MISSING, says)


def _used(found: Live, modalities: tuple[str, ...] | None) -> tuple[str, ...]:
    kinds = (EventKind.NEEDLES_IN, EventKind.CURRENT)
    begun = [each for row in found.rows if row.kind in kinds for each in row.details["modalities"]]
    named = usual_modalities(found.visit) if modalities is None and not begun else modalities or ()
    return tuple(dict.fromkeys([*begun, *named]))


def _points(found: Live, content: dict[str, Any], used: tuple[str, ...], by: Member) -> list[Any]:
    counted = [point for row in found.rows if row.kind == EventKind.NEEDLES_IN for point in row.details["points"]]
    typed = points_typed(str(content.get("points", "")), by)
    require_points_free(found, typed, used, by)
    return counted or list(to_json(typed))


def _require_counted(found: Live, used: tuple[str, ...]) -> None:
    if used and not found.count.needles_in:
        raise Refused(Reason.MISSING, Words("No needles were counted in. Count them, or sign without needles."))
    gate = may_sign(found.events, found.has_report)
    if not gate.is_open:
        raise Refused(Reason.NEEDLES_IN, gate.why.words)


def _facts(found: Live, used: tuple[str, ...]) -> dict[str, Any]:
    return {"modalities": list(used), **needle_facts(found), "knowledge_version": knowledge().version}


def needle_facts(found: Live) -> dict[str, Any]:
    """What any record says of needles: the count, the time, how they were set, who looked in; also dry needles."""
    first, last = found.first(EventKind.NEEDLES_IN), found.last(EventKind.NEEDLES_OUT)
    late = [row.note for row in found.rows if row.kind == EventKind.NEEDLES_OUT and row.details.get("late")]
    settings: dict[str, str] = next(iter(reversed(found.details(EventKind.NEEDLES_IN, "settings"))), {})
    technique = knowledge().treat.techniques.get(settings.get("technique", ""))
    stayed = round((last.at - first.at).total_seconds() / 60) if first and last and not late else 0
    return {
        "needles_in": found.count.needles_in,
        "needles_out": found.count.needles_out,
        "planned_minutes": found.minutes,
        "minutes": stayed,
        "counted_late": late,
        "settings": settings,
        "technique_name": technique.name if technique else "",
        "felt": found.said(FELT) or "",
        "current": next((row.details for row in reversed(found.rows) if row.kind == EventKind.CURRENT), None),
        "bell": found.first(EventKind.BELL) is not None,
        "in_by": _names(found, EventKind.NEEDLES_IN),
        "out_by": _names(found, EventKind.NEEDLES_OUT),
        "checks": [row.details["finding"] for row in found.rows if row.kind == EventKind.CHECK],
        "reasons": _reasons(found),
    }


def _names(found: Live, kind: EventKind) -> list[str]:
    """Who counted, in order, each once."""
    return list(dict.fromkeys(row.by.name for row in found.rows if row.kind == kind))


def dry_needles(found: Live) -> dict[str, Any]:
    """What a movement record says of dry needles; nothing when none went in."""
    if not found.count.needles_in:
        return {}
    return {**needle_facts(found), "points": [to_json(point) for point in points_in(found)]}


def _reasons(found: Live) -> list[dict[str, str]]:
    """Why each point was chosen, in both ways of speaking, as the knowledge said it on this day."""
    known = knowledge().treat.points
    codes = dict.fromkeys(point.code for point in points_in(found))
    chosen = (known[code] for code in codes if code in known)
    return [
        {"code": one.code, "traditional": one.traditional, "functional": one.functional}
        for one in chosen
        if one.traditional or one.functional
    ]


def _tell_movement(found: Live, words: str, by: Member) -> None:
    other = other_half(found.visit)
    if words.strip() and (other is None or other.practitioner.user_id != by.user_id):
        tell(found, {"words": words.strip(), "effort": "", "avoid": ""}, by)
    if other is not None and found.out_at:
        live.add(found.visit, EventKind.WINDOW, by=by, details={"opened_at": found.out_at.isoformat()})


def _booked(found: Live) -> set[Situation]:
    visit = found.visit
    booked = {Situation.MOVEMENT_BOOKED_TODAY} if movement_to_come(visit) else set()
    before = Event.objects.within(visit.clinic_id).filter(person_id=visit.person_id, kind=EventKind.NEEDLES_IN)
    return booked | (set() if before.exclude(visit=visit).exists() else {Situation.FIRST_SESSION})
