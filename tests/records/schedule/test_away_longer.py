"""An absence is looked at for longer: the better answer is kept, and nothing newer is ever written over."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django_tasks_db.models import DBTaskResult
from tests.care import got
from tests.people import Cast
from tests.records.schedule.asking import hit, reached
from tests.records.schedule.test_away import FRIDAY, HOUR, away, reason, wanted, wei

from weft.core.schedule.clinic.repair import Rung
from weft.core.shared.words import Words
from weft.jobs.runs import take_one
from weft.records import clock
from weft.records.access import NotAllowed, NotFound
from weft.records.actions import away_bring, away_search
from weft.records.actions import run_pulse as pulse
from weft.records.actions.away import end_absence
from weft.records.actions.away_ask import answer_question, ask_to_move
from weft.records.actions.away_bring import bring, standing
from weft.records.actions.away_longer import ask_longer, cancel_longer
from weft.records.actions.away_move import keep_offer, leave_out, move_agreed
from weft.records.actions.away_search import search_longer
from weft.records.actions.run import ask_for_run, book_run, cancel_run
from weft.records.actions.run_pulse import LOST_AFTER, told_to_end
from weft.records.actions.schedule import book_visit
from weft.records.away_offer import CameOf, KeptOffer, kept_of
from weft.records.models import Closure, MoveQuestion, Plan, RunEnd, RunState, ScheduleRun, Visit
from weft.records.reads import away_repair
from weft.records.reads.away_longer import longer_of, longer_seen
from weft.records.reads.away_one import away_one_page
from weft.records.reads.away_repair import Hit, look
from weft.records.reads.runs import run_seen, runs_of
from weft.records.refused import Reason

pytestmark = pytest.mark.django_db

REST = 0.01  # seconds between two signs of life


@pytest.fixture
def absence(cast: Cast) -> Closure:
    """Wei is away on Friday morning. Marta's visit has another time, by what was looked at; Harold's has none."""
    reached(cast)
    made = hit(cast, may_write=False).absence
    end_absence(by=cast.noor, closure_id=made.id)
    got(book_visit(cast.harold_id, wanted(cast, FRIDAY + HOUR, place=1), by=cast.noor))
    made = away(cast, wei(cast))
    looked_anew(cast, made, "before")
    return made


def now(absence: Closure) -> Closure:
    return Closure.objects.within(absence.clinic_id).get(id=absence.id)


def kept(absence: Closure) -> KeptOffer:
    found = kept_of(now(absence))
    assert found is not None
    return found


def looked_anew(cast: Cast, absence: Closure, serial: str = "newer") -> None:
    """The desk's look gives Marta alone another time."""
    found = look(absence.id, Rung.ALONE, cast.noor)
    rows = tuple(row for row in found.rows if row.person_id == cast.marta_id)
    offer = replace(found, serial=serial, said=Words("1 of 2"), rows=rows, is_cut=True)
    got(keep_offer(by=cast.noor, closure_id=absence.id, offer=offer))


def asked(cast: Cast, absence: Closure) -> UUID:
    return got(ask_longer(by=cast.noor, closure_id=absence.id))


def row(run_id: UUID) -> ScheduleRun:
    return ScheduleRun.objects.everywhere().get(id=run_id)


def came(run_id: UUID) -> CameOf:
    return CameOf(row(run_id).answer["of"])


def looks(
    cast: Cast, absence: Closure, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], object] = lambda: None
) -> UUID:
    """Somebody asks for it and a worker does it; what happens meanwhile happens before anything was found."""

    def read(row: Closure) -> Hit | None:
        found = away_repair.hit_by(row)
        meanwhile()
        return found

    monkeypatch.setattr(away_search, "hit_by", read)
    run_id = asked(cast, absence)
    search_longer(run_id, by=cast.system, rest=REST)
    return run_id


# --- the better of two, and never over what is newer ------------------------------------------------------------------


def test_a_longer_look_that_brings_more_back_is_what_the_page_shows(
    cast: Cast, absence: Closure, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = list(Visit.objects.within(cast.clinic.id).order_by("id").values_list("id", "starts"))

    run_id = looks(cast, absence, monkeypatch)

    seen = away_one_page(absence.id, cast.noor)
    assert (row(run_id).state, row(run_id).end, came(run_id)) == (RunState.FOUND, RunEnd.DONE, CameOf.KEPT)
    assert (row(run_id).answer["back"], row(run_id).answer["lost"]) == (2, 2)
    assert {one.person_id for one in seen.rows} == {cast.marta_id, cast.harold_id}
    assert (seen.rung, seen.to_call, seen.longer.is_kept) == (Rung.RELATIVES, (), True)
    assert str(seen.longer.says) == "Looked for 1 second."
    assert list(Visit.objects.within(cast.clinic.id).order_by("id").values_list("id", "starts")) == before
    assert not MoveQuestion.objects.within(cast.clinic.id).exists()


def test_an_answer_that_is_no_better_leaves_the_earlier_one(
    cast: Cast, absence: Closure, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks(cast, absence, monkeypatch)
    before = kept(absence)

    with clock.at(clock.now() + timedelta(minutes=1)):
        again = looks(cast, absence, monkeypatch)
        seen = longer_seen(absence.id, cast.noor)

    assert (came(again), kept(absence)) == (CameOf.NO_MORE, before)
    assert (str(seen.says), seen.may_bring_more) == ("A longer look brought no more back.", False)


def moved(cast: Cast, absence: Closure) -> object:
    return got(move_agreed(by=cast.noor, closure_id=absence.id, person_id=cast.marta_id, serial="before"))


def asked_by_message(cast: Cast, absence: Closure) -> object:
    reached(cast)
    return got(ask_to_move(by=cast.noor, closure_id=absence.id, person_id=cast.marta_id, serial="before"))


@pytest.mark.parametrize(
    ("meanwhile", "of"),
    [
        (looked_anew, CameOf.CHANGED),
        (moved, CameOf.CHANGED),
        (asked_by_message, CameOf.CHANGED),
        (lambda cast, absence: got(end_absence(by=cast.noor, closure_id=absence.id)), CameOf.OVER),
    ],
)
def test_what_is_newer_than_the_look_stands(
    cast: Cast,
    absence: Closure,
    monkeypatch: pytest.MonkeyPatch,
    meanwhile: Callable[[Cast, Closure], object],
    of: CameOf,
) -> None:
    found = list[object]()

    def newer() -> None:
        meanwhile(cast, absence)
        found.append(now(absence).offer)

    run_id = looks(cast, absence, monkeypatch, newer)

    assert (came(run_id), row(run_id).end) == (of, RunEnd.DONE)
    assert now(absence).offer == found[0]
    assert "not kept" in str(longer_of(now(absence), is_short=True).says).replace("nothing was kept", "not kept")


def test_without_the_comparison_the_same_look_writes_over_the_newer_one(
    cast: Cast, absence: Closure, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The positive control: a comparison that could not fail would prove nothing."""
    for file in (away_bring, away_search):
        monkeypatch.setattr(file, "standing", lambda _: "the same")

    run_id = looks(cast, absence, monkeypatch, lambda: looked_anew(cast, absence))

    assert came(run_id) == CameOf.KEPT
    assert kept(absence).serial != "newer"


def test_an_answer_to_a_message_is_newer_too(cast: Cast, absence: Closure, monkeypatch: pytest.MonkeyPatch) -> None:
    asked_by_message(cast, absence)
    question = MoveQuestion.objects.within(cast.clinic.id).get()

    run_id = looks(
        cast, absence, monkeypatch, lambda: answer_question(by=cast.visitor, question_id=question.id, yes=False)
    )

    assert (came(run_id), kept(absence).serial) == (CameOf.CHANGED, "before")


def test_what_somebody_was_asked_stays_their_question_when_a_longer_look_is_kept(
    cast: Cast, absence: Closure, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_by_message(cast, absence)
    question = MoveQuestion.objects.within(cast.clinic.id).get()

    run_id = looks(cast, absence, monkeypatch)

    mine = next(one for one in away_one_page(absence.id, cast.noor).rows if one.person_id == cast.marta_id)
    assert came(run_id) == CameOf.KEPT
    assert mine.serial == question.id.hex
    assert got(move_agreed(by=cast.noor, closure_id=absence.id, person_id=cast.marta_id, serial=question.id.hex))


# --- asked for, joined, refused ---------------------------------------------------------------------------------------


def test_a_second_press_joins_the_look_that_goes_on(cast: Cast, absence: Closure) -> None:
    first = asked(cast, absence)
    pulse.begin(first, RunState.RUNNING, by=cast.system)

    assert asked(cast, absence) == first
    assert DBTaskResult.objects.get().args_kwargs["kwargs"] == {"run_id": str(first), "clinic_id": str(cast.clinic.id)}


def test_a_look_and_a_run_of_the_diary_do_not_keep_each_other_from_going_on(
    cast: Cast, absence: Closure, plan: Plan
) -> None:
    other = away(cast, wei(cast), starts=FRIDAY - timedelta(minutes=30), hours=2)
    run_id = got(ask_for_run(weeks=1, seconds=20, by=cast.noor))

    assert len({run_id, asked(cast, absence), asked(cast, other)}) == 3
    assert reason(ask_for_run(weeks=1, seconds=20, by=cast.noor)) is Reason.ALREADY_DONE
    assert [one.id for one in runs_of(cast.noor)] == [run_id]


def test_the_diary_neither_shows_nor_books_nor_cancels_a_look(
    cast: Cast, absence: Closure, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id = looks(cast, absence, monkeypatch)

    with pytest.raises(NotFound):
        run_seen(run_id, by=cast.noor)
    with pytest.raises(NotFound):
        book_run(run_id=run_id, people=[cast.marta_id], by=cast.noor)
    waiting = asked(cast, absence)
    with pytest.raises(NotFound):
        cancel_run(run_id=waiting, by=cast.noor)
    assert row(waiting).state == RunState.WAITING


def test_nobody_looks_longer_for_what_is_called_off_or_empty(cast: Cast, absence: Closure) -> None:
    empty = away(cast, wei(cast), starts=FRIDAY + timedelta(days=1))
    assert reason(ask_longer(by=cast.noor, closure_id=empty.id)) is Reason.ALREADY_DONE
    end_absence(by=cast.noor, closure_id=absence.id)

    assert reason(ask_longer(by=cast.noor, closure_id=absence.id)) is Reason.ALREADY_DONE
    assert reason(cancel_longer(by=cast.noor, closure_id=absence.id)) is Reason.ALREADY_DONE
    for by, error in ((cast.marta, NotAllowed), (cast.otto, NotFound)):
        with pytest.raises(error):
            ask_longer(by=by, closure_id=absence.id)
        with pytest.raises(error):
            cancel_longer(by=by, closure_id=absence.id)


# --- cancelled, lost, broken ------------------------------------------------------------------------------------------


def test_a_look_that_waits_is_cancelled_at_once(cast: Cast, absence: Closure) -> None:
    run_id = asked(cast, absence)

    got(cancel_longer(by=cast.noor, closure_id=absence.id))
    search_longer(run_id, by=cast.system, rest=REST)

    assert (row(run_id).state, row(run_id).end, kept(absence).serial) == (RunState.FOUND, RunEnd.CANCELLED, "before")


@pytest.mark.parametrize("when", ["while it looks", "when it comes back"])
def test_a_look_that_is_cancelled_leaves_the_earlier_answer(
    cast: Cast, absence: Closure, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    def cancel() -> None:
        got(cancel_longer(by=cast.noor, closure_id=absence.id))

    if when == "when it comes back":
        run_id, stood = asked(cast, absence), standing(now(absence))
        pulse.begin(run_id, RunState.RUNNING, by=cast.system)
        found = look(absence.id, Rung.RELATIVES, cast.noor)
        cancel()
        assert bring(run_id, found, stood=stood, by=cast.system) is False
    else:
        run_id = looks(cast, absence, monkeypatch, cancel)

    assert (row(run_id).end, row(run_id).answer, kept(absence).serial) == (RunEnd.CANCELLED, None, "before")
    assert str(longer_seen(absence.id, cast.noor).says).startswith("The longer look was stopped.")


def test_a_look_that_is_cancelled_does_not_wait_for_the_solver(
    cast: Cast, absence: Closure, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = threading.Event()
    monkeypatch.setattr(Hit, "solved", lambda *_: over.wait(5))

    run_id = looks(cast, absence, monkeypatch, lambda: cancel_longer(by=cast.noor, closure_id=absence.id))
    over.set()

    assert row(run_id).end == RunEnd.CANCELLED


def test_a_worker_that_is_told_to_end_leaves_the_earlier_answer(
    cast: Cast, absence: Closure, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = threading.Event()
    token = told_to_end.set(ended)
    try:
        run_id = looks(cast, absence, monkeypatch, ended.set)
    finally:
        told_to_end.reset(token)

    assert (row(run_id).end, kept(absence).serial) == (RunEnd.LOST, "before")


def test_a_lost_workers_look_is_given_up_and_its_late_answer_is_not_kept(cast: Cast, absence: Closure) -> None:
    run_id, stood = asked(cast, absence), standing(now(absence))
    pulse.begin(run_id, RunState.RUNNING, by=cast.system)
    DBTaskResult.objects.update(status="RUNNING")
    found = look(absence.id, Rung.RELATIVES, cast.noor)

    with clock.at(clock.now() + LOST_AFTER + timedelta(seconds=1)):
        assert longer_seen(absence.id, cast.noor).is_silent
        assert take_one() is False
        seen = longer_seen(absence.id, cast.noor)
    assert bring(run_id, found, stood=stood, by=cast.system) is False

    assert (row(run_id).end, row(run_id).answer, kept(absence).serial) == (RunEnd.LOST, None, "before")
    assert (seen.is_going_on, seen.may_bring_more) == (False, True)
    assert str(seen.says) == "The longer look lost its worker. What was looked at before stands."
    assert asked(cast, absence) != run_id


def test_a_look_that_breaks_off_says_so_and_logs_nobodys_name(
    cast: Cast, absence: Closure, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError("a person's name")

    monkeypatch.setattr(Hit, "solved", breaks)
    run_id = looks(cast, absence, monkeypatch)

    assert (row(run_id).end, kept(absence).serial) == (RunEnd.FAILED, "before")
    assert "broke off" in str(longer_seen(absence.id, cast.noor).says)
    assert "a person's name" not in caplog.text


def test_a_look_that_has_nothing_to_look_at_ends_with_what_was_there(
    cast: Cast, absence: Closure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(away_search, "hit_by", lambda _: None)
    run_id = asked(cast, absence)
    search_longer(run_id, by=cast.system, rest=REST)

    assert (came(run_id), kept(absence).serial) == (CameOf.NO_MORE, "before")


# --- when it is offered -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("within", "is_cut"), [(0.0, True), (60.0, False)])
@pytest.mark.parametrize("rung", list(Rung))
def test_a_look_says_whether_its_time_ran_out(
    cast: Cast, absence: Closure, monkeypatch: pytest.MonkeyPatch, within: float, is_cut: bool, rung: Rung
) -> None:
    monkeypatch.setattr(away_repair, "WITHIN", within)

    assert look(absence.id, rung, cast.noor).is_cut is is_cut


def test_a_longer_look_is_offered_while_something_has_no_time_and_not_everything_was_tried(
    cast: Cast, absence: Closure
) -> None:
    def offers(*, is_cut: bool) -> bool:
        offer = replace(kept(absence), is_cut=is_cut)
        got(keep_offer(by=cast.noor, closure_id=absence.id, offer=offer))
        return away_one_page(absence.id, cast.noor).longer.may_bring_more

    assert offers(is_cut=True)
    assert not offers(is_cut=False)
    whole = look(absence.id, Rung.ALONE, cast.noor)
    got(keep_offer(by=cast.noor, closure_id=absence.id, offer=replace(whole, is_cut=True)))
    assert not away_one_page(absence.id, cast.noor).longer.may_bring_more


def test_a_time_that_is_gone_leaves_the_rest_of_a_longer_look(
    cast: Cast, absence: Closure, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert leave_out(by=cast.noor, closure_id=absence.id, person_id=cast.marta_id, serial="before") is False
    assert kept(absence).serial == "before"
    looks(cast, absence, monkeypatch)
    before = kept(absence)

    assert leave_out(by=cast.noor, closure_id=absence.id, person_id=cast.marta_id, serial=before.serial) is True

    after = kept(absence)
    assert [one.person_id for one in after.rows] == [cast.harold_id]
    assert (after.serial, after.is_cut) == (before.serial, True)
    assert away_one_page(absence.id, cast.noor).longer.may_bring_more


def test_a_time_of_an_earlier_question_that_is_gone_takes_nothing_out_of_a_longer_look(
    cast: Cast, absence: Closure, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_by_message(cast, absence)
    question = MoveQuestion.objects.within(cast.clinic.id).get()
    looks(cast, absence, monkeypatch)
    before = kept(absence)

    left = leave_out(by=cast.noor, closure_id=absence.id, person_id=cast.marta_id, serial=question.id.hex)

    assert (left, kept(absence)) == (True, before)


def test_a_look_whose_signs_of_life_break_off_solves_no_longer(
    cast: Cast, absence: Closure, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = list[Callable[[], float]]()
    over = threading.Event()

    def solved(_: Hit, __: Rung, seconds: Callable[[], float]) -> None:
        given.append(seconds)
        over.wait(5)

    def broken(*_: object, **__: object) -> bool:
        raise RuntimeError

    monkeypatch.setattr(Hit, "solved", solved)
    monkeypatch.setattr(pulse, "beat", broken)
    run_id = looks(cast, absence, monkeypatch)
    over.set()

    assert (row(run_id).end, given[0]()) == (RunEnd.FAILED, 0.0)
