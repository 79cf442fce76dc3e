"""How the needles of a session were set: what the STRICTA list asks to be kept, as taps."""

from dataclasses import dataclass
from enum import StrEnum

from weft.core.shared.explained import Gate, explain
from weft.core.shared.words import Words, counted
from weft.core.treat.techniques import Technique

_LENGTHS = {"0.16": (15,), "0.20": (15, 25), "0.25": (25, 30, 40, 50), "0.30": (40, 50, 60, 75)}
NEEDLE_SIZES = tuple(f"{wide} \u00d7 {long}" for wide, lengths in _LENGTHS.items() for long in lengths)
"""Diameter by length in millimetres, as needles are sold. No advice: how deep is for the practitioner to say."""


class Depth(StrEnum):
    """How deep, in words: no number is ever proposed."""

    SHALLOW = "shallow"
    SLANTING = "slanting"
    MUSCLE = "into the muscle"


class Stimulation(StrEnum):
    """What was done with the needles while they were in."""

    NONE = "left alone"
    ONCE = "stirred once"
    AGAIN = "stirred again"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedleSettings:
    """How the needles of one session were set. Empty: nobody said."""

    technique: str = ""
    """Id in ``knowledge/treat/techniques/``."""
    size: str = ""
    depth: str = ""
    stimulation: str = ""


@dataclass(frozen=True, slots=True)
class CurrentSettings:
    """A current between pairs of needles."""

    pairs: int
    hertz: int
    minutes: int


class UnknownSettingError(ValueError):
    """A setting that no list has; ``args[0]`` is what was given."""


def read_settings(given: NeedleSettings, known: dict[str, Technique]) -> NeedleSettings:
    """The settings as they were given, when each is on its list.

    Raises:
        UnknownSettingError: Otherwise.
    """
    lists = (
        (given.technique, tuple(known)),
        (given.size, NEEDLE_SIZES),
        (given.depth, tuple(Depth)),
        (given.stimulation, tuple(Stimulation)),
    )
    for value, allowed in lists:
        if value and value not in allowed:
            raise UnknownSettingError(value)
    return given


def may_run(current: CurrentSettings, electro: Technique, *, needles_in: int) -> Gate:
    """Whether a current with these settings may begin.

    Args:
        current: As set.
        electro: ``knowledge/treat/techniques/electro.toml``: its hertz and minutes.
        needles_in: Needles that are in now; each pair takes two.
    """
    limits = {"hertz": electro.hertz, "minutes": electro.minutes, "needles_in": needles_in}
    inputs = {"pairs": current.pairs, "hertz": current.hertz, "minutes": current.minutes}
    words = _fault(current, electro, needles_in)
    said = words or Words("The settings are inside their ranges.")
    return Gate(words is None, explain("current.settings", said, inputs=inputs, limits=limits, sources=electro.sources))


def _fault(current: CurrentSettings, electro: Technique, needles_in: int) -> Words | None:
    pairs = needles_in // 2
    if not 1 <= current.pairs <= pairs:
        says = "{count} needles are in: that makes up to {pairs}."
        made = counted(pairs, "{count} pair", "{count} pairs")
        return counted(needles_in, "{count} needle is in: that makes no pair.", says, pairs=made)
    least, most = electro.hertz
    if not least <= current.hertz <= most:
        return Words("From {least} to {most} hertz.", least=least, most=most)
    if not 1 <= current.minutes <= electro.minutes[1]:
        return Words("Up to {most} minutes of current.", most=electro.minutes[1])
    return None
