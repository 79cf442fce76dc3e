"""The visits around one: its pair, which trip of the episode it is, and what stands beside it; in one query."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, Q, Subquery, When

from weft.core.shared.care import NEEDLES
from weft.library import accepted as acceptance
from weft.library.knowledge import Knowledge, knowledge
from weft.records.access import Member
from weft.records.actions.treat_sign import FORM
from weft.records.heeded import told_before
from weft.records.live import OVER
from weft.records.local import wall_time
from weft.records.models import Draft, Event, EventKind, Visit
from weft.records.planned import Planned, latest_content, planned_by
from weft.records.reads.treat_seen import KINDS_OF_TRIP, ToldSeen


@dataclass(frozen=True, slots=True)
class Around:
    """A visit among those of its episode and its day."""

    visit: Visit
    """With its place, practitioner and clinic, and what `_beside` asks."""
    others: tuple[Visit, ...]

    @property
    def trip(self) -> int:
        """Which coming of the episode this is; a pair is one."""
        mine = self.visit
        came = (
            each
            for each in (mine, *self.others)
            if each.kind in KINDS_OF_TRIP and each.episode_id == mine.episode_id and each.starts <= mine.starts
        )
        return len({each.pair_id or each.id for each in came if each.state not in OVER})

    def other_half(self, user_id: UUID | None) -> str:
        """Who takes the other half of its pair; empty without one, or when it is the same pair of hands."""
        half = self._half()
        return "" if half is None or half.practitioner.user_id == user_id else str(half.practitioner.user.name)

    def own_half(self, user_id: UUID | None) -> UUID | None:
        """The other half of its pair, when the one who asks gives both."""
        half = self._half()
        hands = {each.practitioner.user_id for each in (self.visit, half) if each}
        return half.id if half and hands == {user_id} else None

    def _half(self) -> Visit | None:
        pair = self.visit.pair_id
        return next((each for each in self.others if pair and each.pair_id == pair and each.state not in OVER), None)

    @property
    def told_raw(self) -> tuple[dict[str, Any], datetime] | None:
        """The last line that movement told before a needle visit, as it is kept, and its moment."""
        said = self._own("told")
        return None if said is None or self.visit.discipline != NEEDLES else (said, self._own("told_at"))

    @property
    def told(self) -> ToldSeen | None:
        """The same, as it is shown."""
        if self.told_raw is None:
            return None
        said, moment = self.told_raw
        at = wall_time(moment, self.visit.zone)
        return ToldSeen(said["words"], said.get("avoid", ""), self._own("told_by"), at.date(), at.time())

    @property
    def draft(self) -> dict[str, Any]:
        """What the member typed and did not sign."""
        return self._own("typed") or {}

    @property
    def planned(self) -> Planned:
        """What the plan says about the visit."""
        return planned_by(self._own("plan"), self.visit)

    @property
    def is_first(self) -> bool:
        """No other visit ever put needles in this person."""
        return not self._own("needled")

    @property
    def known(self) -> Knowledge:
        """What the clinic accepts."""
        return acceptance.accepted(knowledge(), work_with_drafts=self.visit.clinic.work_with_drafts_at is not None)

    def _own(self, name: str) -> Any:
        return getattr(self.visit, name)


def around(visit: Visit, by: Member) -> Around:
    """The visit as its page needs it."""
    near = Q(id=visit.id) | Q(episode=visit.episode_id, local_date__lte=visit.local_date) | Q(pair=visit.pair_id)
    if visit.episode_id is None:
        near = Q(id=visit.id) | Q(episode__isnull=True) | Q(pair=visit.pair_id)
    rows = Visit.objects.within(visit.clinic_id).filter(near, person_id=visit.person_id)
    own = {name: Case(When(id=visit.id, then=one)) for name, one in _beside(visit, by).items()}
    found = {row.id: row for row in rows.select_related("practitioner__user", "place", "clinic").annotate(**own)}
    mine = found.pop(visit.id)
    return Around(mine, tuple(found.values()))


def _beside(visit: Visit, by: Member) -> dict[str, Any]:
    """What is asked with the visit's own row alone: the others stay small."""
    last = told_before(visit)
    typed = Draft.objects.within(visit.clinic_id).filter(author_id=by.user_id, form=FORM, subject=visit.id)
    needled = Event.objects.within(visit.clinic_id).filter(person_id=visit.person_id, kind=EventKind.NEEDLES_IN)
    return {
        "told": Subquery(last.values("content")[:1]),
        "told_at": Subquery(last.values("at")[:1]),
        "told_by": Subquery(last.values("by__name")[:1]),
        "typed": Subquery(typed.values("content")[:1]),
        "plan": Subquery(latest_content(visit)),
        "needled": Exists(needled.exclude(visit=visit)),
    }
