"""What is wrong with an episode file, value by value: an unknown name or a value off its scale is never guessed at."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from decimal import Decimal
from itertools import chain, pairwise

from weft.core.measure.scoring import scale_fault
from weft.library.episode_given import Episode
from weft.library.shape import Knowledge

_Fault = tuple[str, str]
_AHEAD = frozenset({"needles_booked", "due"})
"""What may lie ahead of today."""
_RANGES: dict[str, tuple[int, int | None]] = {
    "week": (1, None), "needles_planned": (0, None), "needles_most": (0, None), "needles_with_reason": (0, None),
    "look_again_after": (1, None), "extensions": (0, None), "home_share": (0, 1), "before": (0, 10),
    "after_needles": (0, 10), "after_movement": (0, 10), "pain_before": (0, 10), "pain_after": (0, 10),
    "lasted_hours": (0, None), "grade": (1, 5), "needles_in": (0, None), "needles_out": (0, None), "days": (1, None),
    "visits": (1, None),
}  # fmt: skip
"""Least and most of every number; None for no most."""


def episode_faults(given: Episode, knowledge: Knowledge) -> Iterator[_Fault]:
    """Place and mend of each fault, in the order of the file's format."""
    yield from chain(_numbers(given), _days(given), _scores(given, knowledge), _names(given, knowledge))


def _numbers(given: Episode) -> Iterator[_Fault]:
    for place, name, value in _values(given):
        least, most = _RANGES.get(name, (None, None))
        if least is None or not isinstance(value, int | Decimal) or isinstance(value, bool):
            continue
        if value < least or (most is not None and value > most):
            # "counted from 1" is what a reader of the file asks; a range says where the scale ends
            yield place, f"is counted from {least}" if most is None else f"goes from {least} to {most}"


def _days(given: Episode) -> Iterator[_Fault]:
    for place, _, value in _values(given):
        if isinstance(value, date) and value > given.today and place.partition("[")[0] not in _AHEAD:
            yield place, f"lies after today ({given.today}); write what has happened"


def _scores(given: Episode, knowledge: Knowledge) -> Iterator[_Fault]:
    instruments = knowledge.measure.instruments
    for name, rows in given.scores.items():
        whole, _, part = name.partition(".")
        instrument = instruments.get(whole)
        if instrument is None or (part and part not in {each.id for each in instrument.parts}):
            yield f"scores.{name}", f"is no measure that we know; there are: {', '.join(instruments)}"
        elif any(later[0] <= earlier[0] for earlier, later in pairwise(rows)):
            yield f"scores.{name}", "is not oldest first, one a day; put the days in order"
        elif rows and rows[-1][0] > given.today:
            yield f"scores.{name}", f"lies after today ({given.today}); write what has happened"
        elif not part:
            yield from (
                (f"scores.{name}", str(fault)) for _, value in rows if (fault := scale_fault(instrument, value))
            )


def _names(given: Episode, knowledge: Knowledge) -> Iterator[_Fault]:
    instruments, rules = knowledge.measure.instruments, knowledge.adjust.rules
    phases = dict.fromkeys(phase.id for each in knowledge.plan.phases.values() for phase in each)
    groups = knowledge.treat.reactions.values()
    codes = [f"{group.id}.{one.code}" for group in groups for one in group.reactions]
    yield from _unknown([("main", given.main)], instruments, "measure")
    yield from _unknown([("phase", given.phase)] if given.phase else [], phases, "phase")
    yield from _unknown(
        [(f"due[{at}].measure", due.measure) for at, due in enumerate(given.due)], instruments, "measure"
    )
    yield from _unknown([(f"events[{at}].code", one.code) for at, one in enumerate(given.events)], codes, "event")
    yield from _unknown([(f"decided.{rule}", rule) for rule in given.decided], rules, "rule")
    flags = given.danger.flags if given.danger else ()
    signs = [*(one.id for one in knowledge.screen.red_flags), *(one.id for one in knowledge.screen.precautions)]
    yield from _unknown([("danger.flags", flag) for flag in flags], signs, "danger sign")


def _unknown(named: Iterable[tuple[str, str]], known: Iterable[str], what: str) -> Iterator[_Fault]:
    names = tuple(known)
    for place, name in named:
        if name not in names:
            yield place, f"{name!r} is no {what} that we know; there are: {', '.join(names)}"


def _values(given: Episode) -> Iterator[tuple[str, str, object]]:
    """Every number and day with its place and its field's name; scores are read by themselves."""
    for field in fields(given):
        value = getattr(given, field.name)
        if isinstance(value, dict):
            values = {} if field.name == "scores" else value
            yield from ((f"{field.name}.{key}", field.name, one) for key, one in values.items())
        elif isinstance(value, tuple):
            yield from chain.from_iterable(
                _inside(f"{field.name}[{at}]", field.name, one) for at, one in enumerate(value)
            )
        else:
            yield from _inside(field.name, field.name, value)


def _inside(place: str, name: str, value: object) -> Iterator[tuple[str, str, object]]:
    if hasattr(value, "__dataclass_fields__"):
        yield from ((f"{place}.{one}", one, getattr(value, one)) for one in value.__dataclass_fields__)
    else:
        yield place, name, value
