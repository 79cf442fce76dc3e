"""What a row of the board tells beside the name: what matters most first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.core.shared.words import Words
from weft.core.treat.handover import window_left
from weft.records.access import Job, Member
from weft.records.live import OVER
from weft.records.models import EventKind, PairState, Visit, VisitState
from weft.records.reads.today_facts import FINISHED, Day
from weft.records.reads.today_trips import first_word, needles_done_at, retention_ends


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a row tells."""

    words: Words
    is_alert: bool = False
    typed: bool = False
    """Somebody typed it; it is not translated."""


def answer_waits(by: Member) -> Words:
    """The desk sees that a clinician is needed, never the answer."""
    return Words("an answer must be read") if by.may(Job.RECORD) else Words("an answer needs a clinician")


def said(visits: Sequence[Visit], day: Day, by: Member) -> Iterator[Said]:
    """What matters most first; the page shows the first few."""
    person, live = visits[0].person_id, [visit for visit in visits if visit.state not in OVER]
    if person in day.answers and any(visit.state not in FINISHED for visit in visits):
        yield Said(answer_waits(by), is_alert=True)
    if person in day.fainted:
        yield Said(Words("fainted here before"), is_alert=True)
    for name in day.cautions.get(person, ()):
        yield Said(Words(name), is_alert=True)
    yield from _in_time(live, day)
    yield from _pain(person, day)
    if person in day.same:
        yield Said(Words("nothing new since last time"))
    yield from _typed(visits, live)


def _typed(visits: Sequence[Visit], live: Sequence[Visit]) -> Iterator[Said]:
    if not live and (reason := next((visit.cancel_reason for visit in visits if visit.cancel_reason), "")):
        yield Said(Words("{typed}", typed=reason), typed=True)
    for visit in live:
        if visit.order_in_pair != 2 and visit.pair and visit.pair.state == PairState.APART and visit.pair.apart_reason:
            yield Said(Words("{typed}", typed=visit.pair.apart_reason), typed=True)
        if visit.note:
            yield Said(Words("{typed}", typed=visit.note), typed=True)


def _in_time(visits: Sequence[Visit], day: Day) -> Iterator[Said]:
    if not day.is_today or not visits:
        return
    yield from _lying(visits, day)
    waiting = [visit for visit in visits if visit.state in {VisitState.BOOKED, VisitState.ARRIVED}]
    opened = [at for visit in visits if visit.discipline == NEEDLES and (at := needles_done_at(day.found[visit.id]))]
    if opened and any(visit.discipline == MOVEMENT and visit.pair_id for visit in waiting):
        left = window_left(max(opened), max(day.now, *opened), day.clinic.window_minutes)
        minutes = -(-left // timedelta(minutes=1))
        yield Said(Words("window: {minutes} min left", minutes=minutes) if minutes else Words("window: passed"))
        yield from _kept_waiting(waiting, day)
        return
    first = visits[0]
    arrived = day.found[first.id].last(EventKind.ARRIVED)
    if first.state == VisitState.ARRIVED and arrived:
        yield Said(Words("here since {time}", time=clock_of(arrived.at, day)))
    late = (day.now - first.starts) // timedelta(minutes=1)
    if first.state == VisitState.BOOKED and late >= 1:
        yield Said(Words("{minutes} min late", minutes=late), is_alert=True)


def _lying(visits: Sequence[Visit], day: Day) -> Iterator[Said]:
    """Needles that are in longer than planned, or of which not all came out."""
    for found in (day.found[visit.id] for visit in visits):
        if not found.count.still_in or found.has_report:
            continue
        ends = retention_ends(found)
        over = (day.now - ends) // timedelta(minutes=1) if ends else 0
        if found.count.needles_out:
            values = {"out": found.count.needles_out, "count": found.count.needles_in}
            words = Words("{out} of {count} needles are out", **values)
            yield Said(words, is_alert=True)
        elif over >= 1:
            yield Said(Words("needles in {minutes} min over time", minutes=over), is_alert=True)


def _kept_waiting(waiting: Sequence[Visit], day: Day) -> Iterator[Said]:
    """Whoever does the second half is late, because they are still with somebody else."""
    for visit in waiting:
        late = (day.now - visit.starts) // timedelta(minutes=1)
        is_busy = any(
            other.practitioner_id == visit.practitioner_id and other.state == VisitState.IN_TREATMENT
            for other in day.visits
            if other.person_id != visit.person_id
        )
        if late >= 1 and is_busy and visit.discipline == MOVEMENT:
            who = first_word(visit.practitioner.user.name)
            yield Said(Words("{who} is still with somebody, {minutes} min late", who=who, minutes=late), is_alert=True)


def _pain(person: UUID, day: Day) -> Iterator[Said]:
    known = day.pain.get(person)
    if known is None or known.now is None:
        return
    if known.at_start is None:
        yield Said(Words("pain {now}", now=known.now))
    else:
        yield Said(Words("pain {now} now, {start} at start", now=known.now, start=known.at_start))


def clock_of(moment: datetime, day: Day) -> str | Words:
    """The local time; with its day when that is another."""
    wall = moment.astimezone(day.zone)
    time = f"{wall.hour}:{wall:%M}"
    return time if wall.date() == day.day else Words("{day}, {time}", day=wall.date(), time=time)
