"""A form counts once as long as it can be open somewhere; then its key goes, and with it what the form led to."""

from datetime import timedelta

import pytest
from tests.people import Cast

from weft.jobs.timers import WITHOUT_MAIL
from weft.records import clock
from weft.records.access import Member
from weft.records.actions.base import action, once
from weft.records.actions.old_keys import KEPT, forget_keys
from weft.records.models import AuditChange, OneTimeKey

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@action
def sent(said: str, *, by: Member) -> str:
    return once(lambda: said, by=by, name="form", key="k", found=str)


@pytest.mark.parametrize(("age", "goes"), [(KEPT - SECOND, False), (KEPT, True)])
def test_a_key_goes_after_a_month_and_until_then_the_form_counts_once(cast: Cast, age: timedelta, goes: bool) -> None:
    sent("first", by=cast.noor)

    with clock.at(clock.now() + age):
        assert forget_keys(by=cast.system) == goes
        assert forget_keys(by=cast.system) == 0
        assert sent("again", by=cast.noor) == ("again" if goes else "first")


def test_keys_of_another_clinic_stay(cast: Cast) -> None:
    sent("theirs", by=cast.otto)

    with clock.at(clock.now() + KEPT):
        assert forget_keys(by=cast.system) == 0
    assert OneTimeKey.objects.within(cast.otto.clinic_id).count() == 1


def test_that_it_went_stands_in_the_audit_without_what_it_was(cast: Cast) -> None:
    sent("a secret", by=cast.noor)
    key = OneTimeKey.objects.within(cast.clinic.id).get()

    with clock.at(clock.now() + KEPT):
        forget_keys(by=cast.system)

    last = AuditChange.objects.filter(row=key.id.hex).order_by("id").last()
    assert last is not None
    assert (last.actor, last.operation) == ("system", "delete")
    assert "secret" not in str(vars(last))


def test_the_worker_does_it_after_what_was_asked_for_is_sent_and_also_where_no_mail_is() -> None:
    names = [name for name, _ in WITHOUT_MAIL]

    forgotten = WITHOUT_MAIL.index(("old keys forgotten", forget_keys))
    assert max(names.index("fresh links sent"), names.index("new passwords offered")) < forgotten
