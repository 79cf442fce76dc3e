"""The movement half: it starts when the needles are out, stays under the ceiling, and is signed."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from weft.core.shared.care import MOVEMENT, Answer, Effort, Verdict
from weft.core.shared.words import Words
from weft.core.treat.count import may_sign
from weft.core.treat.facts import Situation
from weft.core.treat.handover import starts_within
from weft.core.treat.same_day import Ceiling, effort_ceiling, is_within, thermal
from weft.core.treat.session import HOME_EXERCISES_MAX, NEEDLE_MODALITIES, ItemDone, NextTime
from weft.library.knowledge import knowledge
from weft.library.stored import to_json
from weft.records import live
from weft.records.access import Job, Member, NotFound, clinic_of
from weft.records.actions.base import action, once
from weft.records.actions.treat_after import Reacted, Signed, freeze, save_pain, save_reaction, write_aftercare
from weft.records.actions.treat_live import begin, require_hands_free, require_needles_out
from weft.records.actions.treat_needles import checked_before, require_allowed
from weft.records.actions.treat_notes import end_drafts, tell
from weft.records.live import Live
from weft.records.models import EventKind, PairState, ScoreMoment, Visit, VisitState
from weft.records.planned import planned_for
from weft.records.refused import Reason, Refused

FORM = "movement"
"""Name of the movement record among drafts."""
FIRST_MODALITY = "exercise"


@action
def start_movement(*, visit_id: UUID, by: Member) -> UUID:
    """Movement begins: every needle out (or reported missing), steady after a faint, exercise clear.

    Returns:
        Id of the visit, or Refused: NEEDLES_IN, NOT_POSSIBLE, BLOCKED, MISSING, ALREADY_DONE, SIGNED.
    """
    by.need(Job.MOVEMENT)
    found = _movement(by, visit_id)
    _start(found, by)
    return visit_id


@action
def sign_movement(  # noqa: PLR0913  everything a record holds, by name
    *, visit_id: UUID, by: Member, items: Sequence[ItemDone] = (), pain_after: int | None = None,
    override_reason: str = "", next_time: NextTime = NextTime.HOLD, tell_needles: str = "", note: str = "",
    home: Sequence[str] = (), reaction: Reacted | None = None, sites_bleed: Answer | None = None,
    thermal_reason: str = "", key: str = "",
) -> Signed:  # fmt: skip
    """Sign the movement record. A visit that nobody started is started now, if it may.

    Args:
        visit_id: The movement visit.
        by: A physiotherapist of the clinic.
        items: What was done: exercises and other modalities, with sets, reps, minutes and effort.
        pain_after: 0 to 10, as the person says now; None when nobody asked.
        override_reason: Why effort went above the ceiling on the day of needles.
        next_time: LOAD, HOLD or EASE.
        tell_needles: One line for the next needle session.
        note: Anything else.
        home: Ids of the home exercises from now on, at most four; empty leaves them as they are.
        reaction: An unwanted event, or None.
        sites_bleed: On the day of needles, before heat or cold: do needle sites there bleed or show a bruise?
        thermal_reason: Why heat or cold on the day of needles.
        key: One-time key of the form.

    Returns:
        Ids of record and aftercare (the first result, when ``key`` was sent before), or Refused: SIGNED, NEEDLES_IN,
        NOT_AGREED, BLOCKED, MISSING, NOT_POSSIBLE.
    """
    by.need(Job.MOVEMENT)
    content = {
        "items": to_json(tuple(items)), "next": next_time.value, "note": note.strip(), "home": list(home),
        "override_reason": override_reason.strip(), "thermal_reason": thermal_reason.strip(),
    }  # fmt: skip
    return once(
        lambda: _signed(
            _movement(by, visit_id), tuple(items), content, (pain_after, reaction), (sites_bleed, tell_needles), by
        ),
        by=by, name=f"treat.sign_movement.{visit_id}", key=key,
        keep=lambda made: [str(made.record_id), str(made.aftercare_id)],
        found=lambda kept: Signed(UUID(kept[0]), UUID(kept[1])),
    )  # fmt: skip


def _movement(by: Member, visit_id: UUID) -> Live:
    found = live.opened(by, visit_id)
    if found.visit.discipline != MOVEMENT:
        raise NotFound
    return found


def _start(found: Live, by: Member) -> Live:
    require_allowed(found, (FIRST_MODALITY,), by)
    out_at = window_opened_at(found.visit)
    begin(found, by, modalities=[FIRST_MODALITY], window_opened_at=out_at.isoformat() if out_at else "")
    return live.live(found.visit)


def _signed(
    found: Live, items: tuple[ItemDone, ...], content: dict[str, Any], felt: tuple[int | None, Reacted | None],
    said: tuple[Answer | None, str], by: Member,
) -> Signed:  # fmt: skip
    if found.visit.state != VisitState.IN_TREATMENT:
        found = _start(found, by)
    elif found.first(EventKind.STARTED) is None:  # begun by counting dry needles in
        require_hands_free(found)
    require_needles_out(found)
    visit, (pain_after, reaction), (sites_bleed, told) = found.visit, felt, said
    _require_items(found, items, by)
    ceiling = ceiling_of(visit, content["override_reason"])
    _require_effort(ceiling, items)
    _require_thermal(visit, items, sites_bleed, content["thermal_reason"])
    if len(content["home"]) > HOME_EXERCISES_MAX:
        raise Refused(Reason.NOT_POSSIBLE, Words("At most four home exercises. Choose which one leaves."))
    save_pain(visit, ScoreMoment.AFTER_MOVEMENT, pain_after, by)
    save_reaction(visit, reaction, by)
    if told.strip():
        tell(found, {"words": told.strip(), "effort": "", "avoid": ""}, by)
    record = freeze(found, {**content, **_facts(found, items, ceiling)}, by)
    end_drafts(visit, FORM)
    situations = {Situation.MOVEMENT_DONE_TODAY}
    if live.needled_today(visit):
        situations.add(Situation.NEEDLES)
    return Signed(record.id, write_aftercare(found, situations, reaction, by))


def _require_items(found: Live, items: tuple[ItemDone, ...], by: Member) -> None:
    used = tuple(dict.fromkeys(item.modality for item in items))
    require_allowed(found, used, by, begun=checked_before(found))
    if set(used) & set(NEEDLE_MODALITIES) and not found.count.needles_in:
        raise Refused(Reason.MISSING, Words("Dry needles are counted in and out like all others. Count them first."))
    gate = may_sign(found.events, found.has_report)
    if not gate.is_open:
        raise Refused(Reason.NEEDLES_IN, gate.why.words)


def ceiling_of(visit: Visit, reason: str = "") -> Ceiling | None:
    """How hard movement may be at this visit; None on a day without needles."""
    if not any(each.visit.id != visit.id for each in live.needled_today(visit)):
        return None
    phase = planned_for(visit).ceiling
    return effort_ceiling(knowledge().treat.same_day, phase, is_first_pair=_is_first_pair(visit), reason=reason)


def _is_first_pair(visit: Visit) -> bool:
    done = Visit.objects.within(visit.clinic_id).filter(
        person_id=visit.person_id, state=VisitState.DONE, pair__isnull=False, local_date__lt=visit.local_date
    )
    pairs = list(done.values_list("pair_id", flat=True))
    return not any(pairs.count(each) > 1 for each in pairs)


def _require_effort(ceiling: Ceiling | None, items: tuple[ItemDone, ...]) -> None:
    hardest = max((item.effort for item in items if item.effort), key=tuple(Effort).index, default=None)
    if ceiling is None or hardest is None or is_within(ceiling, hardest):
        return
    if ceiling.seated_minutes:
        raise Refused(Reason.NOT_POSSIBLE, Words("{why} Choose lighter exercises today.", why=ceiling.why.words))
    words = Words("{why} To go above it, write why; or choose lighter.", why=ceiling.why.words)
    raise Refused(Reason.MISSING, words)


def _require_thermal(visit: Visit, items: tuple[ItemDone, ...], bleeding: Answer | None, reason: str) -> None:
    if not live.needled_today(visit):
        return
    for item in items:
        found = thermal(knowledge().treat.same_day, item.modality, bleeding_or_bruised=bleeding, reason=reason)
        if found.verdict is Verdict.BLOCKED:
            raise Refused(Reason.BLOCKED, found.why.words)
        if found.verdict is Verdict.ASK:
            raise Refused(Reason.MISSING, found.why.words)


def window_opened_at(visit: Visit) -> Any:
    """When the last needle of an earlier visit of today came out (aware), or None."""
    times = [each.out_at for each in live.needled_today(visit) if each.visit.id != visit.id and each.out_at]
    return max(times, default=None)


def _facts(found: Live, items: tuple[ItemDone, ...], ceiling: Ceiling | None) -> dict[str, Any]:
    visit = found.visit
    started, opened = found.first(EventKind.STARTED), window_opened_at(visit)
    minutes = clinic_of(visit.clinic_id).window_minutes
    names = {item.id: item.name for item in planned_for(visit).items()}
    planned = list(names)
    done = {item.id for item in items}
    return {
        "planned": planned,
        "names": {item.id: to_json(names.get(item.id) or _name_of(item)) for item in items},
        "tolerated": f"{sum(each in done for each in planned) / len(planned):.2f}" if planned else "",
        "ceiling": to_json(ceiling),
        "window_opened_at": opened,
        "started_at": started.at if started else None,
        "in_window": starts_within(opened, started.at, minutes)
        if opened and started and started.at >= opened
        else None,
        "together": visit.pair is not None and visit.pair.state == PairState.TOGETHER,
        "knowledge_version": knowledge().version,
    }


def _name_of(item: ItemDone) -> Words:
    known = knowledge()
    found = known.plan.exercises.get(item.id) or known.modalities[item.modality]
    return Words(found.name)
