"""How long answers hold, and how soon somebody rings. Conventions of this product; no study was found for them."""

from datetime import timedelta

from weft.core.screen.facts import QuestionSet
from weft.core.shared.care import Action

GOOD_FOR = {
    QuestionSet.CONSULT: timedelta(days=30),
    QuestionSet.FULL: timedelta(days=182),
    QuestionSet.EVERY_VISIT: timedelta(days=182),
}
"""After this the questions are asked again.

Six months for the full set, or until health changes, which the short set asks at every visit. A month for the
consult's, which only opens a talk. The short set renews nothing: with it the answers are as old as the full set behind
them.
"""

RING_WITHIN = {
    Action.EMERGENCY: timedelta(minutes=15),
    Action.SAME_DAY: timedelta(hours=2),
    Action.WITHIN_24_HOURS: timedelta(hours=4),
}
"""The clock of the task that a worrying answer raises."""
READ_WITHIN = timedelta(hours=24)
"""For every other answer that a clinician reads."""


def ring_within(action: Action) -> timedelta:
    """How soon a clinician looks at answers that call for ``action``."""
    return RING_WITHIN.get(action, READ_WITHIN)
