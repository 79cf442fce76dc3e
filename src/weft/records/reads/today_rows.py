"""One row of the board: who, what they said, where they are in time, the one next step."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from weft.core.desk.order import Group, Moments, Need, look_in_at, need_of
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.core.shared.words import Words
from weft.core.treat.checks import check_due
from weft.core.treat.handover import WAITS, last_told_of_balance, may_start_movement
from weft.core.treat.next_step import About, NextStep, Stage, StepKind, VisitFacts, next_step
from weft.draw.capsule_data import CapsuleData, CapsuleState
from weft.library.knowledge import knowledge
from weft.records.access import Job, Member
from weft.records.live import OVER, Live
from weft.records.local import wall_time
from weft.records.models import Enquiry, EventKind, PairState, Task, Visit, VisitState
from weft.records.reads.today_facts import FINISHED, Day
from weft.records.reads.today_said import Said, answer_waits, clock_of, said
from weft.records.reads.today_trips import capsules, first_word, needles_done_at, retention_ends
from weft.records.screenings import ANSWER_TASKS


@dataclass(frozen=True, slots=True)
class Step:
    """The one next step of a row."""

    kind: StepKind
    words: Words
    url_name: str
    """Empty when there is nothing to press."""
    about: UUID
    """Id that the address takes."""
    posts: bool = False
    may: bool = True
    """Whether this member has the right; otherwise the words say what waits for somebody else."""
    whose: str = ""
    """First name of the practitioner, when it is not this member's to do."""
    why: Words | None = None


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One person of the day, or one request from outside."""

    id: UUID
    """Of the person, or of the enquiry."""
    is_enquiry: bool
    name: str
    at: datetime
    """Local wall time of the first visit, or of an enquiry's clock; without a zone."""
    starts: datetime
    trip: int | None
    kind: Words | None
    """What the visit is, when it is no treatment."""
    said: tuple[Said, ...]
    trips: tuple[CapsuleData, ...]
    others: tuple[Words, ...]
    """Visits of disciplines that have no capsule."""
    step: Step
    need: Need
    is_here: bool
    """Here and not finished."""
    asks: bool = False
    """The few questions of every visit have not been asked today, and this member may ask them."""

    @property
    def is_over(self) -> bool:
        """Nobody waits and nothing is left to write."""
        return self.need.group is Group.OVER

    @property
    def has_come(self) -> bool:
        """Whether what is over was done."""
        return self.is_over and any(trip.state is CapsuleState.DONE for trip in self.trips)


_KINDS = {
    "consult": Words("first talk"),
    "assessment": Words("assessment"),
    "review": Words("review"),
    "maintenance": Words("stay-well visit"),
}
_TALKS = {
    "phone": Words("free talk by phone"),
    "online": Words("free talk by video"),
    "visit": Words("free talk at the clinic"),
}
_CALLS = {
    "phone": Words("asks for a free talk by phone"),
    "online": Words("asks for a free talk online"),
    "visit": Words("asks for a free talk at the clinic"),
    "call_back": Words("asks to be called back"),
}


def person_row(visits: Sequence[Visit], day: Day, by: Member) -> BoardRow:
    """The row of one person; ``visits`` are all of theirs on this day, by time."""
    first = visits[0]
    steps = [(visit, *_step(visit, day, by)) for visit in _open(visits, day)]
    soonest = min((need for _, _, need in steps), default=Need(Group.OVER, first.starts))
    numbers = [day.trips[visit.id] for visit in visits if visit.id in day.trips]
    return BoardRow(
        id=first.person_id,
        is_enquiry=False,
        name=first.person.name,
        at=datetime.combine(first.local_date, first.local_start),
        starts=first.starts,
        trip=min(numbers, default=None),
        kind=_KINDS.get(first.kind),
        said=tuple(said(visits, day, by)),
        trips=capsules(visits, day),
        others=tuple(_other(visit) for visit in visits if visit.discipline not in {NEEDLES, MOVEMENT}),
        step=_chosen(steps, visits, day),
        need=soonest,
        is_here=any(visit.state in _HERE for visit in visits) and soonest.group <= Group.PERSON,
        asks=_asks(visits, day, by),
    )


def enquiry_row(task: Task, day: Day, by: Member) -> BoardRow:
    """A request from outside whose clock runs out today, or ran out."""
    enquiry = task.enquiry
    if enquiry is None:
        raise ValueError("the task is about no enquiry")
    is_answer = task.kind in ANSWER_TASKS
    lines = [Said(answer_waits(by), is_alert=True)] if is_answer else []
    if task.due < day.now:
        lines.append(Said(Words("a call was due by {time}", time=clock_of(task.due, day)), is_alert=True))
    lines += _calls(enquiry, day)
    words = Words("Read the answer") if is_answer else Words("Call")
    may = by.may(Job.RECORD) if is_answer else by.may(Job.PEOPLE) or by.may(Job.RECORD)
    kind = StepKind.READ_ANSWER if is_answer else StepKind.CALL
    return BoardRow(
        id=enquiry.id, is_enquiry=True, name=enquiry.name, at=wall_time(task.due, day.zone),
        starts=task.due, trip=None, kind=Words("enquiry"), said=tuple(lines), trips=(), others=(),
        step=Step(kind, words, "book:enquiry", enquiry.id, may=may), need=Need(Group.PERSON, task.due), is_here=False,
    )  # fmt: skip


def is_on(task: Task, day: Day) -> bool:
    """Whether a request stands on this day: today while it waits, or on the day of its talk."""
    talk = getattr(task.enquiry, "talk", None)
    return day.is_today or (talk is not None and talk.cancelled_at is None and talk.local_date == day.day)


def _calls(enquiry: Enquiry, day: Day) -> list[Said]:
    """What they ask for; of a talk that has a time, when and with whom."""
    talk = getattr(enquiry, "talk", None)
    if talk is None or talk.cancelled_at is not None:
        return [Said(_CALLS[enquiry.source])]
    with_whom = first_word(talk.practitioner.user.name)
    return [
        Said(
            Words(
                "{what}: {time} with {who}", what=_TALKS[enquiry.source], time=clock_of(talk.starts, day), who=with_whom
            )
        )
    ]


def _open(visits: Sequence[Visit], day: Day) -> Iterator[Visit]:
    """Visits that ask for something now: every one up to the first that the person is not through with."""
    for visit in visits:
        if visit.state in FINISHED:
            continue
        yield visit
        found = day.found[visit.id]
        if visit.discipline != NEEDLES or needles_done_at(found) is None or _is_unsteady(found):
            return


def _step(visit: Visit, day: Day, by: Member) -> tuple[Step, Need]:
    found = day.found[visit.id]
    facts = _facts(visit, found, day)
    step = next_step(facts) if day.is_today else NextStep(StepKind.NOTHING, Words(""))
    need = need_of(step.kind, _moments(visit, found, facts, day))
    return _for(step, visit, by), need


def _for(step: NextStep, visit: Visit, by: Member) -> Step:
    may = by.may(Job(step.job))
    return Step(
        kind=step.kind, words=step.words, url_name=step.url_name, posts=step.posts, may=may, why=step.why,
        about=visit.person_id if step.about is About.PERSON else visit.id,
        whose="" if may or step.kind is StepKind.READ_ANSWER else first_word(visit.practitioner.user.name),
    )  # fmt: skip


def _chosen(steps: list[tuple[Visit, Step, Need]], visits: Sequence[Visit], day: Day) -> Step:
    """What this member can do, soonest first; else what waits for somebody else; else how the day ended."""
    mine = [each for each in steps if each[1].may] or steps
    if mine:
        return min(mine, key=lambda each: each[2])[1]
    last = next((visit for visit in reversed(visits) if visit.state not in OVER), visits[-1])
    ended = next_step(_facts(last, day.found[last.id], day))
    return Step(ended.kind, ended.words, "", last.id)


def _facts(visit: Visit, found: Live, day: Day) -> VisitFacts:
    ends = retention_ends(found)
    return VisitFacts(
        discipline=visit.discipline,
        stage=Stage.ARRIVED if _came_for_first(visit, day) else Stage(visit.state),
        kind=visit.kind,
        is_by_phone=visit.kind == "consult" and visit.place_id is None,
        answer_waits=visit.person_id in day.answers,
        is_apart=visit.pair is not None and visit.pair.state == PairState.APART,
        count=found.count,
        has_missing_report=found.has_report,
        check_minutes=_check(found, day),
        is_time_up=ends is not None and day.now >= ends,
        is_unsteady=_is_unsteady(found),
        movement_waits=_waits(visit, day),
    )


def _came_for_first(visit: Visit, day: Day) -> bool:
    """A second half whose first has begun needs no arrival of its own."""
    if visit.state != VisitState.BOOKED or visit.pair is None or visit.pair.state != PairState.TOGETHER:
        return False
    others = (found.visit for found in _same_day(visit, day) if found.visit.pair_id == visit.pair_id)
    return any(other.state in {VisitState.IN_TREATMENT, VisitState.DONE} for other in others)


def _moments(visit: Visit, found: Live, facts: VisitFacts, day: Day) -> Moments:
    first, started = found.first(EventKind.NEEDLES_IN), found.first(EventKind.STARTED)
    outs = [row.at for each in _same_day(visit, day) if (row := each.last(EventKind.NEEDLES_OUT))]
    answer = day.answers.get(visit.person_id)
    return Moments(
        starts=visit.starts,
        ends=started.at + (visit.ends - visit.starts) if started else visit.ends,
        answer_due=answer.due if answer else None,
        look_in_at=look_in_at(knowledge().treat.retention, first.at, facts.check_minutes, day.now) if first else None,
        retention_ends=retention_ends(found),
        last_out=max(outs, default=None),
    )


def _check(found: Live, day: Day) -> int | None:
    first = found.first(EventKind.NEEDLES_IN)
    if first is None or not found.count.still_in:
        return None
    looked = [row.at for row in found.rows if row.kind == EventKind.CHECK]
    return check_due(knowledge().treat.retention, first.at, looked, day.now)


def _is_unsteady(found: Live) -> bool:
    return last_told_of_balance(found.events) in WAITS


def _waits(visit: Visit, day: Day) -> Words | None:
    """Why movement cannot start yet."""
    for found in _same_day(visit, day):
        gate = may_start_movement(found.events, found.has_report)
        if not gate.is_open:
            return gate.why.words
    return None


def _same_day(visit: Visit, day: Day) -> Iterator[Live]:
    return (found for found in day.found.values() if found.visit.person_id == visit.person_id)


def _other(visit: Visit) -> Words:
    known = knowledge().disciplines.get(visit.discipline)
    return Words(
        "{discipline} {time} with {who}", discipline=Words(known.name) if known else visit.discipline,
        time=f"{visit.local_start.hour}:{visit.local_start:%M}", who=first_word(visit.practitioner.user.name),
    )  # fmt: skip


def _asks(visits: Sequence[Visit], day: Day, by: Member) -> bool:
    may = by.may(Job.SAFETY_ANSWERS) or by.may(Job.RECORD)
    treats = any(visit.state in _BEFORE and visit.kind in ("treatment", "maintenance") for visit in visits)
    return may and treats and day.is_today and visits[0].person_id not in day.asked


_BEFORE = (VisitState.BOOKED, VisitState.ARRIVED)
_HERE = (VisitState.ARRIVED, VisitState.IN_TREATMENT)
