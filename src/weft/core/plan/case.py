"""The case that a plan is made for: what a person told us, and nothing more."""

from weft.core.shared.care import Answer
from weft.core.shared.fact import fact

RADIATIONS = ("", "hip", "buttock", "thigh", "below_knee", "arm", "head", "chest")
"""Where it can spread to; empty when it stays in its place."""
TRIED_RESULTS = ("", "better", "same", "worse")
LEG_SIGNS = ("", "stable", "worsening")
"""Numbness, weakness or lost reflexes in a leg: not looked at, not getting worse (or none), getting worse."""
IRRITABILITIES = ("", "low", "moderate", "high")
"""How easily pain is stirred up and how long it stays up; empty when nobody has looked."""
PICTURES = ("", "non_specific", "radicular", "stenosis_like", "referred", "to_be_examined")
"""The working picture of the assessment (`core/assess/pictures.py`); empty before it."""


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
    episodes_before: int | None = None
    """Earlier episodes of the same problem; None when not asked."""
    recovered_weeks: int | None = None
    """Weeks since it was over; None while it hurts."""
    leg_signs: str = ""
    """One of LEG_SIGNS."""
    irritability: str = ""
    """One of IRRITABILITIES."""
    picture: str = ""
    """One of PICTURES."""


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
    wishes: tuple[str, ...] = ()
    """What the person wants or does not want: ids of `core/plan/wishes.py`."""
