"""What the header of every clinical page says about a person: danger signs and precautions of the latest answers."""

from typing import Any

from django.db.models import OuterRef, Subquery

from weft.core.screen.clearance import Clearance
from weft.library.knowledge import knowledge
from weft.library.stored import from_json
from weft.records.models import Screening


def latest_clearance(clinic_id: Any) -> Subquery:
    """The clearance that stands, as a column beside a person."""
    rows = Screening.objects.within(clinic_id).filter(person_id=OuterRef("id")).order_by("-at", "-made_at")
    return Subquery(rows.values("clearance")[:1])


def flags_in(clearance: Any) -> tuple[str, ...]:
    """Names of what speaks in a stored clearance, as message ids of the knowledge; dangers first. None says nothing."""
    if clearance is None:
        return ()
    verdicts = from_json(Clearance, clearance).by_modality.values()
    rules = {reason.rule for one in verdicts for reason in (*one.reasons, *one.site_rules)}
    known = knowledge().screen
    named = [(each.id, each.name) for each in known.red_flags] + [(each.id, each.name) for each in known.precautions]
    return tuple(name for rule, name in named if rule in rules)
