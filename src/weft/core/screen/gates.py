"""What an outcome lets a calendar do; single modalities are judged in `standing`."""

from weft.core.screen.clearance import Clearance
from weft.core.shared.care import Outcome


def may_book_consult(clearance: Clearance) -> bool:
    """A consult is bookable unless the person must get help first."""
    return clearance.outcome is not Outcome.STOP
