"""The case that a plan is made for: what a person told us, and nothing more."""

from weft.core.shared.care import Answer
from weft.core.shared.fact import fact

RADIATIONS = ("", "hip", "buttock", "thigh", "below_knee", "arm", "head", "chest")
"""Where it can spread to; empty when it stays in its place."""
TRIED_RESULTS = ("", "better", "same", "worse")


@fact
class Tried:
    """Something that was tried before, and how it went."""

    what: str
    result: str = ""
    """better | same | worse, or empty when not said."""


@fact
class Problem:
    """One problem in one place."""

    id: str
    region: str
    """Id of `knowledge/assess/regions.toml`: low_back, upper_back, neck, shoulder…"""
    since_weeks: int
    text: str = ""
    radiates_to: str = ""
    """One of RADIATIONS."""
    aggravated_by: tuple[str, ...] = ()
    pain: int | None = None
    """Usual pain of the last week, 0-10."""


@fact
class Case:
    """Everything that screening and planning are given about one person. No name, no birth date."""

    id: str = "case"
    age: int | None
    """In years; None when it is not known (a file always says it)."""
    occupation: str = ""
    problems: tuple[Problem, ...]
    answers: dict[str, Answer]
    """Screening answers by question id; a question not answered is absent."""
    tried: tuple[Tried, ...] = ()
    goals: tuple[str, ...] = ()
    """In the person's own words."""
    pathway: str = ""
    """A set that a clinician chose; empty to let the rules suggest one."""
