"""The undo bar: ten seconds in which the last step is taken back, exactly, by whoever took it."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from tests.care import PlanMade, drafted, got, no
from tests.people import TUESDAY_NINE, Cast
from tests.web.conftest import ClientOf

from weft.core.book.consents import Purpose
from weft.core.schedule.absence import Why
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.records import clock
from weft.records.access import Member
from weft.records.actions import undo as actions
from weft.records.actions.away import Absent, write_absence
from weft.records.actions.book_consent import give_consent
from weft.records.actions.course_cancel import cancel_visit
from weft.records.actions.course_move import move_pair
from weft.records.actions.message_timers import remind
from weft.records.actions.schedule import book_pair, book_visit
from weft.records.actions.treat_live import arrive, not_here
from weft.records.models import (
    AuditChange,
    Claim,
    Discharge,
    Episode,
    OutboxMessage,
    Pair,
    Person,
    Plan,
    Review,
    Task,
    Visit,
    Watch,
)
from weft.records.refused import Reason
from weft.records.wanted import VisitWanted

NOW = TUESDAY_NINE - timedelta(hours=1)
HOUR = timedelta(hours=1)
ENDING = {
    "reason": "finished",
    "summary": "went well",
    "keep": "walk",
    "watch_for": "",
    "way_back": "",
    "said_no_goals": "on",
}


def hands(member: Member) -> UUID:
    assert member.membership_id
    return member.membership_id


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def first(cast: Cast) -> Visit:
    """Her pair of this morning, 9:00 and 9:30; its first half."""
    needles = VisitWanted(NEEDLES, hands(cast.ren), TUESDAY_NINE, 30, cast.beds[0].id)
    movement = VisitWanted(MOVEMENT, hands(cast.dana), TUESDAY_NINE + HOUR / 2, 30, cast.rooms[0].id)
    got(book_pair(cast.marta_id, needles, movement, by=cast.noor))
    return Visit.objects.within(cast.clinic.id).get(order_in_pair=1)


@pytest.fixture
def told(cast: Cast) -> None:
    Person.objects.within(cast.clinic.id).filter(id=cast.marta_id).update(email="marta@example.org")
    give_consent(by=cast.noor, person_id=cast.marta_id, purpose=Purpose.VISIT_REMINDERS)


def stands(cast: Cast) -> dict[str, list[Any]]:
    """Everything that a step changes, but how often a visit was changed."""
    mine = cast.clinic.id
    visits = Visit.objects.within(mine).order_by("starts").values()
    claims = Claim.objects.within(mine).filter(active=True).order_by("resource", "starts")
    return {
        "visits": [{name: value for name, value in row.items() if name != "changes"} for row in visits],
        "pairs": list(Pair.objects.within(mine).values("id", "state", "apart_reason", "local_date")),
        "claims": list(claims.values_list("resource", "starts", "ends", "visit")),
        "tasks": list(Task.objects.within(mine).order_by("id").values_list("kind", "done_at", "done_by", "outcome")),
    }


def messages(cast: Cast) -> list[tuple[str, str]]:
    rows = OutboxMessage.objects.within(cast.clinic.id).order_by("made_at", "id")
    return sorted(rows.values_list("kind", "state"))


def key_on(page: Any) -> str:
    """The key of the bar on the page; empty when there is none."""
    found = re.search(r'id="undo".*?name="key" value="(\w+)"', page.content.decode(), re.DOTALL)
    return found[1] if found else ""


def key_in(browser: Client) -> str:
    """The key of the step that can be taken back, without a page around it."""
    return str(browser.session["undo"]["key"])


def undo(browser: Client, after: Any, *, seconds: float = 3) -> Any:
    """Press Undo some seconds after the step was taken."""
    assert after.status_code == 303
    with clock.at(NOW + timedelta(seconds=seconds)):
        return browser.post("/undo", {"key": key_in(browser)})


STEPS: dict[str, dict[str, str]] = {
    "move": {"day": "2027-03-02", "start": "11:00"},
    "split": {"day": "2027-03-02", "start": "14:00", "reason": "the bus"},
    "cancel": {"reason": "ill"},
    "late/settle": {"minutes": "15", "way": "whole"},
}


def step(browser: Client, visit: Visit, name: str, **more: str) -> Any:
    other = Visit.objects.within(visit.clinic_id).get(pair=visit.pair_id, order_in_pair=2)
    said = STEPS.get(name, {}) | ({"half": str(other.id)} if name == "split" else {}) | more
    return browser.post(f"/visits/{visit.id}/{name}", said)


def changed(cast: Cast, visit: Visit, how: str) -> actions.Undo:
    if how == "cancel":
        return got(actions.cancel(visit_id=visit.id, reason="ill", by=cast.noor))
    return got(actions.move(visit_id=visit.id, to=NOW + 3 * HOUR, by=cast.noor))


@pytest.mark.parametrize("name", ["move", "split", "cancel"])
def test_what_was_changed_stands_exactly_as_before(cast: Cast, as_: ClientOf, first: Visit, name: str) -> None:
    before, noor = stands(cast), as_("noor")
    after = step(noor, first, name)
    changed = stands(cast)

    back = undo(noor, after)

    assert (after.status_code, back.status_code) == (303, 303)
    assert changed != before
    assert stands(cast) == before
    assert "Taken back" in noor.get(back.headers["location"]).text


@pytest.mark.parametrize("name", ["move", "split", "cancel"])
def test_a_visit_that_left_an_absence_stands_in_it_again(cast: Cast, as_: ClientOf, first: Visit, name: str) -> None:
    ends = TUESDAY_NINE + HOUR / 2
    who = Absent(membership_id=cast.ren.membership_id)
    got(write_absence(by=cast.noor, who=who, starts=TUESDAY_NINE, ends=ends, why=Why.MEETING))
    before, noor = stands(cast), as_("noor")
    other = {"start": "8:15", "half": str(first.id)} if name == "split" else {}
    after = step(noor, first, name, **other)
    left = stands(cast)

    back = undo(noor, after)

    assert back.status_code == 303
    assert [row[1] for row in left["tasks"]] != [None]
    assert stands(cast) == before


def test_half_a_pair_that_was_cancelled_is_half_of_it_again(cast: Cast, first: Visit) -> None:
    before = stands(cast)
    other = Visit.objects.within(cast.clinic.id).get(order_in_pair=2)

    off = got(actions.cancel(visit_id=other.id, reason="ill", only_this_half=True, by=cast.noor))
    got(actions.take_back(off, by=cast.noor))

    assert stands(cast) == before


def test_halves_put_together_are_apart_again_for_the_old_reason(cast: Cast, as_: ClientOf, first: Visit) -> None:
    noor = as_("noor")
    step(noor, first, "split")
    before = stands(cast)

    undo(noor, step(noor, first, "rejoin"))

    assert stands(cast) == before
    assert before["pairs"][0]["apart_reason"] == "the bus"


@pytest.mark.parametrize("name", ["arrive", "late/missed"])
def test_who_was_marked_by_mistake_is_awaited_again(cast: Cast, as_: ClientOf, first: Visit, name: str) -> None:
    before, noor = stands(cast), as_("noor")

    with clock.at(NOW + HOUR + HOUR / 6):
        after = step(noor, first, name)
        back = noor.post("/undo", {"key": key_in(noor)})

    assert (after.status_code, back.status_code) == (303, 303)
    assert stands(cast) == before


def test_the_server_holds_the_limit_with_a_small_grace(cast: Cast, first: Visit) -> None:
    before = stands(cast)
    moved = got(actions.move(visit_id=first.id, to=NOW + 3 * HOUR, by=cast.noor))
    left = stands(cast)

    with clock.at(NOW + timedelta(seconds=15.1)):
        late = no(actions.take_back(moved, by=cast.noor))
    after_late = stands(cast)
    with clock.at(NOW + timedelta(seconds=15)):
        got(actions.take_back(moved, by=cast.noor))

    assert late.reason is Reason.NOT_POSSIBLE
    assert after_late == left
    assert stands(cast) == before


def test_the_bar_stands_for_ten_seconds_and_then_the_session_forgets_it(as_: ClientOf, first: Visit) -> None:
    noor = as_("noor")
    step(noor, first, "cancel")

    pages = []
    for seconds in (0, 9.9, 10, 15.1):
        with clock.at(NOW + timedelta(seconds=seconds)):
            pages.append(noor.get("/today/sheet"))
    kept = noor.session.get("undo")

    says = 'role="status">Cancelled. <span translate="no" dir="auto">Marta</span>'
    assert [bool(key_on(page)) for page in pages] == [True, True, False, False]
    assert [says in page.text for page in pages] == [True, True, False, False]
    assert kept is None


def test_who_presses_too_late_is_told_so(cast: Cast, as_: ClientOf, first: Visit) -> None:
    noor = as_("noor")
    after = step(noor, first, "move")
    moved = stands(cast)

    answer = undo(noor, after, seconds=15.1)

    assert answer.status_code == 422
    assert "The ten seconds are over" in answer.content.decode()
    assert stands(cast) == moved


def test_it_is_undone_once_and_only_the_last_step_can_be(cast: Cast, as_: ClientOf, first: Visit) -> None:
    noor = as_("noor")
    step(noor, first, "move")
    old = key_in(noor)
    after = step(noor, first, "move", start="13:00")

    too_old = noor.post("/undo", {"key": old})
    done = undo(noor, after)
    twice = noor.post("/undo", {"key": old})

    assert [each.status_code for each in (too_old, done, twice)] == [409, 303, 409]
    assert Visit.objects.within(cast.clinic.id).get(id=first.id).local_start.hour == 11
    assert "There is nothing to take back any more" in twice.content.decode()


def test_nobody_undoes_what_somebody_else_has_done(as_: ClientOf, first: Visit) -> None:
    noor = as_("noor")
    step(noor, first, "move", start="13:00")
    key = key_in(noor)
    answers = [as_(name).post("/undo", {"key": key}).status_code for name in ("dana", "otto", "marta")]

    assert answers == [409, 409, 403]


def test_the_bar_of_one_who_signs_out_is_not_shown_to_the_next(as_: ClientOf, cast: Cast, first: Visit) -> None:
    noor, dana = as_("noor"), as_("dana")
    step(noor, first, "move")
    session = dana.session
    session["undo"] = noor.session["undo"]
    session.save()

    assert key_on(noor.get("/today"))
    assert not key_on(dana.get("/today"))


def test_what_was_changed_since_stays(cast: Cast, as_: ClientOf, first: Visit) -> None:
    noor = as_("noor")
    after = step(noor, first, "move")
    step(as_("dana"), first, "move", start="13:00")
    moved = stands(cast)

    answer = undo(noor, after)

    assert answer.status_code == 409
    assert "This visit has been changed since" in answer.content.decode()
    assert stands(cast) == moved


@pytest.mark.parametrize("name", ["move", "cancel"])
def test_a_time_that_somebody_took_meanwhile_is_theirs(cast: Cast, as_: ClientOf, first: Visit, name: str) -> None:
    noor = as_("noor")
    after = step(noor, first, name)
    taken = VisitWanted(NEEDLES, hands(cast.ren), TUESDAY_NINE, 30, cast.beds[0].id)
    got(book_visit(cast.harold_id, taken, by=cast.dana))
    standing = stands(cast)

    answer = undo(noor, after)

    says = answer.content.decode()
    assert answer.status_code == 409
    assert "the time it had is not free any more" in says
    assert "Harold" not in says
    assert f'href="/visits/{first.id}"' in says
    assert stands(cast) == standing


def test_an_arrival_after_which_something_was_written_stays(as_: ClientOf, cast: Cast, first: Visit) -> None:
    noor = as_("noor")
    after = step(noor, first, "arrive")
    assert as_("ren").post(f"/visits/{first.id}/start").status_code in {303, 404}
    as_("ren").post(f"/visits/{first.id}/faint")

    answer = undo(noor, after)

    assert answer.status_code == 422
    assert "Something has been written" in answer.content.decode()


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(("how", "kind"), [("move", "moved"), ("cancel", "cancelled")])
def test_a_message_that_has_not_gone_is_taken_back(cast: Cast, first: Visit, how: str, kind: str) -> None:
    remind(by=cast.system)
    OutboxMessage.objects.within(cast.clinic.id).filter(kind="booked").update(state="sent", sent_at=NOW)
    before = messages(cast)
    taken = changed(cast, first, how)
    due = OutboxMessage.objects.within(cast.clinic.id).get(kind=kind).due

    got(actions.take_back(taken, by=cast.noor))

    assert due == NOW + timedelta(seconds=15)  # no worker takes it up while it can be taken back
    assert messages(cast) == sorted([*before, (kind, "stopped")])


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(("how", "kind", "state"), [("move", "moved", "sent"), ("cancel", "cancelled", "sending")])
def test_after_a_message_that_has_gone_comes_one_that_says_how_it_is_now(
    cast: Cast, first: Visit, how: str, kind: str, state: str
) -> None:
    remind(by=cast.system)
    OutboxMessage.objects.within(cast.clinic.id).filter(kind="booked").update(state="sent", sent_at=NOW)
    before = messages(cast)
    taken = changed(cast, first, how)
    OutboxMessage.objects.within(cast.clinic.id).filter(kind=kind).update(state=state)

    got(actions.take_back(taken, by=cast.noor))

    new = OutboxMessage.objects.within(cast.clinic.id).get(kind="booked", state="waiting")
    assert "Tue 2 March 2027, 9:00" in new.body
    assert "SEQUENCE:4" in new.calendar  # of both halves: newer than what the first message said
    assert messages(cast) == sorted([*before, (kind, state), ("booked", "waiting")])


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("state", ["waiting", "sent"])
@pytest.mark.parametrize("change", ["move", "cancel"])
def test_nobody_is_reminded_twice_of_a_visit_that_stands_as_before(
    cast: Cast, first: Visit, change: str, state: str
) -> None:
    rows = OutboxMessage.objects.within(cast.clinic.id)
    rows.update(state="sent", made_at=NOW - 48 * HOUR)
    Visit.objects.within(cast.clinic.id).update(made_at=NOW - 48 * HOUR)
    remind(by=cast.system)
    rows.filter(kind="reminder").update(state=state)
    before = messages(cast)

    with clock.at(NOW + timedelta(minutes=1)):
        taken = changed(cast, first, change)
        got(actions.take_back(taken, by=cast.noor))
        remind(by=cast.system)

    assert ("reminder", state) in before
    assert [each for each in messages(cast) if each[1] != "stopped"] == before


@pytest.mark.usefixtures("told")
def test_who_cancels_after_all_tells_the_person(cast: Cast, first: Visit) -> None:
    OutboxMessage.objects.within(cast.clinic.id).update(state="sent")
    got(actions.take_back(changed(cast, first, "cancel"), by=cast.noor))

    got(cancel_visit(visit_id=first.id, reason="ill after all", by=cast.noor))

    assert messages(cast) == [("booked", "sent"), ("cancelled", "stopped"), ("cancelled", "waiting")]


@pytest.mark.usefixtures("told")
def test_two_steps_for_one_person_of_which_one_is_taken_back_end_in_one_true_list(cast: Cast, first: Visit) -> None:
    later = VisitWanted(MOVEMENT, hands(cast.dana), TUESDAY_NINE + 24 * HOUR, 30, cast.rooms[0].id)
    other = got(book_visit(cast.marta_id, later, by=cast.noor)).visits[0]
    taken = changed(cast, first, "move")
    got(move_pair(visit_id=other, to=TUESDAY_NINE + 26 * HOUR, by=cast.dana))

    got(actions.take_back(taken, by=cast.noor))

    (waits,) = OutboxMessage.objects.within(cast.clinic.id).filter(state="waiting")
    assert "Tue 2 March 2027, 9:00" in waits.body
    assert "Wed 3 March 2027, 11:00" in waits.body


def test_an_arrival_that_was_marked_anew_is_another_one(cast: Cast, first: Visit) -> None:
    taken = got(actions.arrive(visit_id=first.id, by=cast.noor))
    with clock.at(NOW + timedelta(seconds=2)):
        got(not_here(visit_id=first.id, by=cast.ren))
        got(arrive(visit_id=first.id, by=cast.ren))

        refused = no(actions.take_back(taken, by=cast.noor))

    assert refused.reason is Reason.ALREADY_DONE
    assert {row.state for row in Visit.objects.within(cast.clinic.id)} == {"arrived"}


def test_taking_back_is_written_down_as_who_did_it(cast: Cast, as_: ClientOf, first: Visit) -> None:
    noor = as_("noor")
    after = step(noor, first, "move")
    seen = AuditChange.objects.count()

    undo(noor, after)

    new = AuditChange.objects.order_by("id")[seen:]
    assert {row.actor for row in new} == {cast.noor.actor}
    assert any(row.row == first.id.hex and "starts" in row.columns for row in new)


# --- discharge -------------------------------------------------------------------------------------------------------


@pytest.fixture
def care(cast: Cast) -> PlanMade:
    return drafted(cast)


def of_care(cast: Cast) -> list[Any]:
    mine = cast.clinic.id
    return [
        list(Episode.objects.within(mine).values()),
        list(Plan.objects.within(mine).order_by("id").values_list("id", "state")),
        list(Review.objects.within(mine).order_by("id").values_list("id", "done_at", "done_by")),
        list(Task.objects.within(mine).order_by("id").values_list("id", "done_at", "outcome")),
        Watch.objects.within(mine).count(),
    ]


def test_care_that_was_ended_by_mistake_goes_on_as_it_was(cast: Cast, as_: ClientOf, care: PlanMade) -> None:
    before, wei = of_care(cast), as_("wei")
    at = f"/people/{cast.marta_id}/discharge"
    after = wei.post(at, ENDING)
    ended = of_care(cast)

    back = undo(wei, after)

    assert (after.status_code, back.status_code, back.headers["location"]) == (303, 303, at)
    assert ended != before
    assert of_care(cast) == before
    assert "End care" in wei.get(at).text
    assert Discharge.objects.within(cast.clinic.id).count() == 1  # signed: it stays a record, and stands for nothing


def test_care_can_end_again_after_that(cast: Cast, as_: ClientOf, care: PlanMade) -> None:
    wei, at = as_("wei"), f"/people/{cast.marta_id}/discharge"
    undo(wei, wei.post(at, ENDING))

    again = wei.post(at, ENDING | {"summary": "went on well"})

    page = wei.get(at).text
    assert again.status_code == 303
    assert ("went on well" in page, "went well" in page) == (True, False)
    assert wei.get(f"/people/{cast.marta_id}").text.count("Care ended: ") == 1


def test_a_discharge_after_which_care_began_again_stays(cast: Cast, as_: ClientOf, care: PlanMade) -> None:
    wei, at = as_("wei"), f"/people/{cast.marta_id}"
    after = wei.post(f"{at}/discharge", ENDING)
    as_("ren").post(f"{at}/come-back")

    answer = undo(wei, after)

    assert answer.status_code == 409
    assert "Care has been changed since" in answer.content.decode()


def test_the_desk_cannot_open_an_episode_again(cast: Cast, as_: ClientOf, care: PlanMade) -> None:
    wei, noor = as_("wei"), as_("noor")
    wei.post(f"/people/{cast.marta_id}/discharge", ENDING)
    forged = wei.session["undo"] | {"by": str(cast.noor.membership_id)}
    session = noor.session
    session["undo"] = forged
    session.save()

    assert noor.post("/undo", {"key": forged["key"]}).status_code == 403


def test_it_takes_a_post(as_: ClientOf) -> None:
    assert as_("noor").get("/undo").status_code == 405
    assert as_("noor").post("/undo").status_code == 409
