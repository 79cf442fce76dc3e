"""The one next step of a visit: its state decides the label, so a day can be run by pressing Next."""

from dataclasses import dataclass
from enum import StrEnum

from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.core.shared.words import Words
from weft.core.treat.count import Count

NO_NEEDLES = Count()


class Stage(StrEnum):
    """Where a visit stands (the values of `records.models.VisitState`)."""

    BOOKED = "booked"
    ARRIVED = "arrived"
    IN_TREATMENT = "in_treatment"
    DONE = "done"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


class StepKind(StrEnum):
    """What is to be done next."""

    NOTHING = "nothing"
    READ_ANSWER = "read_answer"
    REJOIN = "rejoin"
    CALL = "call"
    ARRIVE = "arrive"
    TALK = "talk"
    ASSESS = "assess"
    REVIEW = "review"
    PLACE_NEEDLES = "place_needles"
    CHECK = "check"
    WATCH = "watch"
    TAKE_OUT = "take_out"
    FIND_NEEDLE = "find_needle"
    STEADY = "steady"
    SIGN_NEEDLES = "sign_needles"
    WAIT = "wait"
    START_MOVEMENT = "start_movement"
    SIGN_MOVEMENT = "sign_movement"
    OPEN = "open"


class About(StrEnum):
    """Which id the step's address takes: ``visit_id`` or ``person_id``."""

    VISIT = "visit"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFacts:
    """What the label depends on."""

    discipline: str
    stage: Stage
    kind: str = "treatment"
    """consult | assessment | treatment | review | maintenance."""
    is_by_phone: bool = False
    answer_waits: bool = False
    """An answer to the health questions must be read first."""
    is_apart: bool = False
    """Its pair was pulled apart."""
    count: Count = NO_NEEDLES
    has_missing_report: bool = False
    check_minutes: int | None = None
    """The check that is due."""
    is_time_up: bool = False
    """The planned time of the needles is over."""
    is_unsteady: bool = False
    """A faint, or "not steady yet", is open."""
    movement_waits: Words | None = None
    """Why movement cannot start yet; None when it can."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """The label of the Next button and where it leads."""

    kind: StepKind
    words: Words
    url_name: str = ""
    """Empty when there is nothing to press."""
    about: About = About.VISIT
    posts: bool = False
    """The address is posted to; otherwise it is opened."""
    job: str = "record"
    """The right that the step takes (`records.access.Job`)."""
    why: Words | None = None


def next_step(visit: VisitFacts) -> NextStep:
    """The next step of one visit."""
    if visit.stage in _OVER:
        return NextStep(StepKind.NOTHING, _OVER[visit.stage])
    if visit.answer_waits:
        why = Words("before anything starts")
        return NextStep(StepKind.READ_ANSWER, Words("Read the answer"), "screen:person", About.PERSON, why=why)
    if visit.stage is Stage.BOOKED:
        return _before(visit)
    if visit.kind in _TALKS:
        return _TALKS[visit.kind]
    return _LANES.get(visit.discipline, _other)(visit)


def _before(visit: VisitFacts) -> NextStep:
    if visit.is_apart:
        return NextStep(StepKind.REJOIN, Words("Rejoin the halves"), "schedule:visit", job="diary")
    if visit.is_by_phone:
        return NextStep(StepKind.CALL, Words("Call"), "desk:person", About.PERSON, job="diary")
    return NextStep(StepKind.ARRIVE, Words("Arrived"), "treat:arrive", posts=True, job="diary")


def _needles(visit: VisitFacts) -> NextStep:
    kind, words = _needle_step(visit)
    return NextStep(kind, words, "treat:needles", job="needles")


def _needle_step(visit: VisitFacts) -> tuple[StepKind, Words]:
    if visit.count.needles_in == 0:
        return StepKind.PLACE_NEEDLES, Words("Place the needles")
    if visit.count.still_in:
        return _while_in(visit, visit.count)
    if visit.is_unsteady:
        return StepKind.STEADY, Words("Steady on their feet?")
    return StepKind.SIGN_NEEDLES, Words("Sign the needles")


def _while_in(visit: VisitFacts, count: Count) -> tuple[StepKind, Words]:
    if visit.has_missing_report:
        return StepKind.SIGN_NEEDLES, Words("Sign: {n} reported missing", n=count.still_in)
    if count.needles_out:
        return StepKind.FIND_NEEDLE, Words("{n} still in: count on", n=count.still_in)
    if visit.is_time_up:
        return StepKind.TAKE_OUT, Words("Take the needles out")
    if visit.check_minutes is not None:
        return StepKind.CHECK, Words("{minutes}-min check", minutes=visit.check_minutes)
    return StepKind.WATCH, Words("{n} in: look in", n=count.still_in)


def _movement(visit: VisitFacts) -> NextStep:
    if visit.stage is Stage.IN_TREATMENT:
        return NextStep(StepKind.SIGN_MOVEMENT, Words("Sign the movement"), "treat:movement", job="movement")
    if visit.movement_waits:
        return NextStep(StepKind.WAIT, Words("Waiting"), "treat:movement", job="movement", why=visit.movement_waits)
    words = Words("Start movement")
    return NextStep(StepKind.START_MOVEMENT, words, "treat:start_movement", posts=True, job="movement")


def _other(visit: VisitFacts) -> NextStep:
    return NextStep(StepKind.OPEN, Words("Open the visit"), "schedule:visit")


_LANES = {NEEDLES: _needles, MOVEMENT: _movement}

_OVER = {
    Stage.DONE: Words("Done"),
    Stage.CANCELLED: Words("Cancelled"),
    Stage.NO_SHOW: Words("Did not come"),
}

_TALKS = {
    "consult": NextStep(StepKind.TALK, Words("Talk"), "desk:person", About.PERSON),
    "assessment": NextStep(StepKind.ASSESS, Words("Assess"), "assess:assessment", About.PERSON),
    "review": NextStep(StepKind.REVIEW, Words("Review the plan"), "adjust:review", About.PERSON),
}
