"""The groups of people whom combined care is described for: `knowledge/screen/audiences.toml`."""

from weft.core.shared.fact import Basis, Review, fact


@fact
class Audience:
    """A group of people whom combined care is described for; `core/screen/fit.py` names those that a person is in."""

    id: str
    name: str
    says: str
    """Who belongs to it, in plain words for the clinician who ticks it."""
    since_weeks: int | None = None
    """Belongs by itself whose problem has lasted so long, in weeks; None: time alone says nothing."""
    comes_back: bool = False
    """Belongs by itself whose problem was there before."""
    radiates_to: tuple[str, ...] = ()
    """Belongs by itself whose pain spreads there."""
    aggravated_by: tuple[str, ...] = ()
    """Belongs by itself whose pain one of these makes worse."""
    sources: tuple[str, ...]
    basis: Basis
    review: Review
