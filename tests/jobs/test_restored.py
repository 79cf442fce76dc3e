"""A restored copy sends nothing until somebody of the clinic says so (M4)."""

import json
import shutil
import sqlite3
import subprocess
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.fixtures import Settings
from tests.jobs.conftest import NOW, waiting
from tests.jobs.mail_server import Box
from tests.people import Cast

from weft.jobs import work
from weft.jobs.outbox import deliver
from weft.records import clock, stamp
from weft.records.access import NotAllowed, system_of
from weft.records.actions import mail_held, outbox
from weft.records.actions.base import Reason, Refused
from weft.records.models import Clinic, MailStamp, OutboxMessage, Task

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def ticked(after: timedelta = timedelta(0)) -> dict[str, int]:
    with clock.at(NOW + after):
        return dict(deliver())


def since(cast: Cast) -> object:
    return Clinic.objects.get(id=cast.clinic.id).mail_held_since


def restored(cast: Cast) -> OutboxMessage:
    """A clinic that was put back to before its last tick, with one message that waits."""
    ticked()
    MailStamp.objects.update(number=0)
    return waiting(cast)


@pytest.mark.only_on("sqlite")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_put_back", [True, False])
def test_a_copy_of_the_real_file_that_is_put_back_sends_nothing_again(
    agreed: Cast, box: Box, tmp_path: Path, is_put_back: object
) -> None:
    """The second case is the control: without the restore the next message goes."""
    ticked()
    waiting(agreed)
    live, copy = str(connection.settings_dict["NAME"]), tmp_path / "backup.db"
    _copy(live, str(copy))
    assert ticked() == {"sent": 1}
    if is_put_back:
        connection.close()
        _copy(str(copy), live)

    waiting(agreed, subject="Another one")
    came = ticked(HOUR)

    assert came == ({"held": 2} if is_put_back else {"sent": 1})
    assert len(box.mails) == (1 if is_put_back else 2)


def _copy(old: str, new: str) -> None:
    """As a backup program does it, from a database that is in use."""
    source, target = (sqlite3.connect(each, uri=each.startswith("file:")) for each in (old, new))
    source.backup(target)
    source.close()
    target.close()


def test_held_mail_waits_with_a_task_for_whoever_may_let_it_go(agreed: Cast, box: Box) -> None:
    row = restored(agreed)

    assert [ticked(), ticked(HOUR)] == [{"held": 1}] * 2
    assert (box.mails, since(agreed)) == ([], NOW)
    (task,) = Task.objects.within(agreed.clinic.id).filter(kind="mail_held")
    assert task.job == "settings"
    row.refresh_from_db()
    assert (row.state, row.tries) == ("waiting", 0)


def test_the_first_sweep_of_a_restored_copy_knows_already_that_mail_is_held(
    agreed: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else it would offer a freed time to somebody who never hears of it."""
    restored(agreed)
    found: list[object] = []

    def looked() -> Counter[str]:
        found.append(since(agreed))
        return Counter()

    monkeypatch.setattr(work, "sweep", looked)

    with clock.at(NOW):
        work.tick()

    assert found == [NOW]


def test_what_is_let_go_is_sent_and_what_has_passed_is_not(agreed: Cast, box: Box) -> None:
    restored(agreed)
    waiting(agreed, until=NOW + HOUR, subject="Too late")
    ticked()

    with clock.at(NOW + 2 * HOUR):
        assert mail_held.let_go(by=agreed.elena) == 2
    ticked(2 * HOUR)

    assert [mail["Subject"] for mail in box.mails] == ["Reminder of your visit"]
    assert not Task.objects.within(agreed.clinic.id).filter(kind="mail_held", done_at__isnull=True).exists()


def test_what_is_dropped_never_goes_and_what_is_written_later_does(agreed: Cast, box: Box) -> None:
    row = restored(agreed)
    ticked()

    with clock.at(NOW):
        assert mail_held.drop(by=agreed.elena) == 1
    waiting(agreed, subject="Written after")
    ticked(HOUR)

    assert [mail["Subject"] for mail in box.mails] == ["Written after"]
    row.refresh_from_db()
    assert (row.state, row.fault) == ("stopped", "dropped after a restore")


def test_the_desk_does_not_decide_and_there_is_nothing_to_let_go_twice(agreed: Cast) -> None:
    restored(agreed)
    ticked()

    with pytest.raises(NotAllowed):
        mail_held.let_go(by=agreed.noor)
    mail_held.drop(by=agreed.elena)
    again = mail_held.let_go(by=agreed.elena)
    assert isinstance(again, Refused)
    assert again.reason is Reason.ALREADY_DONE


def test_a_message_in_a_workers_hand_is_held_too(agreed: Cast) -> None:
    waiting(agreed)
    by = system_of(agreed.clinic.id)
    with clock.at(NOW):
        (claimed,) = outbox.claim(by=by)  # type: ignore[misc]
        mail_held.hold(by=by)
        assert outbox.may_go(by=by, message_id=claimed.id, tries=1) is False
        assert outbox.claim(by=by) == ()


def test_a_folder_without_a_number_beside_a_database_that_has_one_is_a_restore(
    agreed: Cast, settings: Settings
) -> None:
    ticked()
    (settings.WEFT_DATA / stamp.FILE).unlink()

    ticked(stamp.LIVING + timedelta(seconds=1))

    assert since(agreed) is not None


def test_a_second_worker_in_a_folder_of_its_own_joins_one_that_is_at_work(
    agreed: Cast, settings: Settings, tmp_path: Path
) -> None:
    ticked()
    settings.WEFT_DATA = tmp_path / "other"
    settings.WEFT_DATA.mkdir()

    ticked(stamp.LIVING)
    ticked(HOUR)  # from now on it is known here

    assert since(agreed) is None
    assert MailStamp.objects.count() == 2


PUTS_BACK = ("cp -a {copy}/. {data}", "tar -C {copy} -c . | tar -C {data} -x", "rm -r {data}; cp -a {copy} {data}")


@pytest.mark.parametrize("how", PUTS_BACK)
def test_a_folder_that_was_put_back_whole_is_a_restore(
    agreed: Cast, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """The number in it is right, and often even its place on the disk: most disks give a freed one to the next file."""
    monkeypatch.setattr(stamp, "WRITTEN_WITHIN", timedelta(seconds=-1))  # nobody waits half a minute for it
    data, copy = tmp_path / "data", tmp_path / "copy"
    data.mkdir()
    settings.WEFT_DATA = data
    for _ in range(3):
        ticked()
    shutil.copytree(data, copy)
    kept = MailStamp.objects.values("number", "at").get()
    ticked()
    assert since(agreed) is None

    subprocess.run(how.format(copy=copy, data=data), shell=True, check=True)  # noqa: S602  as somebody types it
    MailStamp.objects.update(**kept)  # the database was in the folder too
    ticked()

    assert since(agreed) is not None


def test_a_disk_that_numbers_its_files_anew_when_it_is_mounted_is_no_restore(agreed: Cast, settings: Settings) -> None:
    ticked()
    known = settings.WEFT_DATA / stamp.FILE
    known.write_text(json.dumps(json.loads(known.read_text()) | {"file": "7.00"}))

    ticked()

    assert since(agreed) is None


@pytest.mark.parametrize("said", ["", "{}", '{"place": 1}'])
def test_a_number_that_cannot_be_read_holds_too(agreed: Cast, settings: Settings, said: str) -> None:
    ticked()
    (settings.WEFT_DATA / stamp.FILE).write_text(said)

    ticked()

    assert since(agreed) is not None


def test_a_worker_that_died_between_the_two_numbers_holds_nothing(agreed: Cast) -> None:
    ticked()
    MailStamp.objects.update(number=99)

    ticked()

    assert since(agreed) is None


def test_a_first_start_that_died_at_any_moment_holds_nothing(
    agreed: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Power may fail before the database counts, and before the file says what it counted; it comes back tomorrow."""
    for n, step in enumerate(("_counted", "_write")):
        with monkeypatch.context() as broken:
            broken.setattr(stamp, step, lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                ticked(n * DAY)
        ticked((n + 1) * DAY)

    assert since(agreed) is None


@pytest.mark.parametrize("is_known", [False, True])
def test_a_folder_that_cannot_be_written_to_holds_up_no_mail_and_says_so(
    agreed: Cast, box: Box, settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture, is_known: object
) -> None:
    """As when the disk is full, or mounted to be read only; also at the next start, hours later."""
    if is_known:
        ticked()
    settings.WEFT_DATA = tmp_path / "gone"
    waiting(agreed)

    assert [ticked(DAY - HOUR), ticked(DAY)] == [{"sent": 1}, {}]
    assert since(agreed) is None
    assert MailStamp.objects.count() == int(bool(is_known))
    assert "mail.stamp: FileNotFoundError" in caplog.text


def test_a_number_of_another_account_is_replaced_and_holds_nothing(
    agreed: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after `sudo weft run-due`: what is made there only its owner may read."""
    ticked()
    with monkeypatch.context() as shut:
        shut.setattr(json, "load", lambda _: (_ for _ in ()).throw(PermissionError))
        ticked(HOUR)
    ticked(2 * HOUR)

    assert since(agreed) is None
    assert list(settings.WEFT_DATA.glob("mail.stamp*")) == [settings.WEFT_DATA / stamp.FILE]


def test_two_workers_of_one_folder_never_take_each_other_for_a_restore(agreed: Cast, settings: Settings) -> None:
    """One reads while the other has counted and not written, or has written an older number last."""
    ticked()
    known = settings.WEFT_DATA / stamp.FILE
    for _ in range(20):
        slow = stamp._read()
        assert slow is not None
        counted = stamp._counted(slow)
        assert not stamp.tells_of_a_copy()
        ticked()
        stamp._write(counted)  # the slower one is the last to write
        assert not stamp.tells_of_a_copy()
    assert json.loads(known.read_text())["number"] < MailStamp.objects.get().number
