"""The cast's clinic works with drafts, so its questions can be asked."""

import pytest
from tests.people import Cast

from weft.records import clock
from weft.records.models import Clinic


@pytest.fixture
def here(cast: Cast) -> Cast:
    """The cast, in a clinic that works with drafts by Elena's word."""
    for clinic, who in ((cast.clinic, cast.elena), (cast.other_clinic, cast.otto)):
        Clinic.objects.filter(id=clinic.id).update(work_with_drafts_at=clock.now(), work_with_drafts_by=who.user_id)
    return cast
