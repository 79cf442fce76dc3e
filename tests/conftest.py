"""What every test with a database shares. Light to import: the tests of core run without Django."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker
    from tests.people import Cast

# A law must not fail because the machine was busy.
hypothesis.settings.register_profile("weft", deadline=None)
hypothesis.settings.load_profile("weft")


def pytest_configure(config: pytest.Config) -> None:
    """Emptying a test database states its purpose, or the append-only guards would refuse."""
    config.addinivalue_line("markers", "only_on(database): a fact of sqlite or postgres; left out on the other")
    if not config.pluginmanager.hasplugin("django"):
        return
    from django.test import TransactionTestCase

    empty = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]
    TransactionTestCase._fixture_teardown = _stating_the_purpose(empty)  # type: ignore[attr-defined]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test of one database is not collected on the other: a skipped test would look like a missing one."""
    database = os.environ.get("WEFT_TEST_DB", "sqlite")
    others = [item for item in items if (mark := item.get_closest_marker("only_on")) and mark.args != (database,)]
    if others:
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item not in others]


def _stating_the_purpose(empty: Callable[[Any], None]) -> Callable[[Any], None]:
    def emptied(self: Any) -> None:
        from django.db import connection, transaction

        from weft.records import speaker

        with transaction.atomic(), speaker.speaking(actor="tests", purpose=speaker.FLUSH):
            empty(self)
            with connection.cursor() as cursor:  # the emptying itself was audited
                cursor.execute('DELETE FROM "records_auditchange"')

    return emptied


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> None:
    """The test database, with the known cast in it."""
    from tests import people

    with django_db_blocker.unblock():
        people.keep()


@pytest.fixture
def cast(db: None) -> "Cast":
    """The known cast of both clinics (`tests/people.py`), as it was written; a test's changes are taken back."""
    from tests import people

    return people.standing()
