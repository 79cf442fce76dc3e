"""One built demo for the tests that only look at it; taken back when they are through."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from pytest_django.fixtures import Settings

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker

NOW = datetime(2027, 3, 3, 15, 12, 40, tzinfo=UTC)
"""A Wednesday, 10:12 in the clinic."""


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    """The whole demo, with the clock standing at the hour it was built for.

    Modules that use it carry the mark ``django_db`` too: without one no database is set up at all.
    """
    from django.db import transaction
    from tests import people

    from weft.demo.build import build
    from weft.records import clock

    with django_db_blocker.unblock(), transaction.atomic(), clock.at(NOW):
        people.nobody()
        build(NOW)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def look_around(settings: Settings) -> None:
    """Demo mode, in which the band lets anybody in."""
    settings.WEFT_DEMO = True
    settings.AUTHENTICATION_BACKENDS = [*settings.AUTHENTICATION_BACKENDS, "weft.project.backends.LookAround"]
