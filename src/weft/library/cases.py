"""Cases: from a file, from the examples that ship, and with what a clinician expects of them."""

from dataclasses import replace
from pathlib import Path

from weft.core.plan.case import Case
from weft.core.plan.case_faults import case_faults
from weft.core.screen.facts import QuestionSet
from weft.core.screen.order import every_question, questions_for
from weft.core.shared.care import Answer, Outcome, Verdict
from weft.core.shared.fact import fact
from weft.library.knowledge import Knowledge, knowledge
from weft.library.reading import BadFile, knowledge_root, read_as, read_toml


@fact
class PlanExpected:
    """What a clinician expects of the plan for a case."""

    outcome: Outcome
    pathways: tuple[str, ...] = ()
    phases: int = 4
    needles: int = 0
    """Needle visits planned."""
    movement: int = 0
    """Movement visits planned."""
    modalities: dict[str, Verdict]
    """Verdicts that matter here; others may be anything."""
    withheld: int = 0
    """How many lines are left out."""


@fact
class PlanCase:
    """A case with its reason and what is expected, from `knowledge/cases/plan/<name>.toml`."""

    name: str
    why: str
    given: Case
    others_no: bool = True
    """Every question of the full set that ``given`` does not answer was answered no, except ``missing``."""
    missing: tuple[str, ...] = ()
    expect: PlanExpected


class UnknownExample(ValueError):  # noqa: N818  the name says what is wrong
    """No example has that name; ``str()`` names those that there are."""


def read_case(path: Path) -> Case:
    """Read a case file.

    Raises:
        BadFile: If it is missing, is not TOML, or has an unknown key, id or value.
    """
    case = read_as(Case, read_toml(path), path)
    refuse_faults(case, path, "")
    return case


def read_plan_case(path: Path) -> PlanCase:
    """Read a case with its expectation.

    Raises:
        BadFile: As for `read_case`; the place begins with ``given.``.
    """
    found = read_as(PlanCase, read_toml(path), path)
    refuse_faults(found.given, path, "given.")
    return replace(found, given=replace(found.given, answers=_filled(found)))


def plan_cases() -> tuple[PlanCase, ...]:
    """Every shipped case of the step plan, in order of name."""
    return tuple(read_plan_case(path) for path in _files())


def examples() -> tuple[str, ...]:
    """Names that `example` knows."""
    return tuple(path.stem for path in _files())


def example(name: str) -> Case:
    """A shipped case by name: ``example("office-worker")``.

    Raises:
        UnknownExample: If there is none of that name.
    """
    if name not in examples():
        raise UnknownExample(f"no example is called {name!r}; there are: {', '.join(examples())}")
    return replace(read_plan_case(knowledge_root() / "cases/plan" / f"{name}.toml").given, id=name)


def question_ids(known: Knowledge) -> frozenset[str]:
    """Ids of every screening question."""
    return frozenset(question.id for question in every_question(known.screen))


def refuse_faults(case: Case, path: Path, prefix: str) -> None:
    """Raise the first fault of a case.

    Raises:
        BadFile: With file, place and mend.
    """
    known = knowledge()
    regions = tuple(region.id for region in known.assess.regions)
    faults = case_faults(case, questions=question_ids(known), pathways=known.plan.pathways.keys(), regions=regions)
    for fault in faults:
        raise BadFile(path, prefix + fault.place, str(fault.mend))


def _filled(found: PlanCase) -> dict[str, Answer]:
    asked = questions_for(knowledge().screen, QuestionSet.FULL) if found.others_no else ()
    filled = {question.id: Answer.NO for question in asked if question.id not in found.missing}
    return filled | found.given.answers


def _files() -> list[Path]:
    return sorted((knowledge_root() / "cases/plan").glob("*.toml"))
