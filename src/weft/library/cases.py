"""Cases: from a file, from the examples that ship, and with what a clinician expects of them."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from weft.core.plan.case import Case
from weft.core.plan.case_faults import case_faults
from weft.core.screen.facts import QuestionSet, ScreenFacts
from weft.core.screen.leads import still_open
from weft.core.shared.care import Answer, Outcome, Verdict
from weft.core.shared.fact import fact
from weft.library.knowledge import Knowledge, knowledge
from weft.library.plan import answers_of
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
    """Reasons for which lines are left out."""
    asks: tuple[str, ...] = ()
    """Words that stand in the checks that ask or refuse; not looked at when empty."""
    said: tuple[str, ...] = ()
    """Words that stand in what is left out, adjusted or not known; not looked at when empty."""
    says: tuple[str, ...] = ()
    """Words that stand somewhere in the plan: lines, looks, why this dose, what to expect; not looked at when empty."""
    says_not: tuple[str, ...] = ()
    """Words that stand nowhere in it."""
    looks: tuple[str, ...] = ()
    """Every look with its week, as planned; not looked at when empty."""
    doses: tuple[str, ...] = ()
    """Each phase with its effort, visits and home exercises, as planned; not looked at when empty."""
    fitting: tuple[str, ...] = ()
    """Every set that fits the first problem, the suggested one first; not looked at when empty."""
    written: tuple[str, ...] = ()
    """The first set as its files say, row by row: see `library/plan_written.py`; not looked at when empty."""


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
    refuse_faults(case, path, "", knowledge())
    return case


def read_plan_case(path: Path, known: Knowledge | None = None) -> PlanCase:
    """Read a case with its expectation.

    Args:
        path: The file.
        known: The knowledge whose questions fill it up; None for this installation's.

    Raises:
        BadFile: As for `read_case`; the place begins with ``given.``.
    """
    known, found = known or knowledge(), _as_written(path)
    refuse_faults(found.given, path, "given.", known)
    if not found.others_no:
        return found
    told = answers_of(found.given, known.screen)  # a sore neck has said yes to the neck already
    answers = with_no_elsewhere(told, known.screen, missing=found.missing)
    return replace(found, given=replace(found.given, answers=answers))


def plan_cases(known: Knowledge | None = None, root: Path | None = None) -> dict[str, PlanCase]:
    """Every case of the step plan, by file name, in order.

    Raises:
        BadFile: If a file cannot be used.
    """
    return {path.stem: read_plan_case(path, known) for path in _files(root)}


def examples() -> tuple[str, ...]:
    """Names that `example` knows."""
    return tuple(path.stem for path in _files())


def example(name: str) -> Case:
    """A shipped case by name: ``example("office-worker")``.

    Raises:
        UnknownExample: If there is none of that name.
    """
    if name not in (known := examples()):
        there = f"there are: {', '.join(known)}" if known else f"{knowledge_root()} holds none; check WEFT_KNOWLEDGE"
        raise UnknownExample(f"no example is called {name!r}; {there}")
    return replace(read_plan_case(knowledge_root() / "cases/plan" / f"{name}.toml").given, id=name)


def question_ids(known: Knowledge) -> frozenset[str]:
    """Ids of every screening question."""
    return frozenset(known.screen.questions)


def with_no_elsewhere(
    answers: dict[str, Answer], facts: ScreenFacts, *, missing: Collection[str] = ()
) -> dict[str, Answer]:
    """The answers as somebody would give them who says no to everything else that is asked.

    A question that stands before one that was answered yes, or that is ``missing``, is answered yes, so that nothing
    is said and unsaid in one case.
    """
    filled = dict(answers)
    for name in (*(each for each, said in answers.items() if said is not Answer.NO), *missing):
        filled = dict.fromkeys(_before(name, facts), Answer.YES) | filled
    while put := [each for each in still_open(filled, facts, QuestionSet.FULL) if each.id not in missing]:
        filled |= {question.id: Answer.NO for question in put}
    return filled


def _before(name: str, facts: ScreenFacts) -> Iterator[str]:
    question = facts.questions.get(name)
    if question and question.under:
        yield question.under
        yield from _before(question.under, facts)


def refuse_faults(case: Case, path: Path, prefix: str, known: Knowledge) -> None:
    """Raise the first fault of a case.

    Raises:
        BadFile: With file, place and mend.
    """
    regions = tuple(region.id for region in known.assess.regions)
    faults = case_faults(case, questions=question_ids(known), pathways=known.plan.pathways.keys(), regions=regions)
    for fault in faults:
        raise BadFile(path, prefix + fault.place, str(fault.mend))


def _as_written(path: Path) -> PlanCase:
    return _parsed(path, path.stat().st_mtime_ns if path.exists() else 0)


@cache
def _parsed(path: Path, _when: int) -> PlanCase:
    """Read once as long as the file stays the same: a law runs the cases many hundred times."""
    return read_as(PlanCase, read_toml(path), path)


def _files(root: Path | None = None) -> list[Path]:
    return sorted(((root or knowledge_root()) / "cases/plan").glob("*.toml"))
