"""Modalities: the single things done to or with a person, each with a verdict of its own."""

from enum import StrEnum

from weft.core.shared.fact import Basis, Review, fact


class Offered(StrEnum):
    """Whether guidelines for low back pain let it be offered as a matter of course."""

    ROUTINE = "routine"
    WITH_A_REASON = "with_a_reason"
    """Not advised as a matter of course: a clinician gives a reason."""


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
    sources: tuple[str, ...] = ()
    basis: Basis
    review: Review
