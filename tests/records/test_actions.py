"""Every write: all or nothing, written down in the same transaction, with a clean no."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.db import OperationalError, connection
from tests.people import Cast

from weft.core.shared.words import Words
from weft.records import speaker
from weft.records.access import Member, NotFound, row_of
from weft.records.actions import base
from weft.records.actions.base import action, once
from weft.records.models import AuditChange, Person, Task
from weft.records.refused import Reason, Refused

pytestmark = pytest.mark.django_db


@action
def rename(person_id: UUID, name: str, *, by: Member, then: Exception | None = None) -> str:
    person = row_of(Person, by, person_id, for_update=True)
    person.name = name
    person.save()
    if then:
        raise then
    return name


def name_of(cast: Cast) -> str:
    return Person.objects.within(cast.clinic.id).get(id=cast.marta_id).name


def renamings(cast: Cast) -> int:
    return AuditChange.objects.filter(row=cast.marta_id.hex, operation="update").count()


def test_an_action_saves_and_is_written_down_under_its_members_name(cast: Cast) -> None:
    with speaker.speaking(request="r42"):
        assert rename(cast.marta_id, "Marta K.", by=cast.noor) == "Marta K."

    change = AuditChange.objects.get(row=cast.marta_id.hex, operation="update")
    assert (change.actor, change.request, change.columns) == (cast.noor.actor, "r42", "name")
    assert name_of(cast) == "Marta K."


def test_a_refused_action_returns_its_no_and_leaves_neither_change_nor_audit(cast: Cast) -> None:
    no = Refused(Reason.BLOCKED, Words("Needles are blocked. Ask {name}.", name="Wei"))

    result = rename(cast.marta_id, "Nobody", by=cast.noor, then=no)

    assert isinstance(result, Refused)
    assert (result.status, str(result.words)) == (409, "Needles are blocked. Ask Wei.")
    assert name_of(cast) == "Marta Kowalska"
    assert renamings(cast) == 0


def test_a_failure_takes_back_the_change_and_its_audit_together(cast: Cast) -> None:
    with pytest.raises(ZeroDivisionError):
        rename(cast.marta_id, "Nobody", by=cast.noor, then=ZeroDivisionError())

    assert name_of(cast) == "Marta Kowalska"
    assert renamings(cast) == 0


def test_an_audit_that_cannot_be_written_takes_back_the_change(cast: Cast) -> None:
    """Audit fails closed: here its table refuses the row, as a full disk would."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TRIGGER full BEFORE INSERT ON records_auditchange BEGIN SELECT RAISE(ABORT, 'full'); END"
            )
        else:
            cursor.execute(
                "ALTER TABLE records_auditchange ADD CONSTRAINT full_disk CHECK (at < '2000-01-01') NOT VALID"
            )

    with pytest.raises(Exception, match="full"):
        rename(cast.marta_id, "Nobody", by=cast.noor)

    assert name_of(cast) == "Marta Kowalska"


def test_an_inner_no_undoes_the_inner_action_only(cast: Cast) -> None:
    @action
    def outer(*, by: Member) -> object:
        rename(cast.harold_id, "Harold L.", by=by)
        return rename(cast.marta_id, "Nobody", by=by, then=Refused(Reason.MISSING, Words("Something is missing.")))

    result = outer(by=cast.noor)

    assert isinstance(result, Refused)
    assert Person.objects.within(cast.clinic.id).get(id=cast.harold_id).name == "Harold L."
    assert name_of(cast) == "Marta Kowalska"


def test_an_action_without_a_member_is_a_programmers_mistake(cast: Cast) -> None:
    with pytest.raises(TypeError, match="by=<Member>"):
        rename(cast.marta_id, "Nobody")  # type: ignore[call-arg]


def test_another_clinics_person_cannot_be_written_to(cast: Cast) -> None:
    with pytest.raises(NotFound):
        rename(cast.marta_id, "Nobody", by=cast.otto)

    assert name_of(cast) == "Marta Kowalska"


class DeadlockError(OperationalError):
    def __init__(self, sqlstate: str) -> None:
        super().__init__("deadlock")
        self.__cause__ = type("Cause", (Exception,), {"sqlstate": sqlstate})()


@pytest.mark.parametrize(("failures", "passes"), [(base.TRIES - 1, True), (base.TRIES, False)])
def test_a_deadlock_is_tried_again_a_few_times(monkeypatch: pytest.MonkeyPatch, failures: int, passes: bool) -> None:
    left = [DeadlockError("40P01")] * failures

    def write() -> str:
        if left:
            raise left.pop()
        return "written"

    monkeypatch.setattr(base, "connection", SimpleNamespace(in_atomic_block=False))
    monkeypatch.setattr("time.sleep", lambda _: None)

    if passes:
        assert base._again_after_deadlock(write) == "written"
    else:
        with pytest.raises(OperationalError):
            base._again_after_deadlock(write)


def test_other_database_errors_are_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def write() -> None:
        tried.append(1)
        raise DeadlockError("57014")

    monkeypatch.setattr(base, "connection", SimpleNamespace(in_atomic_block=False))
    with pytest.raises(OperationalError):
        base._again_after_deadlock(write)

    assert len(tried) == 1


# --- forms that count once ----------------------------------------------------------------------------------


@action
def add_task(kind: str, key: str, *, by: Member, then: Exception | None = None) -> str:
    def work() -> str:
        from weft.records import clock

        due = clock.now() + timedelta(days=1)
        made = str(Task.objects.create(clinic_id=by.clinic_id, kind=kind, says={}, due=due).id)
        if then:
            raise then
        return made

    return once(work, by=by, name="add_task", key=key, found=str)


def tasks(cast: Cast) -> int:
    return Task.objects.within(cast.clinic.id).count()


def test_a_form_sent_ten_times_counts_once_and_answers_alike(cast: Cast) -> None:
    key = uuid4().hex

    answers = {add_task("call_back", key, by=cast.noor) for _ in range(10)}

    assert len(answers) == 1
    assert tasks(cast) == 1


def test_without_a_key_or_with_another_each_sending_counts(cast: Cast) -> None:
    for key in ("", "", "a", "b"):
        add_task("call_back", key, by=cast.noor)

    assert tasks(cast) == 4


def test_a_refused_form_may_be_sent_again(cast: Cast) -> None:
    add_task("call_back", "a", by=cast.noor, then=Refused(Reason.MISSING, Words("No name was given.")))

    assert not isinstance(add_task("call_back", "a", by=cast.noor), Refused)
    assert tasks(cast) == 1


def test_somebody_elses_key_is_not_mine(cast: Cast) -> None:
    first, second = (add_task("call_back", "a", by=each) for each in (cast.noor, cast.elena))

    assert first != second
