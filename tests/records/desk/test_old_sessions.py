"""What a browser was remembered by goes once it is over: health answers and names that were looked for stood in it."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from tests.people import Cast

from weft.jobs.timers import WITHOUT_MAIL
from weft.records.actions.old_sessions import forget_sessions

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def kept(lasts: timedelta) -> str | None:
    """A session that holds so long from now."""
    session = SessionStore()
    session["searches"] = {"7ad17635": "kowal"}
    session.set_expiry(lasts)
    session.save()
    return session.session_key


def test_old_sessions_go_and_those_that_hold_stay(cast: Cast) -> None:
    over, holds = kept(-SECOND), kept(60 * SECOND)

    assert forget_sessions(by=cast.system) == 1
    assert forget_sessions(by=cast.system) == 0
    assert list(Session.objects.values_list("session_key", flat=True)) == [holds]
    assert over != holds


def test_the_worker_does_it_also_where_no_mail_is_sent() -> None:
    assert ("old sessions forgotten", forget_sessions) in WITHOUT_MAIL
