"""What happened, newest first: trips with both disciplines in one entry, check-ins, plan, decisions, flares."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from weft.core.adjust.proposal import ProposalKind
from weft.core.plan.changing import differences
from weft.core.shared.care import NEEDLES
from weft.core.shared.words import COMMA, Words, counted, joined
from weft.draw.capsule_data import CapsuleData, CapsuleState, Half
from weft.draw.curve_data import score
from weft.library.knowledge import knowledge
from weft.library.stored import from_json
from weft.records.adjusting import REVIEW_MEASURE
from weft.records.home_sets import lines_of
from weft.records.models import PlanVersion, Proposal, Score, ScoreMoment, ScoreSource, SessionRecord, Visit, VisitState
from weft.records.phases import local_day
from weft.records.reads.person_rows import Rows
from weft.records.reads.person_shapes import Entry, EntryPart, Lookup

KIND_WORDS = {
    ProposalKind.TAPER.value: Words("rarer needles"),
    ProposalKind.UNPAIR.value: Words("separate days"),
    ProposalKind.RE_EXAMINE.value: Words("examine again"),
    ProposalKind.GIVE_REASON.value: Words("more needles than usual"),
    ProposalKind.STOP_NEEDLES.value: Words("no more needles for now"),
    ProposalKind.EXTEND.value: Words("some more needle visits"),
    ProposalKind.REFER.value: Words("a letter to their doctor"),
    ProposalKind.EASE.value: Words("lighter movement"),
    ProposalKind.PROGRESS.value: Words("the next phase"),
    ProposalKind.FINISH.value: Words("the end of care"),
}
ANSWER_WORDS = {
    "accepted": Words("accepted"),
    "changed": Words("accepted with a change"),
    "declined": Words("declined"),
}
REASON_WORDS = {
    "proposal": Words("after a proposal"),
    "another_set": Words("another set"),
    "their_data": Words("from their own numbers"),
    "their_wish": Words("their wish"),
    "research": Words("from research"),
    "judgement": Words("clinical judgement"),
}
WHY_ENDED = {
    "finished": Words("The plan is finished"),
    "own_wish": Words("Their own wish"),
    "stopped_coming": Words("Stopped coming"),
    "referred": Words("Referred elsewhere"),
    "moved_away": Words("Moved away"),
}
CHECK_IN = Words("check-in")
_NEXT = {"load": Words("more next time"), "hold": Words("the same next time"), "ease": Words("easier next time")}


def timeline(rows: Rows) -> tuple[Entry, ...]:
    """Every entry, newest first."""
    kinds = (_trips, _assessments, _check_ins, _versions, _decisions, _flares, _home)
    found = [entry for of_kind in kinds for entry in of_kind(rows)]
    return tuple(_joined(sorted(found, key=lambda entry: (entry.on, entry.at), reverse=True)))


def _joined(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Daily taps with nothing between them become one line: a list of numbers hides what happened."""
    for _, group in groupby(entries, key=lambda entry: entry.kind.message if entry.kind == CHECK_IN else entry):
        newest, *older = tuple(group)
        if not older:
            yield newest
            continue
        values = ", ".join(str(dict(one.text[0].values)["value"]) for one in reversed((newest, *older)))
        says = Words("{count} days: pain {values}", count=len(older) + 1, values=values)
        yield replace(newest, text=(says,))


def _trips(rows: Rows) -> Iterator[Entry]:
    number = 0
    for visits in rows.trips:
        begun = [visit for visit in visits if visit.state != VisitState.BOOKED]
        if not begun:
            continue
        number += 1
        parts = tuple(_part(visit, rows) for visit in begun)
        yield Entry(
            on=visits[0].local_date,
            at=visits[0].starts,
            kinds=frozenset(part.side for part in parts),
            kind=Words("trip {number}", number=number),
            text=tuple(_summary(visit, rows) for visit in begun),
            capsule=_capsule(begun),
            parts=parts,
        )


def _capsule(visits: list[Visit]) -> CapsuleData:
    needles = next((visit for visit in visits if visit.discipline == NEEDLES), None)
    movement = next((visit for visit in visits if visit.discipline != NEEDLES), None)
    return CapsuleData(
        state=CapsuleState.DONE, needles=_half(needles), movement=_half(movement),
    )  # fmt: skip


def _half(visit: Visit | None) -> Half | None:
    return Half(starts=visit.local_start.hour * 60 + visit.local_start.minute, minutes=30) if visit else None


def _summary(visit: Visit, rows: Rows) -> Words:
    """ "Wei: 12 needles, 10 min, pain 4 → 2": what is known of it, in one line."""
    record = rows.records.get(visit.id)
    done = list(_needles_done(visit, record) if visit.discipline == NEEDLES else _movement_done(record))
    if shift := _pain(visit, rows.scores):
        done.append(shift)
    if record is None:
        done.append(Words("not signed yet"))
    said = joined(done or [Words("nothing written")], COMMA)
    return Words("{who}: {done}", who=visit.practitioner.user.name, done=said)


def _needles_done(visit: Visit, record: SessionRecord | None) -> Iterator[Words]:
    said = record.content if record else {}
    count = said.get("needles_in", getattr(visit, "needles_in", None))
    if count:
        yield counted(count, "{count} needle", "{count} needles")
    if minutes := said.get("minutes"):
        yield Words("{minutes} min", minutes=minutes)


def _movement_done(record: SessionRecord | None) -> Iterator[Words]:
    for item in (record.content.get("items") or ())[:3] if record else ():
        yield _item(item)


def _item(item: dict[str, Any]) -> Words:
    exercise = knowledge().plan.exercises.get(item["id"])
    known = knowledge().modalities.get(item.get("modality", ""))
    name = Words(exercise.name if exercise else known.name if known else item["id"])
    if item.get("sets") and item.get("reps"):
        return Words("{name} {sets}x{reps}", name=name, sets=item["sets"], reps=item["reps"])
    if item.get("minutes"):
        return Words("{name} {minutes} min", name=name, minutes=item["minutes"])
    return name


def _pain(visit: Visit, scores: Iterable[Score]) -> Words | None:
    said = {row.moment: row.value for row in scores if row.visit_id == visit.id and row.measure == REVIEW_MEASURE}
    before, after = said.get(ScoreMoment.BEFORE_NEEDLES), said.get(ScoreMoment.AFTER_NEEDLES)
    if before is not None and after is not None:
        return Words("pain {before} → {after}", before=score(before), after=score(after))
    left = said.get(ScoreMoment.AFTER_MOVEMENT, after if after is not None else before)
    return Words("pain {value}", value=score(left)) if left is not None else None


def _part(visit: Visit, rows: Rows) -> EntryPart:
    record = rows.records.get(visit.id)
    side = Lookup.NEEDLES if visit.discipline == NEEDLES else Lookup.MOVEMENT
    who = visit.practitioner.user.name
    title = Words("Needles, {who}", who=who) if side is Lookup.NEEDLES else Words("Movement, {who}", who=who)
    if record is None:
        return EntryPart(side, title, (Words("Not signed yet."),))
    said = record.content
    lines = _needles_lines(said) if side is Lookup.NEEDLES else _movement_lines(said)
    written = (
        said.get(each) for each in ("rationale", "traditional", "functional", "response", "note", "override_reason")
    )
    typed = " · ".join(str(each).strip() for each in written if each and str(each).strip())
    return EntryPart(side, title, tuple(lines), typed)


def _needles_lines(said: dict[str, Any]) -> Iterator[Words]:
    values = {"into": said.get("needles_in", 0), "out": said.get("needles_out", 0), "minutes": said.get("minutes", 0)}
    yield Words("{into} in, {out} out. {minutes} minutes.", **values)
    points = [_point(one) for one in said.get("points") or () if isinstance(one, dict)]
    if points:
        yield Words("{points}", points=", ".join(points))


def _point(one: dict[str, Any]) -> str:
    side = {"left": " L", "right": " R", "both": " L+R"}.get(one.get("side", ""), "")
    place = f" {one['where']}" if one.get("where") else ""
    return f"{one.get('code', '')}{place}{side}"


def _movement_lines(said: dict[str, Any]) -> Iterator[Words]:
    items = [_item(item) for item in said.get("items") or ()]
    if items:
        yield joined(items, COMMA)
    if said.get("tolerated"):
        yield Words("Done of what was planned: {share} %", share=round(float(said["tolerated"]) * 100))
    if said.get("next") in _NEXT:
        yield _NEXT[said["next"]]


def _assessments(rows: Rows) -> Iterator[Entry]:
    if rows.episode is None:
        return
    day = local_day(rows.episode.opened_at, rows.clinic.zone)
    kinds = frozenset({Lookup.PLAN})
    yield Entry(day, rows.episode.opened_at, kinds, Words("care began"), (Words("Assessment opened."),))
    if (ended := rows.episode.discharge) is not None:
        text = (Words("Care ended: {reason}", reason=WHY_ENDED[ended.reason]),)
        typed = str(ended.summary.get("words", ""))
        yield Entry(local_day(ended.at, rows.clinic.zone), ended.at, kinds, Words("discharge"), text, typed)


def _check_ins(rows: Rows) -> Iterator[Entry]:
    by_day: dict[date, Score] = {
        row.local_date: row
        for row in rows.scores
        if row.source == ScoreSource.CHECK_IN and row.measure == REVIEW_MEASURE
    }
    for day, row in by_day.items():
        text = (Words("pain {value}", value=score(row.value)),)
        yield Entry(day, row.at, frozenset({Lookup.HOME}), CHECK_IN, text)


def _versions(rows: Rows) -> Iterator[Entry]:
    for place, row in enumerate(rows.versions):
        after = rows.plans[place]
        before = rows.plans[place + 1] if place + 1 < len(rows.plans) else None
        changed = differences(before, after) if before else ()
        text = tuple(_changed(each.line.text, each.line.because) for each in changed[:1])
        yield Entry(
            on=local_day(row.at, rows.clinic.zone),
            at=row.at,
            kinds=frozenset({Lookup.PLAN}),
            kind=Words("plan v{number}", number=row.number),
            text=text or (Words("The plan was written.") if row.number == 1 else Words("The plan was drafted again."),),
            typed=_reason(row),
        )


def _changed(line: Words, because: Words) -> Words:
    return Words("{line}. {because}", line=line, because=because)


def _reason(row: PlanVersion) -> str:
    """What was typed; a code of ours is no text of a person."""
    return "" if row.reason in REASON_WORDS else row.reason


def _decisions(rows: Rows) -> Iterator[Entry]:
    for row in rows.proposals:
        says = from_json(Words, row.says)
        kind = KIND_WORDS.get(row.kind, Words(row.kind.replace("_", " ")))
        decision = getattr(row, "decision", None)
        if decision is None:
            text = (Words("Proposed: {kind}.", kind=kind), says)
            day = local_day(row.at, rows.clinic.zone)
            yield Entry(day, row.at, frozenset({Lookup.PLAN}), Words("proposal"), text)
            continue
        answer = ANSWER_WORDS[decision.answer]
        values = {"who": decision.by.name, "kind": kind, "answer": answer}
        text = (Words("{kind}: {answer} by {who}.", **values), says)
        day = local_day(decision.at, rows.clinic.zone)
        yield Entry(day, decision.at, frozenset({Lookup.PLAN}), Words("decision"), text, decision.reason)


def waiting(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """Those that nobody has decided."""
    return tuple(row for row in proposals if getattr(row, "decision", None) is None)


def _flares(rows: Rows) -> Iterator[Entry]:
    for row in rows.flares:
        is_open = row.answered_at is None
        says = Words("Says that it is worse again.") if is_open else Words("Worse again; somebody answered.")
        day = local_day(row.at, rows.clinic.zone)
        yield Entry(day, row.at, frozenset({Lookup.HOME}), Words("flare"), (says,), row.told)


def _home(rows: Rows) -> Iterator[Entry]:
    """What was sent home by itself; what a movement record left stands with its trip."""
    for each in rows.home_sent:
        text = Words("Nothing at home any more. By {who}.", who=each.by)
        if names := [line.name for line in lines_of(each.items)]:
            text = Words("{exercises}. By {who}.", exercises=joined(names, COMMA), who=each.by)
        day = local_day(each.at, rows.clinic.zone)
        yield Entry(day, each.at, frozenset({Lookup.HOME}), Words("home exercises"), (text,))
