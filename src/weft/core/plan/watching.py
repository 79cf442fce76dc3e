"""What a set says about looking again: when, after little change, and who else looks."""

from decimal import Decimal

from weft.core.shared.care import Action
from weft.core.shared.fact import fact


@fact
class NonResponse:
    """When little change asks for a new look before more of the same."""

    after_needle_visits: int
    below_fraction: Decimal
    """Change as a part of the start; less than this is little."""
    then: str


@fact
class Escalation:
    """Who else looks, when, and how soon."""

    id: str
    when: str
    to: str
    soon: Action


@fact
class ReviewPoint:
    """When a clinician looks at the plan again."""

    id: str
    text: str
    week: int
    after_needle_visits: int = 0
    from_onset: bool = False
    """The week counts from when the pain began, not from the start of care."""
    without_needles: str = ""
    """The text for a plan without needles; there only the week counts."""
