"""What is written down about one thing done by hand or with a device: which, where, how, and how the skin was."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from weft.core.shared.modality import Detail, Modality
from weft.core.shared.words import Words

THRUST_GRADE = "V"
"""A thrust is a modality of its own, with an agreement of its own."""


class Skin(StrEnum):
    """How the skin was; empty while nobody looked."""

    NOT_LOOKED = ""
    FINE = "fine"
    NOT_FINE = "not_fine"


SKIN_WORDS = {
    Skin.FINE: Words("whole, and feels touch as usual"),
    Skin.NOT_FINE: Words("broken, sore, marked or numb"),
}
NEED_WORDS = {
    Detail.TECHNIQUE: Words("what was done"),
    Detail.LEVEL: Words("the level or the area"),
    Detail.GRADE: Words("the grade"),
    Detail.SETTINGS: Words("the settings"),
    Detail.MINUTES: Words("the minutes"),
    Detail.SITE: Words("the place"),
    Detail.SKIN_BEFORE: Words("how the skin was before"),
    Detail.SKIN_AFTER: Words("how the skin was after"),
    Detail.WHY: Words("why it was used here"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HandsOn:
    """Details of one modality as it was given; empty where nobody wrote any."""

    technique: str = ""
    level: str = ""
    """Spinal level or area."""
    grade: str = ""
    settings: str = ""
    site: str = ""
    skin_before: Skin = Skin.NOT_LOOKED
    skin_after: Skin = Skin.NOT_LOOKED
    why: str = ""


def fault_in(modality: Modality, given: HandsOn, minutes: int | None, *, is_planned: bool) -> tuple[Words, bool] | None:
    """What keeps this from being signed, and whether it is a danger (True) or only missing.

    Args:
        modality: From ``knowledge/treat/modalities/<id>.toml``: what it records and what it needs.
        given: What was written.
        minutes: How long, in minutes.
        is_planned: A line of the plan names it: then its text says what is done, and why.
    """
    name = Words(modality.name)
    if given.skin_before is Skin.NOT_FINE:
        return Words("{name}: not on skin that is broken, sore, marked or numb. Choose another place.", name=name), True
    if given.grade and given.grade not in modality.grades:
        says = "{name} has no grade {grade}. A thrust is recorded as a thrust, with an agreement of its own."
        return Words(says, name=name, grade=given.grade), False
    spared = {Detail.TECHNIQUE, Detail.WHY} if is_planned else set()
    written = set(_written(given, minutes)) | spared
    missing = next((need for need in modality.needs if need not in written), None)
    if missing is None:
        return None
    return Words("{name}: write {what}.", name=name, what=NEED_WORDS[missing]), False


def details_of(given: HandsOn) -> tuple[Words, ...]:
    """What was written, as short things in one order."""
    texts = (Words("{text}", text=text) for text in (given.technique, given.level, given.settings, given.site) if text)
    grade = (Words("grade {grade}", grade=given.grade),) if given.grade else ()
    before = _skin(given.skin_before, "skin before: {skin}")
    after = _skin(given.skin_after, "skin after: {skin}")
    why = (Words("because: {text}", text=given.why),) if given.why else ()
    return (*texts, *grade, *before, *after, *why)


def _skin(skin: Skin, says: str) -> tuple[Words, ...]:
    return (Words(says, skin=SKIN_WORDS[skin]),) if skin in SKIN_WORDS else ()


def _written(given: HandsOn, minutes: int | None) -> Iterator[Detail]:
    if minutes:
        yield Detail.MINUTES
    yield from (each for each in Detail if each is not Detail.MINUTES and getattr(given, each.value))
