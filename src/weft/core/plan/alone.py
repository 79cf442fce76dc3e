"""Words of a line for a plan in which the other lane is empty."""

from weft.core.shared.fact import fact


@fact
class Alone:
    """What a line says instead where it would speak of needles (or of movement visits) that the plan does not have."""

    text: str = ""
    because: str = ""
    now: str = ""
    until: str = ""
