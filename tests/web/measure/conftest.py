"""Something about Marta waits for whoever keeps records, so that hers is open to all of them."""

import pytest
from tests.people import Cast

from weft.core.shared.words import Words
from weft.library.stored import to_json
from weft.records import clock
from weft.records.access import Job
from weft.records.models import Task


@pytest.fixture(autouse=True)
def open_record(cast: Cast) -> None:
    """What waits is the reason."""
    says = to_json(Words("Ring her."))
    Task.objects.create(
        clinic=cast.clinic, person_id=cast.marta_id, kind="silent", says=says, job=Job.RECORD.value, due=clock.now()
    )
