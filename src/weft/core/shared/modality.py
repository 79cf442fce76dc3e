"""Modalities: the single things done to or with a person, each with a verdict of its own."""

from enum import StrEnum

from weft.core.shared.fact import Basis, Review, fact


class Offered(StrEnum):
    """Whether guidelines for low back pain let it be offered as a matter of course."""

    ROUTINE = "routine"
    WITH_A_REASON = "with_a_reason"
    """Not advised as a matter of course: a clinician gives a reason."""


class Detail(StrEnum):
    """What may be written down about one modality."""

    TECHNIQUE = "technique"
    LEVEL = "level"
    """Spinal level or area."""
    GRADE = "grade"
    SETTINGS = "settings"
    MINUTES = "minutes"
    SITE = "site"
    SKIN_BEFORE = "skin_before"
    SKIN_AFTER = "skin_after"
    WHY = "why"


@fact
class Modality:
    """One modality, from `knowledge/treat/modalities/<id>.toml`."""

    id: str
    order: int
    """Place in lists."""
    name: str
    plain: str
    """What it is, in words for the person."""
    offered: Offered
    agreement: bool
    """A signed agreement to this modality is needed before it starts."""
    note: str = ""
    """What guidelines say, where they advise against it or disagree."""
    never_over: tuple[str, ...] = ()
    """Places of anybody's body where it is not used, for the clinician."""
    care: tuple[str, ...] = ()
    """What to heed with everybody, for the clinician."""
    records: tuple[Detail, ...] = ()
    """What its record has room for, in order."""
    needs: tuple[Detail, ...] = ()
    """Without these it is not signed."""
    techniques: tuple[str, ...] = ()
    """Usual ones, to choose from; others are written."""
    grades: tuple[str, ...] = ()
    settings: str = ""
    """Which settings to write, for the clinician."""
    rows: tuple[str, ...] = ()
    """The rows of the clinical dossier that it carries ("3.9", "4.ultrasound")."""
    sources: tuple[str, ...] = ()
    basis: Basis
    review: Review
