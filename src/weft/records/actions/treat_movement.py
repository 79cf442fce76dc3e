"""The movement half: it starts when the needles are out, stays under the ceiling, and is signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from weft.core.shared.care import MOVEMENT, Answer, Effort, Verdict
from weft.core.shared.words import Words
from weft.core.treat.count import may_sign
from weft.core.treat.facts import Situation
from weft.core.treat.handover import starts_within
from weft.core.treat.hands_on import fault_in
from weft.core.treat.home_check import not_yet
from weft.core.treat.home_set import HomeChange, too_many
from weft.core.treat.same_day import Ceiling, is_within, thermal
from weft.core.treat.session import HOME_EXERCISES_MAX, NEEDLE_MODALITIES, ItemDone, NextTime
from weft.core.treat.since import FLARE, Since, since_fault, to_heed
from weft.library.knowledge import knowledge
from weft.library.stored import to_json
from weft.records import home_sets, live
from weft.records.access import Job, Member, NotFound, clinic_of
from weft.records.actions import care_message
from weft.records.actions.base import action, once
from weft.records.actions.treat_after import (
    Reacted,
    Signed,
    freeze,
    reaction_facts,
    save_pain,
    save_reaction,
    write_aftercare,
)
from weft.records.actions.treat_live import begin, require_hands_free, require_needles_out
from weft.records.actions.treat_measured import Measured, measured_in, save_measured, save_tolerated
from weft.records.actions.treat_needles import checked_before, require_allowed
from weft.records.actions.treat_notes import end_drafts, tell
from weft.records.actions.treat_sign import dry_needles
from weft.records.home_sets import now_in
from weft.records.live import Live
from weft.records.models import EventKind, PairState, ScoreMoment, VisitState
from weft.records.movement_day import MovementDay, day_of, is_too_early, said_dose
from weft.records.movement_noted import exercise_names, note_of, tolerated_of
from weft.records.planned import PlanItem
from weft.records.refused import Reason, Refused

FORM = "movement"
"""Name of the movement record among drafts."""
FIRST_MODALITY = "exercise"


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementSaid:
    """What a movement record says beside what was done."""

    pain_after: int | None = None
    override_reason: str = ""
    next_time: NextTime = NextTime.HOLD
    tell_needles: str = ""
    note: str | None = None
    note_from_taps: tuple[str, ...] = ()
    home: tuple[str, ...] = ()
    home_changes: Mapping[str, HomeChange] = field(default_factory=dict)
    taught: bool = False
    since: tuple[Since, ...] = ()
    since_said: str = ""
    tests: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)
    reaction: Reacted | None = None
    sites_bleed: Answer | None = None
    thermal_reason: str = ""


@action
def start_movement(*, visit_id: UUID, by: Member) -> UUID:
    """Movement begins: every needle out (or reported missing), steady after a faint, exercise clear.

    Returns:
        Id of the visit, or Refused: NEEDLES_IN, NOT_POSSIBLE (not steady, or its day has not come), BLOCKED, MISSING,
        ALREADY_DONE, SIGNED.
    """
    by.need(Job.MOVEMENT)
    found = _movement(by, visit_id)
    _start(found, day_of(found.visit), by)
    return visit_id


@action
def sign_movement(  # noqa: PLR0913  everything a record holds, by name
    *, visit_id: UUID, by: Member, items: Sequence[ItemDone] = (), pain_after: int | None = None,
    override_reason: str = "", next_time: NextTime = NextTime.HOLD, tell_needles: str = "", note: str | None = None,
    note_from_taps: Sequence[str] = (), home: Sequence[str] = (), home_changes: Mapping[str, HomeChange] | None = None,
    taught: bool = False, since: Sequence[Since] = (), since_said: str = "",
    tests: Mapping[tuple[str, str], Decimal] | None = None, reaction: Reacted | None = None,
    sites_bleed: Answer | None = None, thermal_reason: str = "", key: str = "",
) -> Signed:  # fmt: skip
    """Sign the movement record. A visit that nobody started is started now, if it may.

    Args:
        visit_id: The movement visit.
        by: A physiotherapist of the clinic.
        items: What was done: exercises and other modalities, with sets, reps, minutes, effort and details. An item of
            the plan without any number was done as planned: the plan's own numbers are recorded, where it names any.
        pain_after: 0 to 10, as the person says now; None when nobody asked.
        override_reason: Why effort went above the ceiling on the day of needles.
        next_time: LOAD, HOLD or EASE.
        tell_needles: One line for the next needle session.
        note: As typed; None lets it be written from what was tapped.
        note_from_taps: Sentences of ``note`` that were written from taps; the others are marked as typed.
        home: Ids of the home exercises from now on, at most four; empty leaves them as they are.
        home_changes: What changed about each of them.
        taught: The home exercises were taught.
        since: What the person says is true since last time.
        since_said: The same in words.
        tests: Today's value by test id and side (``""``, ``left``, ``right``), in the test's unit.
        reaction: An unwanted event, or None.
        sites_bleed: On the day of needles, before heat or cold: do needle sites there bleed or show a bruise?
        thermal_reason: Why heat or cold on the day of needles.
        key: One-time key of the form.

    Returns:
        Ids of record and aftercare (the first result, when ``key`` was sent before), or Refused: SIGNED, NEEDLES_IN,
        NOT_AGREED, BLOCKED, MISSING, NOT_POSSIBLE.
    """
    by.need(Job.MOVEMENT)
    said = MovementSaid(
        pain_after=pain_after, override_reason=override_reason.strip(), next_time=next_time,
        tell_needles=tell_needles.strip(), note=None if note is None else note.strip(),
        note_from_taps=tuple(note_from_taps), home=tuple(home), home_changes=dict(home_changes or {}), taught=taught,
        since=tuple(since), since_said=since_said.strip(), tests=dict(tests or {}), reaction=reaction,
        sites_bleed=sites_bleed, thermal_reason=thermal_reason.strip(),
    )  # fmt: skip
    return once(
        lambda: _signed(_movement(by, visit_id), tuple(items), said, by),
        by=by, name=f"treat.sign_movement.{visit_id}", key=key,
        keep=lambda made: [str(made.record_id), str(made.aftercare_id)],
        found=lambda kept: Signed(UUID(kept[0]), UUID(kept[1])),
    )  # fmt: skip


def _movement(by: Member, visit_id: UUID) -> Live:
    found = live.opened(by, visit_id)
    if found.visit.discipline != MOVEMENT:
        raise NotFound
    return found


def _start(found: Live, day: MovementDay, by: Member) -> Live:
    if is_too_early(found.visit):
        says = "This visit is on {day}. Open the visit of today, or move this one first."
        raise Refused(Reason.NOT_POSSIBLE, Words(says, day=found.visit.local_date))
    require_allowed(found, (FIRST_MODALITY,), by)
    out_at = day.window_opened_at
    begin(found, by, modalities=[FIRST_MODALITY], window_opened_at=out_at.isoformat() if out_at else "")
    return live.live(found.visit)


def _signed(found: Live, items: tuple[ItemDone, ...], said: MovementSaid, by: Member) -> Signed:
    day = day_of(found.visit)
    if found.visit.state != VisitState.IN_TREATMENT:
        found = _start(found, day, by)
    elif found.first(EventKind.STARTED) is None:  # begun by counting dry needles in
        require_hands_free(found)
    require_needles_out(found)
    planned = {item.id: item for item in day.planned.items()}
    done = tuple(as_planned(item, planned) for item in items)
    ceiling = day.ceiling(said.override_reason)
    _require_items(found, done, by)
    _require_effort(ceiling, done)
    _require_thermal(day, done, said)
    _require_details(done, planned)
    _require_said(said, day)
    measured = measured_in(found.visit, said.tests, by)
    content = _content(found, day, done, said, ceiling, measured)
    _save_scores(found, planned, done, said, measured, by)
    _tell(found, day, said, by)
    record = freeze(found, {**content, **reaction_facts(said.reaction)}, by)
    is_other = home_sets.left_by(record, content, by=by)
    if is_other or any(change is not HomeChange.SAME for change in said.home_changes.values()):
        care_message.tell_home(record, by=by)
    end_drafts(found.visit, FORM)
    situations = {Situation.MOVEMENT_DONE_TODAY}
    if any(each.count.needles_in for each in day.today):
        situations.add(Situation.NEEDLES)
    return Signed(record.id, write_aftercare(found, situations, said.reaction, by))


def as_planned(item: ItemDone, planned: Mapping[str, PlanItem]) -> ItemDone:
    """A tick alone is the planned dose; where a number was changed, the others stay as planned."""
    if item.id not in planned:
        return item
    dose = said_dose(planned[item.id])
    return replace(
        item, sets=dose.sets if item.sets is None else item.sets, reps=dose.reps if item.reps is None else item.reps,
        minutes=dose.minutes if item.minutes is None else item.minutes,
    )  # fmt: skip


def _require_items(found: Live, items: tuple[ItemDone, ...], by: Member) -> None:
    used = tuple(dict.fromkeys(item.modality for item in items))
    require_allowed(found, used, by, begun=checked_before(found))
    if set(used) & set(NEEDLE_MODALITIES) and not found.count.needles_in:
        raise Refused(Reason.MISSING, Words("Dry needles are counted in and out like all others. Count them first."))
    gate = may_sign(found.events, found.has_report)
    if not gate.is_open:
        raise Refused(Reason.NEEDLES_IN, gate.why.words)


def _require_details(items: tuple[ItemDone, ...], planned: Mapping[str, PlanItem]) -> None:
    for item in items:
        fault = fault_in(knowledge().modalities[item.modality], item.given, item.minutes, is_planned=item.id in planned)
        if fault:
            words, is_danger = fault
            raise Refused(Reason.BLOCKED if is_danger else Reason.MISSING, words)


def _require_effort(ceiling: Ceiling | None, items: tuple[ItemDone, ...]) -> None:
    hardest = max((item.effort for item in items if item.effort), key=tuple(Effort).index, default=None)
    if ceiling is None or hardest is None or is_within(ceiling, hardest):
        return
    if ceiling.seated_minutes:
        raise Refused(Reason.NOT_POSSIBLE, Words("{why} Choose lighter exercises today.", why=ceiling.why.words))
    words = Words("{why} To go above it, write why; or choose lighter.", why=ceiling.why.words)
    raise Refused(Reason.MISSING, words)


def _require_thermal(day: MovementDay, items: tuple[ItemDone, ...], said: MovementSaid) -> None:
    if not any(each.count.needles_in for each in day.today):
        return
    facts = knowledge().treat.same_day
    for item in items:
        reason = said.thermal_reason or item.given.why
        found = thermal(facts, item.modality, bleeding_or_bruised=said.sites_bleed, reason=reason)
        if found.verdict is Verdict.BLOCKED:
            raise Refused(Reason.BLOCKED, found.why.words)
        if found.verdict is Verdict.ASK:
            raise Refused(Reason.MISSING, found.why.words)


def _require_said(said: MovementSaid, day: MovementDay) -> None:
    if fault := since_fault(said.since):
        raise Refused(Reason.NOT_POSSIBLE, fault)
    if len(said.home) > HOME_EXERCISES_MAX:
        names = exercise_names()
        raise Refused(Reason.NOT_POSSIBLE, too_many([names.get(each, Words(each)) for each in said.home]))
    known, there = knowledge().plan.exercises, {each.id for each in day.home() or ()}
    new = (known[each] for each in said.home if each in known and each not in there)
    if early := next(filter(None, (not_yet(each, now_in(day.planned.phase)) for each in new)), None):
        raise Refused(Reason.NOT_POSSIBLE, early)


def _save_scores(
    found: Live, planned: Mapping[str, PlanItem], items: tuple[ItemDone, ...], said: MovementSaid,
    measured: tuple[Measured, ...], by: Member,
) -> None:  # fmt: skip
    save_pain(found.visit, ScoreMoment.AFTER_MOVEMENT, said.pain_after, by)
    save_tolerated(found.visit, tolerated_of(planned, items), by)
    save_measured(found.visit, measured, by)
    save_reaction(found.visit, said.reaction, by)
    is_told = said.reaction is not None and said.reaction.code == FLARE
    if Since.WORSE_OVER_A_DAY in said.since and not is_told:
        save_reaction(found.visit, Reacted(FLARE, 1, said.since_said), by)


def _tell(found: Live, day: MovementDay, said: MovementSaid, by: Member) -> None:
    """The line for the needles; what must be heeded goes before it, unless one pair of hands does both."""
    reader = day.needles_by()
    is_self = reader is not None and reader.practitioner.user_id == by.user_id
    heed = () if is_self or reader is None else to_heed(said.since)
    lines = [*(str(each) for each in heed), *([said.tell_needles] if said.tell_needles else [])]
    if lines:
        tell(found, {"words": " ".join(lines), "effort": "", "avoid": ""}, by)


def _content(
    found: Live, day: MovementDay, items: tuple[ItemDone, ...], said: MovementSaid, ceiling: Ceiling | None,
    measured: tuple[Measured, ...],
) -> dict[str, Any]:  # fmt: skip
    visit = found.visit
    planned = {item.id: item for item in day.planned.items()}
    opened, started = day.window_opened_at, found.first(EventKind.STARTED)
    minutes = clinic_of(visit.clinic_id).window_minutes
    is_after = opened is not None and started is not None and started.at >= opened
    in_window = starts_within(opened, started.at, minutes) if is_after else None  # type: ignore[arg-type,union-attr]  # is_after
    sets = tolerated_of(planned, items)
    sentences = note_of(planned, items, said, measured, in_window=in_window)
    return {
        "items": to_json(items), "next": said.next_time.value, "note": said.note or "",
        "note_words": to_json(sentences) if said.note is None else [],
        "note_typed": [line for line in (said.note or "").splitlines() if line.strip() not in said.note_from_taps],
        "home": list(said.home), "home_changes": {name: change.value for name, change in said.home_changes.items()},
        "home_said": bool(said.home or said.home_changes), "taught": said.taught,
        "since": [each.value for each in said.since], "since_said": said.since_said,
        "tests": to_json(measured), "override_reason": said.override_reason, "thermal_reason": said.thermal_reason,
        "planned": list(planned),
        "names": {item.id: to_json(_name_of(item, planned)) for item in items},
        "tolerated": f"{sets.done / sets.planned:.2f}" if sets.planned else "",
        "sets_done": sets.done, "sets_planned": sets.planned,
        "ceiling": to_json(ceiling), "window_opened_at": opened, "started_at": started.at if started else None,
        "in_window": in_window,
        "together": visit.pair is not None and visit.pair.state == PairState.TOGETHER,
        "knowledge_version": knowledge().version, **dry_needles(found),
    }  # fmt: skip


def _name_of(item: ItemDone, planned: Mapping[str, PlanItem]) -> Words:
    if item.id in planned:
        return planned[item.id].name
    return exercise_names().get(item.id) or Words(knowledge().modalities[item.modality].name)
