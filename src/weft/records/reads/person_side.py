"""The panel beside the curve: why this now, today's intent, home, safety, people, trips to come."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from weft.core.plan.changing import differences
from weft.core.plan.facts import Lane
from weft.core.plan.plan import Line, Phase
from weft.core.screen.clearance import Clearance
from weft.core.screen.standing import Standing, covers, standing
from weft.core.shared.care import MOVEMENT, NEEDLES, Outcome, Verdict
from weft.core.shared.words import Words, counted
from weft.core.treat.agreements import agreements_needed
from weft.draw.capsule_data import CapsuleData, CapsuleState, Half
from weft.draw.capsule_words import capsule_words
from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.adjusting import pairs_felt
from weft.records.local import wall_time
from weft.records.models import EpisodeState, Override, PlanState, Visit, VisitState, WatchState
from weft.records.phases import local_day, phase_on
from weft.records.reads.home_sheet import home_exercises
from weft.records.reads.person_rows import Rows
from weft.records.reads.person_shapes import CareEnded, Helper, Intent, Safety, Said, TripSeen, Weight, Why
from weft.records.reads.person_timeline import WHY_ENDED
from weft.records.screenings import clearance_of, is_live

TRIPS_AHEAD = 4


def phase_now(rows: Rows) -> Phase | None:
    """The phase that today lies in."""
    return phase_on(rows.plan, rows.began, rows.today) if rows.plan and rows.began else None


def why_of(rows: Rows) -> Why | None:
    """The line that changed last, else the needles line of today, else the first movement line."""
    plan, episode = rows.plan, rows.episode
    if plan is None or episode is None or episode.state != EpisodeState.OPEN:
        return None
    changed = differences(rows.plans[1], plan)[:1] if len(rows.plans) > 1 else ()
    line = changed[0].line if changed else _line_now(phase_now(rows))
    if line is None:
        return None
    cards = {card.id: card for card in plan.evidence}
    card = next((cards[each] for each in line.evidence if each in cards), None)
    return Why(
        version=rows.versions[0].number,
        plan_id=rows.versions[0].plan_id,
        is_agreed=episode.plan.state != PlanState.DRAFT,
        line=line.text,
        because=line.because,
        now=line.now,
        until=line.until,
        certainty=card.certainty if card else None,
        evidence=Words(card.says) if card else None,
        own=own_numbers(rows),
        has_changed=bool(changed),
    )


def ended_of(rows: Rows) -> CareEnded | None:
    """How care ended, and what watches since; None while care goes on."""
    found = getattr(rows.episode, "discharge", None)
    if rows.episode is None or rows.episode.state == EpisodeState.OPEN or found is None:
        return None
    still = next((row for row in rows.watches if row.state in {WatchState.WAITING, WatchState.ASKED}), None)
    return CareEnded(
        on=local_day(found.at, rows.clinic.zone),
        reason=WHY_ENDED[found.reason],
        summary=found.summary.get("words", ""),
        way_back=found.stay_well.get("way_back", ""),
        asked_next=still.due if still else None,
        is_asked=still is not None and still.state == WatchState.ASKED,
    )


def _line_now(phase: Phase | None) -> Line | None:
    lines = [line for lane in (Lane.NEEDLES, Lane.MOVEMENT) for line in phase.lanes.get(lane, ())] if phase else []
    return next((line for line in lines if line.dose.per_week), lines[0] if lines else None)


def own_numbers(rows: Rows) -> Words | None:
    """In how many of the last pairs pain fell from before to after needles; None when that was not asked."""
    drops = [
        felt.pain_before - felt.pain_after_needles
        for _, felt in pairs_felt(rows.scores, rows.visits)
        if felt.pain_before is not None and felt.pain_after_needles is not None
    ][-4:]
    if not drops:
        return None
    fell = sum(drop > Decimal(0) for drop in drops)
    return counted(
        len(drops),
        "Own numbers: pain fell after needles in {fell} of the last pair.",
        "Own numbers: pain fell after needles in {fell} of the last {count} pairs.",
        fell=fell,
    )


def intent_of(rows: Rows) -> Intent | None:
    """The newest hand-over; none once care has ended."""
    if rows.episode is not None and rows.episode.state != EpisodeState.OPEN:
        return None
    told = next((visit for visit in reversed(rows.visits) if getattr(visit, "told", None)), None)
    return Intent(told.told, told.told_by, told.local_date) if told else None  # type: ignore[attr-defined]  # annotated


def home_of(rows: Rows) -> tuple[Words, ...]:
    """The home exercises that hold."""
    return tuple(each.name for each in home_exercises(rows))


def safety_of(rows: Rows) -> Safety:
    """Danger signs, what asks for care, what was lifted, and the agreements."""
    if rows.screening is None:
        return Safety(None, (Said(Words("The health questions have not been asked yet."), Weight.CAUTION),))
    asked = wall_time(rows.screening.at, rows.clinic.zone)
    return Safety(asked, (*_clearance_lines(rows), *_agreement_lines(rows)))


def blocks(rows: Rows) -> Iterator[Words]:
    """What may not be done now, with the reason; needles and movement only."""
    if rows.screening is None or not is_live(rows.screening, clock.now()):
        yield Words("Ask the health questions before anything else.")
        return
    clearance = clearance_of(rows.screening)
    for modality, name in (("needling", "Needles"), ("exercise", "Movement")):
        lifted = any(_holds_today(one, rows) for one in _signed(rows, modality))
        stands = standing(clearance, modality, is_lifted=lifted)
        found = clearance.by_modality.get(modality)
        if stands in {Standing.BLOCKED, Standing.EMERGENCY} and found:
            why = next((reason.text for reason in found.reasons), Words("see the answers"))
            yield Words("{name} blocked: {why}", name=Words(name), why=why)
        elif stands is Standing.UNSIGNED:
            yield Words("{name}: a clinician signs first.", name=Words(name))


def _signed(rows: Rows, modality: str) -> Iterator[Override]:
    """Signatures for one modality that hold today or at a visit to come, for all that the latest answers say."""
    now = clearance_of(rows.screening).by_modality.get(modality) if rows.screening else None
    for one in rows.overrides:
        last = one.visit.local_date if one.visit else one.until
        signed = clearance_of(one.screening).by_modality.get(modality)
        if one.modality == modality and last and last >= rows.today and now and signed and covers(signed, now):
            yield one


def _holds_today(one: Override, rows: Rows) -> bool:
    return one.visit is None or one.visit.local_date == rows.today


def _clearance_lines(rows: Rows) -> Iterator[Said]:
    if rows.screening is None:
        return
    clearance = clearance_of(rows.screening)
    if not is_live(rows.screening, clock.now()):
        yield Said(Words("The answers are too old. Ask again."), Weight.CAUTION)
    if clearance.outcome is Outcome.STOP:
        yield from (Said(told, Weight.STOP) for told in clearance.told)
    else:
        yield Said(Words("No danger signs."), Weight.DONE)
    if clearance.unanswered or clearance.unsure:
        count = len(clearance.unanswered) + len(clearance.unsure)
        yield Said(Words("Questions still open: {count}.", count=count), Weight.CAUTION)
    yield from (Said(text, Weight.CAUTION) for text in _spoken(clearance))
    signed = (one for each in clearance.by_modality for one in _signed(rows, each))
    yield from (Said(_lifted(one, clearance), Weight.DONE) for one in signed)


def _lifted(one: Override, clearance: Clearance) -> Words:
    """Who signed or lifted, for when, and why."""
    values = {"modality": Words(knowledge().modalities[one.modality].name), "who": one.by.name, "reason": one.reason}
    is_block = clearance.by_modality[one.modality].verdict is Verdict.BLOCKED
    if one.visit:
        message = (
            "{modality}: lifted for the visit of {day} by {who}: {reason}" if is_block
            else "{modality}: signed for the visit of {day} by {who}: {reason}"
        )  # fmt: skip
        return Words(message, day=one.visit.local_date, **values)
    message = (
        "{modality}: lifted until {day} by {who}: {reason}" if is_block
        else "{modality}: signed until {day} by {who}: {reason}"
    )  # fmt: skip
    return Words(message, day=one.until, **values)


def _spoken(clearance: Clearance) -> Iterable[Words]:
    """Every caution of the answers once, in the order of the modalities; one rule may say something to each of them."""
    found = (clearance.by_modality.get(each) for each in knowledge().modalities)
    speaking = [each for each in found if each and each.verdict in {Verdict.CAUTION, Verdict.BLOCKED}]
    reasons = (reason for each in speaking for reason in each.reasons)
    wanted = (each.text for each in reasons if each.rule not in clearance.flags and each.rule != "unanswered")
    return {str(text): text for text in wanted}.values()


def _agreement_lines(rows: Rows) -> Iterator[Said]:
    known = knowledge().modalities
    lines = rows.plan.phases if rows.plan else ()
    used = {line.modality for phase in lines for lane in phase.lanes.values() for line in lane}
    for modality in agreements_needed(known, (each for each in known if each in used)):
        name = Words(known[modality].name)
        if rows.agreements.get(modality):
            yield Said(Words("Agreed: {name}", name=name), Weight.DONE)
        else:
            yield Said(Words("Not agreed yet: {name}", name=name), Weight.CAUTION)


def people_of(visits: Iterable[Visit]) -> tuple[Helper, ...]:
    """Who treats the person, by discipline, from the newest visit of each."""
    latest: dict[str, str] = {}
    for visit in visits:
        latest[visit.discipline] = visit.practitioner.user.name
    order = sorted(latest, key=lambda each: (each not in (NEEDLES, MOVEMENT), each == MOVEMENT, each))
    return tuple(Helper(latest[each], discipline_name(each)) for each in order)


def discipline_name(discipline: str) -> Words:
    """What people call it."""
    known = knowledge().disciplines.get(discipline)
    return Words(known.name if known else discipline)


def trips_ahead(rows_visits: Iterable[Visit], now_day: object) -> tuple[TripSeen, ...]:
    """The next trips that are booked, nearest first."""
    by_day: dict[object, list[Visit]] = {}
    for visit in rows_visits:
        if visit.state == VisitState.BOOKED and visit.local_date >= now_day:  # type: ignore[operator]  # a date
            by_day.setdefault(visit.local_date, []).append(visit)
    return tuple(trip_seen(visits) for _, visits in sorted(by_day.items(), key=lambda one: str(one[0])))[:TRIPS_AHEAD]


def trip_seen(visits: list[Visit]) -> TripSeen:
    """One trip as a capsule with its words."""
    needles = next((visit for visit in visits if visit.discipline == NEEDLES), None)
    movement = next((visit for visit in visits if visit.discipline != NEEDLES), None)
    data = CapsuleData(needles=_half(needles), movement=_half(movement))
    if needles and movement and needles.starts < movement.starts and needles.pair_id != movement.pair_id:
        data = CapsuleData(state=CapsuleState.SPLIT, needles=_half(needles), movement=_half(movement))
    first = min(visits, key=lambda visit: visit.starts)
    return TripSeen(first.local_date, f"{first.local_start:%-H:%M}", first.id, data, capsule_words(data))


def _half(visit: Visit | None) -> Half | None:
    if visit is None:
        return None
    starts = visit.local_start.hour * 60 + visit.local_start.minute
    minutes = int((visit.ends - visit.starts).total_seconds() // 60)
    return Half(starts=starts, minutes=minutes, who=visit.practitioner.user.name)
