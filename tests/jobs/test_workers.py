"""Several workers send everything once (M2), and end when they are told to."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from uuid import UUID

import pytest
from django.db import connection
from tests.jobs.conftest import NOW, waiting
from tests.jobs.mail_server import Box
from tests.jobs.test_calendar_mail import DAY, booked
from tests.people import Cast

from weft.jobs import outbox as delivery
from weft.jobs.outbox import deliver
from weft.jobs.post import Mail
from weft.jobs.timers import sweep
from weft.jobs.work import work
from weft.records import clock
from weft.records.access import system_of
from weft.records.actions import outbox
from weft.records.actions.message_tasks import LOOKS_FOR, look_again
from weft.records.models import Enquiry, Episode, OutboxMessage, Task

MANY, WORKERS = 60, 3


@pytest.mark.django_db(transaction=True)
def test_three_workers_at_once_send_each_message_once(agreed: Cast, box: Box) -> None:
    for _ in range(MANY):
        waiting(agreed)

    def worker(_: int) -> None:
        try:
            with clock.at(NOW):
                deliver()
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(worker, range(WORKERS)))

    assert len({mail["Message-ID"] for mail in box.mails}) == len(box.mails) == MANY


@pytest.mark.django_db
@pytest.mark.parametrize(("looks_again", "came"), [(True, 1), (False, 2)])
def test_a_worker_that_slept_past_its_lease_sends_nothing_because_it_looks_again(
    agreed: Cast, box: Box, monkeypatch: pytest.MonkeyPatch, looks_again: object, came: int
) -> None:
    """The second case is the control: without the last look it goes twice."""
    waiting(agreed)
    by = system_of(agreed.clinic.id)
    if not looks_again:
        monkeypatch.setattr(outbox, "may_go", lambda **_: True)
    with clock.at(NOW):
        (slept,) = outbox.claim(by=by)  # type: ignore[misc]
    with clock.at(NOW + outbox.LEASE + timedelta(seconds=1)), Mail() as post:
        deliver()
        delivery._hand_over(slept, by, post)

    assert len(box.mails) == came


@pytest.mark.django_db
def test_the_last_of_a_slow_batch_has_the_whole_lease_for_itself(agreed: Cast) -> None:
    waiting(agreed)
    by = system_of(agreed.clinic.id)
    with clock.at(NOW):
        (slow,) = outbox.claim(by=by)  # type: ignore[misc]
    with clock.at(NOW + outbox.LEASE - timedelta(seconds=1)):
        assert outbox.may_go(by=by, message_id=slow.id, tries=slow.tries) is True

    with clock.at(NOW + outbox.LEASE + timedelta(seconds=1)):
        assert outbox.claim(by=by) == ()


@pytest.mark.django_db
def test_a_worker_ends_when_it_is_told_or_when_its_server_is_gone(agreed: Cast, box: Box) -> None:
    waiting(agreed)
    told = Event()
    told.set()

    with clock.at(NOW):
        work(told)
        work(Event(), parent=1 << 30)

        assert box.mails == []
        assert deliver() == {"sent": 1}


@pytest.mark.django_db
def test_one_bad_tick_does_not_end_the_worker(box: Box, caplog: pytest.LogCaptureFixture) -> None:
    ended, ticks = Event(), iter((True, False))

    def tick() -> None:
        if next(ticks):
            raise ValueError("marta@example.org")
        ended.set()

    with caplog.at_level("ERROR", "weft.jobs"):
        work(ended, rest=0, once=tick)

    assert [record.getMessage() for record in caplog.records] == ["worker: ValueError"]  # no address in the log


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_sweep_at_once_write_each_reminder_once(agreed: Cast) -> None:
    with clock.at(NOW):
        visits = [booked(agreed, NOW + 7 * DAY), booked(agreed, NOW + 7 * DAY + timedelta(hours=3))]
    Enquiry.objects.create(clinic_id=agreed.clinic.id, source="phone", name="Ana", phone="1", promised_by=NOW)

    def worker(_: int) -> None:
        try:
            with clock.at(NOW + 5 * DAY + timedelta(hours=4)):
                sweep()
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(worker, range(WORKERS)))

    rows = OutboxMessage.objects.within(agreed.clinic.id).filter(kind="reminder")
    assert len(rows) == len(visits)
    assert Task.objects.within(agreed.clinic.id).filter(kind="call_overdue").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_three_workers_one_looks_at_everybody_and_only_once_a_day(
    agreed: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[UUID] = []
    monkeypatch.setattr("weft.records.actions.adjust.look", lambda *, by, episode_id: looked.append(episode_id))
    one = Episode.objects.create(clinic_id=agreed.clinic.id, person_id=agreed.marta_id, opened_at=NOW)

    def worker(after: timedelta) -> None:
        try:
            with clock.at(NOW + after):
                sweep()
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(worker, [timedelta(0)] * WORKERS))
    assert looked == [one.id]
    worker(timedelta(hours=14))  # 23:00 of the same day
    assert len(looked) == 1
    worker(timedelta(hours=15))  # midnight
    assert len(looked) == 2


@pytest.mark.django_db
def test_a_worker_that_died_while_it_looked_leaves_the_day_to_another_after_an_hour(
    agreed: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("weft.records.actions.message_tasks._looked", lambda *, by: None)
    Episode.objects.create(clinic_id=agreed.clinic.id, person_id=agreed.marta_id, opened_at=NOW)

    found = []
    for after in (timedelta(0), LOOKS_FOR - timedelta(seconds=1), LOOKS_FOR):
        with clock.at(NOW + after):
            found.append(look_again(by=system_of(agreed.clinic.id)))

    assert found == [1, 0, 1]
