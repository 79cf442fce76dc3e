"""What a working picture is, as its file holds it."""

from enum import StrEnum

from weft.core.shared.fact import Basis, Review, fact


class NerveState(StrEnum):
    """What the nerve tests of one limb say together."""

    NOT_EXAMINED = "not_examined"
    INCOMPLETE = "incomplete"
    """What was tested is as usual, and something that belongs to a whole check was not."""
    NORMAL = "normal"
    TENSION = "tension"
    """Strength, feeling and reflexes are as usual; stretching the nerve brings on the known pain."""
    ONE_LEVEL = "one_level"
    SEVERAL_LEVELS = "several_levels"
    WORSENING = "worsening"
    """Worse than last time, or severe: the danger sign is asked about first."""
    CORD = "cord"
    """A sign of the spinal cord."""


class PictureKind(StrEnum):
    """What it looks like so far; never a diagnosis. Of two that fit, the one named first here stands."""

    STENOSIS_LIKE = "stenosis_like"
    RADICULAR = "radicular"
    REFERRED = "referred"
    NON_SPECIFIC = "non_specific"
    TO_BE_EXAMINED = "to_be_examined"


@fact
class PictureFit:
    """One way in which a picture fits: all that is named must hold; what is empty may be anything."""

    regions: tuple[str, ...] = ()
    spreads: tuple[str, ...] = ()
    """One of these RADIATIONS."""
    nerve: tuple[NerveState, ...] = ()
    behaviour: tuple[str, ...] = ()
    """All of these ids of `behaviour.toml`."""


@fact
class Picture:
    """A working picture in words."""

    id: PictureKind
    name: str
    said: str
    """What it means, in words that can be said to the person."""
    next: str
    """What a clinician does with it."""
    fits: tuple[PictureFit, ...] = ()
    """Any one is enough; without one it is what remains."""
    sources: tuple[str, ...] = ()
    basis: Basis
    review: Review
