"""What a signed movement record holds beside its list: the share done, tests, what was said, home, and the note."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from weft.core.shared.words import Words
from weft.core.treat.hands_on import HandsOn, details_of
from weft.core.treat.home_set import SYMBOLS, HomeChange
from weft.core.treat.since import SINCE_WORDS, Since
from weft.library.stored import from_json
from weft.records.movement_noted import exercise_names

_CHANGES = {
    HomeChange.MORE: Words("more"),
    HomeChange.SAME: Words("the same"),
    HomeChange.STOP: Words("stop"),
    HomeChange.NEW: Words("new"),
}


@dataclass(frozen=True, slots=True)
class GivenSeen:
    """Details of one thing done by hand or with a device."""

    name: Words
    details: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class HomeChanged:
    """One home exercise, and what changed about it."""

    symbol: str
    name: Words
    change: Words


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One line of the note."""

    words: Words | None
    """Written from taps; None when it was typed."""
    text: str
    is_typed: bool


@dataclass(frozen=True, slots=True)
class SignedMovement:
    """One signed record."""

    percent: int | None
    sets_done: int
    sets_planned: int
    given: tuple[GivenSeen, ...]
    tests: tuple[tuple[Words, Words], ...]
    since: tuple[Words, ...]
    since_said: str
    home: tuple[HomeChanged, ...]
    has_home: bool
    """Whether something was left to do at home."""
    taught: bool
    thermal_reason: str
    note: tuple[NoteLine, ...]


def signed_movement(content: dict[str, Any]) -> SignedMovement:
    """Read it back; a record of before these were kept has none of them."""
    share = content.get("tolerated") or ""
    return SignedMovement(
        percent=round(Decimal(share) * 100) if share else None,
        sets_done=content.get("sets_done", 0), sets_planned=content.get("sets_planned", 0),
        given=_given(content),
        tests=tuple(_test(one) for one in content.get("tests", [])),
        since=tuple(SINCE_WORDS[Since(each)] for each in content.get("since", [])),
        since_said=content.get("since_said", ""), home=_home(content),
        has_home=bool(content.get("home")), taught=bool(content.get("taught")),
        thermal_reason=content.get("thermal_reason", ""), note=_note(content),
    )  # fmt: skip


def _test(one: dict[str, Any]) -> tuple[Words, Words]:
    return from_json(Words, one["title"]), from_json(Words, one["says"])


def _given(content: dict[str, Any]) -> tuple[GivenSeen, ...]:
    names = content.get("names", {})
    found = ((item, details_of(from_json(HandsOn, item["given"]))) for item in content["items"] if item.get("given"))
    return tuple(GivenSeen(from_json(Words, names[item["id"]]), details) for item, details in found if details)


def _home(content: dict[str, Any]) -> tuple[HomeChanged, ...]:
    names = exercise_names()
    return tuple(
        HomeChanged(SYMBOLS[HomeChange(change)], names.get(each, Words(each)), _CHANGES[HomeChange(change)])
        for each, change in content.get("home_changes", {}).items()
    )


def _note(content: dict[str, Any]) -> tuple[NoteLine, ...]:
    if written := content.get("note_words"):
        return tuple(NoteLine(from_json(Words, one), "", is_typed=False) for one in written)
    typed = content.get("note_typed")
    lines = content.get("note", "").splitlines()
    return tuple(NoteLine(None, line, typed is None or line in typed) for line in lines if line.strip())
