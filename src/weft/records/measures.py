"""What a clinic has taken in and recorded about somebody else's questionnaires: wordings, permissions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from weft.core.measure.choices import Choice
from weft.library.stored import from_json
from weft.records.models import MeasurePermission, MeasureWording


@dataclass(frozen=True, slots=True)
class MeasuresHere:
    """By instrument id: the newest wording, and the newest word about permission."""

    wordings: Mapping[str, MeasureWording] = field(default_factory=dict)
    permissions: Mapping[str, MeasurePermission] = field(default_factory=dict)

    def texts(self, measure: str) -> Mapping[str, str] | None:
        """The official wording by item id; None when it was not taken in."""
        found = self.wordings.get(measure)
        return found.texts if found else None

    def choices(self, measure: str) -> tuple[Choice, ...]:
        """What its answers are called, as the clinic took it in; empty when it did not."""
        found = self.wordings.get(measure)
        return choices_in(found) if found else ()

    def is_permitted(self, measure: str) -> bool:
        """Whether the owner's permission stands."""
        found = self.permissions.get(measure)
        return found is not None and found.stands


def choices_in(wording: MeasureWording) -> tuple[Choice, ...]:
    """What the answers are called in one wording."""
    return from_json(tuple[Choice, ...], wording.choices)


def measures_here(clinic_id: UUID) -> MeasuresHere:
    """In two queries; of each measure the newest row stands."""
    wordings = MeasureWording.objects.within(clinic_id).order_by("at", "made_at").select_related("by")
    permissions = MeasurePermission.objects.within(clinic_id).order_by("at", "made_at").select_related("by")
    return MeasuresHere({row.measure: row for row in wordings}, {row.measure: row for row in permissions})
