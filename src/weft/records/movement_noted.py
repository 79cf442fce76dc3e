"""What a movement record says of itself: names, the share that was done, and the note from what was tapped."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from weft.core.shared.words import Words
from weft.core.treat.home_set import HomeChange
from weft.core.treat.movement_note import ItemTapped, Tapped, note_from
from weft.core.treat.session import ItemDone, NextTime
from weft.core.treat.since import Since
from weft.core.treat.tolerated import SetsDone, sets_done
from weft.library.knowledge import knowledge
from weft.records.movement_day import said_dose
from weft.records.planned import PlanItem


class SaidOfIt(Protocol):
    """What the note needs of `actions.treat_movement.MovementSaid`."""

    @property
    def pain_after(self) -> int | None: ...
    @property
    def override_reason(self) -> str: ...
    @property
    def next_time(self) -> NextTime: ...
    @property
    def home_changes(self) -> Mapping[str, HomeChange]: ...
    @property
    def taught(self) -> bool: ...
    @property
    def since(self) -> tuple[Since, ...]: ...
    @property
    def since_said(self) -> str: ...


class WithWords(Protocol):
    """A test with what its value says."""

    @property
    def title(self) -> Words: ...
    @property
    def says(self) -> Words: ...


def exercise_names() -> dict[str, Words]:
    """Name by id of every exercise that we know."""
    return {each.id: Words(each.name) for each in knowledge().plan.exercises.values()}


def tolerated_of(planned: Mapping[str, PlanItem], items: Sequence[ItemDone]) -> SetsDone:
    """How many of the planned sets were done."""
    return sets_done({name: said_dose(item) for name, item in planned.items()}, items)


def note_of(
    planned: Mapping[str, PlanItem], items: Sequence[ItemDone], said: SaidOfIt, measured: Sequence[WithWords], *,
    in_window: bool | None,
) -> tuple[Words, ...]:  # fmt: skip
    """The note, in sentences."""
    names, done = exercise_names(), {item.id for item in items}
    return note_from(
        Tapped(
            items=tuple(_tapped(item, planned, names) for item in items),
            left_out=tuple(item.name for name, item in planned.items() if name not in done),
            in_window=in_window,
            since=said.since,
            since_said=said.since_said,
            tests=tuple((each.title, each.says) for each in measured),
            pain=said.pain_after,
            opened=said.override_reason,
            next_time=said.next_time,
            home=tuple((names.get(name, Words(name)), change) for name, change in said.home_changes.items()),
            taught=said.taught,
        )
    )


def _tapped(item: ItemDone, planned: Mapping[str, PlanItem], names: Mapping[str, Words]) -> ItemTapped:
    if item.id in planned:
        return ItemTapped(planned[item.id].name, item, said_dose(planned[item.id]))
    return ItemTapped(names.get(item.id) or Words(knowledge().modalities[item.modality].name), item)
