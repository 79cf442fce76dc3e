"""The four things a person may say yes to, one at a time. Nothing is ticked for them."""

from dataclasses import dataclass
from enum import StrEnum

from weft.core.shared.words import Words


class Purpose(StrEnum):
    """What a message may be sent for."""

    VISIT_REMINDERS = "visit_reminders"
    EXERCISE_PLANS = "exercise_plans"
    PLANS_OF_CARE = "plans_of_care"
    NEWS = "news"


@dataclass(frozen=True, slots=True)
class Choice:
    """One consent as it is asked. What is kept in the ledger is the hash of these very words."""

    purpose: Purpose
    words: Words


CHOICES = (
    Choice(
        Purpose.VISIT_REMINDERS,
        Words(
            "Send me reminders of my visits and short questions about how I am: time, place and a link, nothing else."
        ),
    ),
    Choice(Purpose.EXERCISE_PLANS, Words("Send me my exercises.")),
    Choice(
        Purpose.PLANS_OF_CARE,
        Words("Send me my plan of care when it is new or has changed, and ask how I am when care has ended."),
    ),
    Choice(Purpose.NEWS, Words("Tell me now and then about your services and news.")),
)
"""In the order in which they are asked."""


def words_for(purpose: Purpose) -> Words:
    """The words of one choice."""
    return next(choice.words for choice in CHOICES if choice.purpose is purpose)
