"""Every path that creates or moves a visit goes through claims: each is led into a taken time and must be refused."""

import ast
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TypeGuard
from uuid import UUID

import pytest
from tests.people import TUESDAY_NINE, Cast
from tests.records.schedule.courses import MONDAY, visits

import weft
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.records import clock
from weft.records.actions.course import (
    CourseHeld,
    Wishes,
    choose_alternative,
    confirm_course,
    propose_course,
)
from weft.records.actions.course_move import move_pair, rejoin, split_pair
from weft.records.actions.schedule import book_pair, book_visit
from weft.records.models import Claim, Pair, Plan, Visit
from weft.records.refused import Reason, Refused
from weft.records.wanted import VisitWanted

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def needles(cast: Cast, at: datetime = TUESDAY_NINE) -> VisitWanted:
    return VisitWanted(NEEDLES, cast.ren.membership_id, at, 45, cast.beds[0].id, ((0, 15), (30, 45)))  # type: ignore[arg-type]


def movement(cast: Cast, at: datetime = TUESDAY_NINE + timedelta(minutes=45)) -> VisitWanted:
    return VisitWanted(MOVEMENT, cast.dana.membership_id, at, 40, cast.rooms[0].id)  # type: ignore[arg-type]


def held(cast: Cast, plan: Plan) -> CourseHeld:
    found = propose_course(plan_id=plan.id, by=cast.noor, wishes=Wishes(first_day=MONDAY))
    assert isinstance(found, CourseHeld)
    return found


def own_pair(cast: Cast) -> tuple[Visit, Visit]:
    """Marta's pair of Wednesday morning."""
    booked = book_pair(
        cast.marta_id,
        needles(cast, TUESDAY_NINE + 24 * HOUR),
        movement(cast, TUESDAY_NINE + 24.75 * HOUR),
        by=cast.noor,
    )
    assert not isinstance(booked, Refused), booked.words
    first, second = Visit.objects.within(cast.clinic.id).filter(id__in=booked.visits).order_by("order_in_pair")
    return first, second


def take(cast: Cast, *wanted: VisitWanted) -> None:
    """Harold is there first."""
    for each in wanted:
        assert not isinstance(book_visit(cast.harold_id, each, by=cast.noor), Refused)


def by_visit(cast: Cast, plan: Plan) -> object:
    take(cast, needles(cast))
    return book_visit(cast.marta_id, needles(cast), by=cast.noor)


def by_pair(cast: Cast, plan: Plan) -> object:
    take(cast, movement(cast))
    return book_pair(cast.marta_id, needles(cast), movement(cast), by=cast.noor)


def by_choice(cast: Cast, plan: Plan) -> object:
    offer = held(cast, plan)
    visit = offer.offer.choices[0].choices[0].visits[1]
    timed = offer.offer.timed(visit)
    who, room = cast.dana.membership_id, cast.rooms[1].id
    later = VisitWanted(MOVEMENT, who, timed.starts + timedelta(minutes=40), 40, room)  # type: ignore[arg-type]
    take(cast, later)
    return choose_alternative(course_id=offer.course_id, trip=0, choice=0, by=cast.noor)


def by_confirming(cast: Cast, plan: Plan) -> object:
    offer = held(cast, plan)
    timed = next(offer.offer.trips())[1]
    with clock.at(offer.expires or clock.now()):
        take(cast, movement(cast, timed.starts))
        return confirm_course(course_id=offer.course_id, by=cast.noor)


def by_moving_a_pair(cast: Cast, plan: Plan) -> object:
    first, _ = own_pair(cast)
    take(cast, movement(cast))
    return move_pair(visit_id=first.id, to=TUESDAY_NINE, by=cast.noor)


def by_moving_a_visit(cast: Cast, plan: Plan) -> object:
    booked = book_visit(cast.marta_id, movement(cast, TUESDAY_NINE + 24 * HOUR), by=cast.noor)
    assert not isinstance(booked, Refused)
    take(cast, movement(cast))
    return move_pair(visit_id=booked.visits[0], to=TUESDAY_NINE + timedelta(minutes=45), by=cast.noor)


def by_splitting(cast: Cast, plan: Plan) -> object:
    first, second = own_pair(cast)
    assert first.pair_id
    take(cast, movement(cast))
    to = TUESDAY_NINE + timedelta(minutes=45)
    return split_pair(pair_id=first.pair_id, visit_id=second.id, to=to, reason="x", by=cast.noor)


def by_rejoining(cast: Cast, plan: Plan) -> object:
    first, second = own_pair(cast)
    assert first.pair_id
    split_pair(pair_id=first.pair_id, visit_id=second.id, to=second.starts + 3 * HOUR, reason="x", by=cast.noor)
    take(
        cast,
        movement(cast, second.starts - timedelta(minutes=5)),
        movement(cast, second.starts + timedelta(minutes=35)),
    )
    return rejoin(pair_id=first.pair_id, by=cast.noor)


PATHS: dict[str, Callable[[Cast, Plan], object]] = {
    "book_visit": by_visit,
    "book_pair": by_pair,
    "choose_alternative": by_choice,
    "confirm_course": by_confirming,
    "move_pair, a pair": by_moving_a_pair,
    "move_pair, a visit": by_moving_a_visit,
    "split_pair": by_splitting,
    "rejoin": by_rejoining,
}
"""`propose_course` never lands on a taken time: it is solved again (see test_course_propose)."""


@pytest.mark.parametrize("path", PATHS)
def test_no_path_books_over_a_taken_time(cast: Cast, plan: Plan, path: str) -> None:
    result = PATHS[path](cast, plan)

    assert isinstance(result, Refused), result
    assert overlaps(cast) == []


def test_a_proposal_goes_round_what_is_taken(cast: Cast, plan: Plan) -> None:
    take(cast, needles(cast, TUESDAY_NINE - 25 * HOUR), movement(cast, TUESDAY_NINE - 24.25 * HOUR))

    held(cast, plan)

    assert overlaps(cast) == []


def test_a_rival_between_solving_and_holding_makes_it_solve_once_more(
    cast: Cast, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody books what we are about to hold, once; then again and again."""
    from weft.records.actions import course_hold as actions

    real: Callable[..., object] = actions.hold_offer
    rivals: list[int] = []

    def slow(plan: object, wishes: object, offer: object, **more: object) -> object:
        if rivals:
            timed = next(offer.trips())[0]  # type: ignore[attr-defined]
            rivals.pop()
            placed = timed.placed
            take(cast, VisitWanted(NEEDLES, UUID(placed.practitioner), timed.starts, 45, UUID(placed.room)))
        return real(plan, wishes, offer, **more)

    monkeypatch.setattr("weft.records.actions.course.hold_offer", slow)
    rivals.append(1)
    once = propose_course(plan_id=plan.id, by=cast.noor, wishes=Wishes(first_day=MONDAY))
    rivals.extend([1, 1])
    twice = propose_course(plan_id=plan.id, by=cast.noor, wishes=Wishes(first_day=MONDAY + timedelta(days=1)))

    assert isinstance(once, CourseHeld)
    assert isinstance(twice, Refused)
    assert twice.reason is Reason.SLOT_TAKEN
    assert overlaps(cast) == []


def overlaps(cast: Cast) -> list[tuple[object, object]]:
    rows = list(Claim.objects.within(cast.clinic.id).filter(active=True).order_by("resource_id", "starts"))
    return [(one, two) for one, two in pairwise(rows) if one.resource_id == two.resource_id and two.starts < one.ends]


def test_the_list_of_paths_is_complete() -> None:
    """Only these files write a visit's time; a new one is added here together with its path above."""
    found = {
        path.name
        for path in (Path(weft.__file__).parent / "records").rglob("*.py")
        if "migrations" not in path.parts and path.parent.name != "models" and writes_a_visit(path.read_text("utf-8"))
    }

    assert found == {"schedule.py", "course_move.py"}


@pytest.mark.parametrize(("text", "writes"), [
    ("from weft.records.models import Person, Visit\nVisit(starts=at)", True),
    ("from weft.records.models import Visit as Row\nRow(starts=at)", True),
    ("from weft.records.models import Visit as Row\nRow.objects.create(starts=at)", True),
    ("from weft.core.x import Visit\nfrom weft.records.models import Visit as Row\nVisit(day=1)", False),
])  # fmt: skip
def test_the_solvers_visit_is_no_row(text: str, writes: bool) -> None:
    assert writes_a_visit(text) is writes


def writes_a_visit(text: str) -> bool:
    """Whether a file writes a visit's row, under whatever name it knows that; the solver has a `Visit` too."""
    models = [node for node in ast.walk(ast.parse(text)) if _imports_models(node)]
    names = {one.asname or one.name for node in models for one in node.names if one.name == "Visit"} or {"Visit"}
    row = f"({'|'.join(sorted(names))})"
    return bool(re.search(
        rf"\b{row}\.objects\.(create|bulk_create)|\b{row}\(|\.starts, visit\.ends = |starts=.*\b{row}\.objects", text
    ))  # fmt: skip


def _imports_models(node: ast.AST) -> TypeGuard[ast.ImportFrom]:
    return isinstance(node, ast.ImportFrom) and (node.module or "").startswith("weft.records.models")


def test_no_visit_without_claims_is_left_by_a_course(cast: Cast, plan: Plan) -> None:
    confirm_course(course_id=held(cast, plan).course_id, by=cast.noor)

    claimed = set(Claim.objects.within(cast.clinic.id).filter(active=True).values_list("visit_id", flat=True))
    assert {visit.id for visit in visits(cast)} == claimed
    assert Pair.objects.within(cast.clinic.id).count() == 7
