"""Every home set that was sent from its own page, as one column of rows that name a person: no question of its own."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Aggregate, JSONField, OuterRef, Subquery
from django.db.models.functions import JSONObject

from weft.library.stored import from_json
from weft.records.home_sets import Items
from weft.records.models import HomeSet


class _AsList(Aggregate):
    """Rows as one JSON list."""

    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_AGG", **more)


@dataclass(frozen=True, slots=True)
class Sent:
    """One set, when it was sent, and by whom."""

    at: datetime
    by: str
    items: Items


def sent_to(clinic_id: UUID, person: str = "person_id") -> Subquery:
    """The column: read it with `read_sent`. What a movement record left is told with its trip."""
    rows = HomeSet.objects.within(clinic_id).filter(person_id=OuterRef(person), record=None)
    each = JSONObject(at="at", by="by__name", items="items")
    return Subquery(rows.order_by().values("person_id").annotate(sets=_AsList(each)).values("sets"))


def read_sent(column: list[dict[str, Any]] | None) -> tuple[Sent, ...]:
    """What the column says, in no order."""
    return tuple(Sent(_moment(each["at"]), each["by"], _items(each["items"])) for each in column or ())


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)  # SQLite keeps UTC and does not say so


def _items(kept: Any) -> Items:
    return from_json(Items, json.loads(kept) if isinstance(kept, str) else kept)  # a text inside JSON in SQLite
