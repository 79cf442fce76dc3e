"""Every route x every role x whose: it grows by itself with the URLconf.

A route with a new kind of id works at once when a model bears its name (``visit_id`` → Visit); anything else fails
with "teach the matrix", so that no route goes unasked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models, transaction
from django.test import Client
from django.urls import reverse
from tests.people import ELSEWHERE, HERE, TUESDAY_NINE, nobody

from weft.demo.build import build
from weft.demo.clinics import give_account
from weft.project.routes import Route, routes
from weft.records import access
from weft.records.models import AuditChange, Clinic, ClinicHost, Person, User
from weft.web.policy import Audience

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker

pytestmark = pytest.mark.django_db

ROLES = ("visitor", "marta", "harold", "wei", "dana", "ren", "noor", "elena", "otto")
WHOSE = ("own", "other", "foreign", "nobodys")
"""Marta's, Harold's, a patient's of Otto's clinic, and an id that nothing has."""

TAUGHT: dict[str, str] = {}
"""Route arguments whose name is not that of a model: ``{"bed_id": "Resource"}``."""

PLAIN: dict[str, object] = {
    "article": "needles-explained",
    "day": "2027-03-02",
    "fact_name": "screen-red_flags-cauda_equina",
    "measure": "rmdq",
    "message_kind": "reminder",
    "modality_id": "needling",
    "number": 1,
    "question_id": "saddle_numbness",
    "token": "no-such-token",
}
"""Route arguments that name no row."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One question to the server."""

    route: Route
    method: str
    role: str
    whose: str
    address: str

    def __str__(self) -> str:
        return f"{self.method} {self.route.pattern} as {self.role}, {self.whose}"


@dataclass(frozen=True, slots=True)
class World:
    """The built demo, with rows in every state, entered through ordinary accounts."""

    members: dict[str, access.Member]
    people: dict[str, Person]
    """Whose, to the person."""

    def browser(self, role: str) -> Client:
        """A browser signed in as this role, at the clinic of that role."""
        browser = Client(SERVER_NAME=ELSEWHERE if role == "otto" else HERE, raise_request_exception=False)
        if user_id := self.members[role].user_id:
            browser.force_login(User.objects.get(id=user_id), backend="weft.project.backends.Passwords")
        return browser


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[World]:
    """The demo, built once and taken back when the module is through."""
    with django_db_blocker.unblock(), transaction.atomic():
        nobody()
        build(TUESDAY_NINE)
        yield _world()
        transaction.set_rollback(True)


def _world() -> World:
    """Whoever the matrix needs and the demo lacks is added."""
    here, there = (ClinicHost.objects.everywhere().get(host=host).clinic for host in (HERE, ELSEWHERE))
    people = {"own": _person(here, "Marta"), "other": _person(here, "Harold"), "foreign": _person(there, "Ursula")}
    for whose, login in (("own", "marta"), ("other", "harold")):
        if people[whose].user is None:
            give_account(people[whose].id, login)
    User.objects.update(is_demo=False)
    members = {"visitor": access.visitor_to(here.id)}
    for role in ROLES[1:]:
        member = access.member_for(User.objects.get(login=role).id, (there if role == "otto" else here).id)
        assert member, role
        members[role] = member
    return World(members, people)


def _person(clinic: Clinic, first_name: str) -> Person:
    known = Person.objects.within(clinic.id).filter(name__startswith=first_name).first()
    return known or Person.objects.create(clinic=clinic, name=f"{first_name} Added", is_synthetic=True)


@pytest.mark.only_on("postgres")  # who may open a page is decided before any database is asked; it takes minutes
def test_no_role_gets_more_than_its_policy_and_nothing_breaks(world: World) -> None:
    browsers = {role: world.browser(role) for role in ROLES}
    faults = []
    asked = 0
    for cell in _cells(world):
        asked += 1
        faults += [f"{cell}: {fault}" for fault in _faults(cell, browsers[cell.role], world.members[cell.role])]

    assert faults == []
    assert asked >= len(ROLES) * len(routes())


def _cells(world: World) -> Iterator[Cell]:
    for route in routes():
        for whose in WHOSE if route.arguments else WHOSE[:1]:
            address = reverse(route.name, kwargs={name: _value(world, name, whose) for name in route.arguments})
            for method in set(route.methods) - {"HEAD"}:
                for role in ROLES:
                    # A policy says no before anybody looks whose row it is: once is enough.
                    if whose == WHOSE[0] or (route.policy and route.policy.allows(world.members[role])):
                        yield Cell(route, method, role, whose, address)


def _faults(cell: Cell, browser: Client, member: access.Member) -> Iterator[str]:
    assert cell.route.policy
    before = AuditChange.objects.count()
    with transaction.atomic():
        answer = browser.generic(cell.method, cell.address)
        changed = AuditChange.objects.count() - before
        transaction.set_rollback(True)
    allowed = cell.route.policy.allows(member)
    if answer.status_code >= 500:
        yield f"broke with {answer.status_code}"
    if answer.status_code == 405:
        yield "is declared but not taken"
    if not allowed and answer.status_code not in {303, 403}:
        yield f"was answered {answer.status_code}, the policy says no"
    if not allowed and changed:
        yield f"was refused and changed {changed} rows all the same"
    if allowed and cell.route.arguments and answer.status_code < 300 and _is_out_of_reach(cell):
        yield f"was answered {answer.status_code} about what is not theirs"
    if cell.role == "otto" and b"Marta" in _body(answer):
        yield "told Otto that Marta exists"


def _is_out_of_reach(cell: Cell) -> bool:
    """Whether nobody in this role may see it: nobody's, the other clinic's, or (for a patient) somebody else's."""
    assert cell.route.policy
    if all(name in PLAIN for name in cell.route.arguments):
        return False
    if cell.whose == "nobodys":
        return True
    if cell.role == "otto":
        return cell.whose != "foreign"
    mine = {"marta": "own", "harold": "other"}.get(cell.role)
    return cell.whose == "foreign" or (mine is not None and cell.whose != mine)


def _body(answer: object) -> bytes:
    return b"" if getattr(answer, "streaming", False) else answer.content  # type: ignore[attr-defined]


def _value(world: World, name: str, whose: str) -> object:
    """An id of the kind that the argument names, belonging to whom; a fresh one when no such row exists yet."""
    if name in PLAIN:
        return PLAIN[name]
    model = _model(name)
    if whose == "nobodys":
        return uuid4()
    return _row_of(model, world.people[whose]) or uuid4()


def _row_of(model: type[models.Model], person: Person) -> UUID | None:
    if model is Person:
        return person.id
    rows = model._default_manager.filter(clinic_id=person.clinic_id)
    rows.scoped = True  # type: ignore[attr-defined]  # the matrix looks into both clinics
    try:
        model._meta.get_field("person")
    except FieldDoesNotExist:
        found = rows.first()
    else:
        found = rows.filter(person_id=person.id).first()
    return found.pk if found else None


def _model(name: str) -> type[models.Model]:
    wanted = TAUGHT.get(name) or "".join(word.title() for word in name.removesuffix("_id").split("_"))
    for model in apps.get_app_config("records").get_models():
        if model.__name__ == wanted and name.endswith("_id"):
            return model
    raise AssertionError(f"teach the matrix: a route takes {name!r}; add it to TAUGHT or PLAIN in {__file__}")


@pytest.mark.urls("tests.web.planted")
def test_the_matrix_notices_a_view_that_forgot_whose_it_is(world: World) -> None:
    leaky = [cell for cell in _cells(world) if cell.route.name == "leaks" and cell.role in {"otto", "noor", "marta"}]
    noticed = {
        (cell.role, cell.whose)
        for cell in leaky
        if any("not theirs" in fault for fault in _faults(cell, world.browser(cell.role), world.members[cell.role]))
    }

    assert noticed == {
        *(("otto", whose) for whose in ("own", "other", "nobodys")),
        *(("noor", whose) for whose in ("foreign", "nobodys")),
    }


def test_an_argument_that_the_matrix_does_not_know_is_told() -> None:
    with pytest.raises(AssertionError, match="teach the matrix"):
        _model("riddle_id")


def test_public_routes_are_the_short_list_that_somebody_agreed_to() -> None:
    """A new public page is a decision: it is added here by hand."""
    public = {route.name for route in routes() if route.policy and route.policy.audience is Audience.PUBLIC}

    assert public - PUBLIC == set()


PUBLIC = {
    "book:home",
    "book:consult",
    "book:waiting",
    "book:booked",
    "book:calendar",
    "book:link",
    "book:booking",
    "book:move",
    "book:cancel",
    "book:cancelled",
    "book:new_link",
    "book:call_back",
    "book:requested",
    "book:choices",
    "desk:account",
    "desk:calendar_feed",
    "desk:come_back",
    "desk:forgotten",
    "desk:new_password",
    "desk:sign_in",
    "desk:sign_out",
    "desk:look_around",
    "plan:for_someone",
    "schedule:offer",
    "schedule:offer_link",
    "schedule:move_link",
    "schedule:move_question",
    "plan:question",
    "plan:outline",
    "plan:outline_sheet",
    "screen:check",
    "screen:question",
    "screen:answers",
    "screen:stop",
    "screen:send_stop",
    "screen:later",
    "learn:pieces",
    "learn:article",
    "learn:short",
    "learn:why_both",
    "learn:is_it_for_me",
    "learn:people",
    "learn:promises",
    "learn:receivers",
    "learn:logo",
    "learn:colour",
}
