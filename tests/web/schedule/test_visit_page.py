"""One trip on its page: moved to one of the nearest times, pulled apart, rejoined, cancelled."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.people import Cast
from tests.web.conftest import ClientOf

from weft.records import versions
from weft.records.actions.course import CourseHeld, confirm_course, propose_course
from weft.records.actions.schedule import book_visit
from weft.records.models import Pair, PairState, Plan, Visit, VisitState
from weft.records.wanted import VisitWanted


@pytest.fixture
def pair(cast: Cast, plan: Plan) -> Pair:
    """Her first pair: Monday 1 March, 8:00."""
    held = propose_course(plan_id=plan.id, by=cast.noor)
    assert isinstance(held, CourseHeld)
    confirm_course(course_id=held.course_id, by=cast.noor)
    return Pair.objects.within(cast.clinic.id).order_by("local_date")[0]


@pytest.fixture
def noor(as_: ClientOf) -> Client:
    return as_("noor")


def halves(pair: Pair) -> list[Visit]:
    return list(Visit.objects.within(pair.clinic_id).filter(pair=pair).order_by("order_in_pair"))


def to(name: str, pair: Pair) -> str:
    return reverse(f"schedule:{name}", args=[halves(pair)[0].id])


def text(answer: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())  # type: ignore[attr-defined]


def starts(pair: Pair) -> list[str]:
    return [f"{visit.local_date:%d} {visit.local_start:%H:%M}" for visit in halves(pair)]


@pytest.mark.parametrize(
    ("act", "typed"),
    [
        ("move", {"day": "2027-03-01", "start": "11:00"}),
        ("split", {"day": "2027-03-01", "start": "14:00", "reason": "the bus"}),
        ("cancel", {"reason": "on holiday"}),
    ],
)
def test_a_trip_that_somebody_moved_meanwhile_is_looked_at_before_it_is_changed(
    noor: Client, as_: ClientOf, pair: Pair, monkeypatch: pytest.MonkeyPatch, act: str, typed: dict[str, str]
) -> None:
    mark = noor.get(to("visit", pair)).context["trip"].mark
    sent = {"seen": mark, **typed, **({"half": str(halves(pair)[1].id)} if act == "split" else {})}
    as_("dana").post(to("move", pair), {"day": "2027-03-01", "start": "10:00", "seen": mark})
    late = noor.post(to(act, pair), sent)

    assert late.status_code == 409
    assert "Dana has changed this visit meanwhile." in text(late)
    assert "Monday 1 March 2027, 10:00" in text(late)
    assert [value for value in typed.values() if value not in late.content.decode()] == []
    assert starts(pair)[0] == "01 10:00"
    monkeypatch.setattr(versions, "need_unchanged", lambda *_, **__: None)
    assert noor.post(to(act, pair), sent).status_code == 303  # without the guard it is written over


@pytest.mark.parametrize("meanwhile", ["cancelled", "half of it cancelled", "pulled apart"])
def test_what_was_typed_about_a_trip_that_is_another_by_now_is_there_to_copy(
    noor: Client, as_: ClientOf, pair: Pair, meanwhile: str
) -> None:
    seen, half = {"seen": noor.get(to("visit", pair)).context["trip"].mark}, str(halves(pair)[1].id)
    if meanwhile == "pulled apart":
        as_("dana").post(to("split", pair), apart(pair) | seen)
    else:
        only = {} if meanwhile == "cancelled" else {"only_this_half": half}
        as_("dana").post(to("cancel", pair), {"reason": "Ren is <b>ill</b>", **seen, **only})
    by_dana = "Dana has changed this visit meanwhile."
    says = {"move": by_dana, "split": by_dana, "cancel": by_dana}
    if meanwhile == "cancelled":
        says["cancel"] = "is over or is cancelled, so it cannot be changed."
    for act, typed in (
        ("move", {"day": "2027-03-02", "start": "11:05"}),
        ("split", {"day": "2027-03-02", "start": "14:05", "reason": "the bus"}),
        ("cancel", {"reason": "on holiday"}),
    ):
        late = noor.post(to(act, pair), {"half": half, **seen, **typed})
        shown = late.content.decode()
        assert (late.status_code, act, says[act] in text(late)) == (409, act, True)
        assert [value for value in typed.values() if value not in shown] == []
        assert ('id="over-title"' in shown) is (meanwhile == "cancelled" or act == "split")
    why = '<span translate="no" dir="auto">' + ("Dana has a course" if "apart" in meanwhile else "Ren is &lt;b&gt;ill")
    assert why in shown


def test_it_shows_the_trip_and_the_three_nearest_times(noor: Client, pair: Pair) -> None:
    answer = noor.get(to("visit", pair))

    said = text(answer)
    assert answer.status_code == 200
    assert "Monday 1 March 2027, 8:00" in said
    assert re.findall(r"Move to (.*?, [\d:]+)", said) == ["Mon 1 Mar, 8:15", "Mon 1 Mar, 8:30", "Mon 1 Mar, 8:45"]
    assert 'aria-label="Needles 8:00 with Ren, then movement 8:45 with Dana"' in answer.content.decode()


def test_both_halves_move(noor: Client, pair: Pair) -> None:
    answer = noor.post(to("move", pair), {"day": "2027-03-01", "start": "10:00"})

    assert (answer.status_code, answer.headers["location"]) == (303, to("visit", pair))
    assert starts(pair) == ["01 10:00", "01 10:45"]


def test_every_time_that_is_offered_can_be_had(noor: Client, pair: Pair) -> None:
    page = noor.get(to("visit", pair)).content.decode()
    offers = re.findall(r'name="day" value="([\d-]+)">\s*<input type="hidden" name="start" value="([\d:]+)"', page)

    assert len(offers) == 3
    for day, start in offers:
        assert noor.post(to("move", pair), {"day": day, "start": start}).status_code == 303


def test_a_taken_time_is_409_with_the_nearest_ones(noor: Client, pair: Pair, cast: Cast) -> None:
    _, second = halves(pair)
    wanted = VisitWanted("movement", second.practitioner_id, second.starts + timedelta(hours=2), 40, second.place_id)
    book_visit(cast.harold_id, wanted, by=cast.noor)

    answer = noor.post(to("move", pair), {"day": "2027-03-01", "start": "10:00"})

    assert answer.status_code == 409
    assert "Dana is no longer free at that time." in text(answer)
    assert len(re.findall(r"Move to Mon 1 Mar", text(answer))) == 3
    assert starts(pair) == ["01 08:00", "01 08:45"]


@pytest.mark.parametrize(("typed", "says"), [
    ({"day": "2027-03-01", "start": "later"}, "Enter a valid time."),
    ({"day": "", "start": "10:00"}, "This field is required."),
    ({"day": "2027-03-14", "start": "02:30"}, "The clocks change then"),
])  # fmt: skip
def test_a_time_that_is_none_is_said_and_what_was_typed_stays(
    noor: Client, pair: Pair, typed: dict[str, str], says: str
) -> None:
    answer = noor.post(to("move", pair), typed)

    assert answer.status_code == 400
    assert says in text(answer)
    assert all(value in answer.content.decode() for value in typed.values())


def test_outside_working_hours_is_422(noor: Client, pair: Pair) -> None:
    answer = noor.post(to("move", pair), {"day": "2027-03-01", "start": "19:00"})

    assert answer.status_code == 422
    assert "outside working hours" in text(answer)


def apart(pair: Pair, **changes: str) -> dict[str, str]:
    half = str(halves(pair)[1].id)
    return {"half": half, "day": "2027-03-01", "start": "14:00", "reason": "Dana has a course", **changes}


def test_the_halves_are_pulled_apart_with_a_reason_and_rejoined(noor: Client, pair: Pair) -> None:
    assert noor.post(to("split", pair), apart(pair)).status_code == 303
    assert starts(pair) == ["01 08:00", "01 14:00"]
    assert "The pair was pulled apart: Dana has a course" in text(noor.get(to("visit", pair)))

    assert noor.post(to("rejoin", pair)).status_code == 303
    assert starts(pair) == ["01 08:00", "01 08:45"]


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"half": "x"}, {"start": ""}])
def test_without_a_reason_a_half_or_a_time_nothing_is_pulled_apart(
    noor: Client, pair: Pair, wrong: dict[str, str]
) -> None:
    answer = noor.post(to("split", pair), apart(pair, **wrong))

    assert answer.status_code == 400
    pair.refresh_from_db()
    assert pair.state == PairState.TOGETHER


def test_rejoining_what_is_together_is_409(noor: Client, pair: Pair) -> None:
    assert noor.post(to("rejoin", pair)).status_code == 409


def test_a_pair_is_cancelled_whole(noor: Client, pair: Pair) -> None:
    assert noor.post(to("cancel", pair), {"reason": "on holiday"}).status_code == 303

    assert {visit.state for visit in halves(pair)} == {VisitState.CANCELLED}
    assert "Cancelled: on holiday" in text(noor.get(to("visit", pair)))


def test_one_half_is_cancelled_alone(noor: Client, pair: Pair) -> None:
    first, _ = halves(pair)

    noor.post(to("cancel", pair), {"reason": "sore skin", "only_this_half": str(first.id)})

    assert [visit.state for visit in halves(pair)] == [VisitState.CANCELLED, VisitState.BOOKED]


@pytest.mark.parametrize(
    "typed", [{}, {"reason": ""}, {"reason": "x", "only_this_half": "00000000-0000-4000-8000-000000000000"}]
)
def test_without_a_reason_or_with_a_strange_half_nothing_is_cancelled(
    noor: Client, pair: Pair, typed: dict[str, str]
) -> None:
    assert noor.post(to("cancel", pair), typed).status_code == 400
    assert {visit.state for visit in halves(pair)} == {VisitState.BOOKED}


def test_what_has_begun_says_that_it_cannot_be_changed(noor: Client, pair: Pair) -> None:
    Visit.objects.within(pair.clinic_id).filter(pair=pair).update(state=VisitState.ARRIVED)

    assert "cannot be moved or cancelled" in text(noor.get(to("visit", pair)))
    assert noor.post(to("move", pair), {"day": "2027-03-01", "start": "10:00"}).status_code == 409


def test_other_clinics_patients_and_strangers_do_not_get_in(as_: ClientOf, noor: Client, pair: Pair) -> None:
    assert as_("otto").get(to("visit", pair)).status_code == 404
    assert as_("otto").post(to("cancel", pair), {"reason": "x"}).status_code == 404
    assert as_("harold").get(to("visit", pair)).status_code == 403
    assert noor.get(reverse("schedule:visit", args=[uuid4()])).status_code == 404


def test_wrong_methods_are_405(noor: Client, pair: Pair) -> None:
    assert noor.post(to("visit", pair)).status_code == 405
    assert [noor.get(to(name, pair)).status_code for name in ("move", "split", "rejoin", "cancel")] == [405] * 4
