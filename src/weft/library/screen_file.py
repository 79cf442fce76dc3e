"""From a case file to its clearance: the same file that plans read, with what screening may add to it."""

from dataclasses import dataclass, fields
from pathlib import Path

from weft.core.plan.case import Case
from weft.core.plan.picture import picture_of
from weft.core.screen.clearance import Clearance
from weft.core.screen.facts import QuestionSet
from weft.core.screen.fit import Fit, fit
from weft.core.screen.screening import screen
from weft.core.shared.fact import fact
from weft.library.cases import refuse_faults
from weft.library.knowledge import knowledge
from weft.library.plan import answers_of
from weft.library.reading import BadFile, read_as, read_toml


@fact
class ScreenWish:
    """What a case file may say for screening alone."""

    asked: QuestionSet = QuestionSet.FULL
    """The set of questions that was put: what of it has no answer is open."""
    belongs_to: tuple[str, ...] = ()
    """Groups of `screen/audiences.toml` that the person named."""
    other_care: tuple[str, ...] = ()
    """Care asked for that has no calendar here, in words."""


@dataclass(frozen=True, slots=True)
class Screened:
    """What came out."""

    case: Case
    clearance: Clearance
    fit: Fit


def read_screening(path: Path) -> tuple[Case, ScreenWish]:
    """Read a case file with what it says for screening.

    Raises:
        BadFile: If it is missing, is not TOML, or has an unknown key, id or value.
    """
    tables = read_toml(path)
    own = {field.name: tables.pop(field.name) for field in fields(ScreenWish) if field.name in tables}
    wish, case = read_as(ScreenWish, own, path), read_as(Case, tables, path)
    known = knowledge()
    refuse_faults(case, path, "", known)
    groups = tuple(audience.id for audience in known.screen.audiences)
    for unknown in (name for name in wish.belongs_to if name not in groups):
        raise BadFile(path, "belongs_to", f"{unknown!r} is not known; use one of: {', '.join(groups)}")
    return case, wish


def screened(case: Case, wish: ScreenWish) -> Screened:
    """Judge a case with this installation's knowledge.

    Raises:
        BadFile: If the knowledge cannot be used.
        NoAcceptedRedFlags: If it has no danger signs.
    """
    facts = knowledge().screen
    clearance = screen(answers_of(case, facts), facts, asked=wish.asked)
    picture = picture_of(case, facts.audiences, said=wish.belongs_to, other_care=wish.other_care)
    return Screened(case, clearance, fit(clearance, picture, facts.audiences))
