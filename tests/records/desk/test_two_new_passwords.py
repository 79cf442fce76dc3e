"""Two who choose a new password at the same moment, with one link or with two: one of them has chosen it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection
from pytest_django.fixtures import Settings
from tests.people import Cast

from weft.records import clock, front_links
from weft.records.actions.password_reset import choose_password
from weft.records.models import FrontLink, LinkPurpose, User
from weft.records.refused import Reason, Refused

FIRST, SECOND = "seven quiet lampposts", "eleven slow herons"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number_of_links", [1, 2])
def test_of_two_at_once_one_has_chosen(cast: Cast, settings: Settings, number_of_links: int) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    wei = User.objects.get(login="wei@example.org")
    expires = clock.now() + timedelta(hours=1)
    links = [
        front_links.make(cast.clinic.id, LinkPurpose.PASSWORD, expires=expires, user_id=wei.id).id
        for _ in range(number_of_links)
    ]
    start = Barrier(2)

    def choose(link_id: UUID, password: str) -> str | Refused:
        start.wait(timeout=20)
        try:
            return choose_password(by=cast.visitor, link_id=link_id, password=password)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(choose, (links[0], links[-1]), (FIRST, SECOND)))

    chosen = [password for answer, password in zip(answers, (FIRST, SECOND), strict=True) if answer == wei.login]
    assert [each.reason for each in answers if isinstance(each, Refused)] == [Reason.ALREADY_DONE]
    assert [User.objects.get(id=wei.id).check_password(one) for one in chosen] == [True]
    assert not FrontLink.objects.within(cast.clinic.id).filter(ended_at__isnull=True).exists()
