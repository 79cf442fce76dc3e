"""`weft plan`: the plan of care for one person, from questions, an example or a file."""

import json
from itertools import count
from pathlib import Path
from typing import Annotated

import typer

from weft.cli.interview import interview
from weft.cli.page import printed
from weft.cli.plan_json import outline_json, plan_json
from weft.cli.plan_outline import outline_text
from weft.cli.plan_text import plan_text
from weft.cli.trouble import BadInput
from weft.core.plan.case import Case
from weft.core.plan.checks import plan_checks
from weft.core.plan.outline import Outline, outline
from weft.core.plan.plan import PlanOfCare
from weft.core.screen.facts import QuestionSet
from weft.library import cases
from weft.library.knowledge import knowledge
from weft.library.plan import need_agreement, needle_caps
from weft.library.plan import plan as plan_for

_Case = Annotated[Path | None, typer.Argument(metavar="[CASE.toml]", help="A case file; without one you are asked.")]
_Example = Annotated[str, typer.Option("--example", metavar="NAME", help="A case that ships with Weft.")]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
_Pdf = Annotated[Path | None, typer.Option("--pdf", metavar="FILE", help="Write the plan as a PDF.")]
_Outline = Annotated[bool, typer.Option("--outline", help="Only the outline of a first talk, on one page.")]
_Clinic = Annotated[str, typer.Option("--clinic", metavar="NAME", help="Name of the clinic, for the PDF.")]

commands = typer.Typer()


@commands.command()
def plan(
    case_file: _Case = None,
    example: _Example = "",
    as_json: _Json = False,
    pdf: _Pdf = None,
    clinic: _Clinic = "",
    only_outline: _Outline = False,
) -> None:
    """Print a plan of care. Without a file or an example, at most 20 questions come first.

    For people (questions or an example, in words) the plan is written to plan.pdf too, or to plan-2.pdf when that is
    taken; programs name a file with --pdf.
    """
    if case_file and example:
        raise BadInput("command line: give a case file or --example, not both")
    case, asked = _case(case_file, example)
    drafted = plan_for(case, asked=asked)
    first = outline(case, drafted) if only_outline else None
    _print_plan(drafted, first, as_json=as_json)
    if pdf:
        _write_pdf(_sheet(drafted, first, clinic), pdf)
    elif not case_file and not as_json:
        _leave_pdf(_sheet(drafted, first, clinic))


def _print_plan(drafted: PlanOfCare, first: Outline | None, *, as_json: bool) -> None:
    known = knowledge()
    checks = plan_checks(drafted, caps=needle_caps(known), need_agreement=need_agreement(known))
    if as_json:
        said = outline_json(first) if first else plan_json(drafted, checks)
        typer.echo(json.dumps(said, indent=2, ensure_ascii=False))
    else:
        printed(outline_text(first) if first else plan_text(drafted, known, checks))


def _case(case_file: Path | None, example: str) -> tuple[Case, QuestionSet]:
    if case_file:
        return cases.read_case(case_file), QuestionSet.FULL
    if example:
        return cases.example(example), QuestionSet.FULL
    return interview(knowledge()), QuestionSet.CONSULT


def _sheet(drafted: PlanOfCare, first: Outline | None, clinic: str) -> bytes:
    from weft.draw.sheet import plan_sheet  # typst is only needed here
    from weft.draw.sheet_outline import outline_sheet

    name = clinic.encode(errors="replace").decode()  # a command line may hold bytes that are no letters
    return outline_sheet(first, clinic_name=name) if first else plan_sheet(drafted, clinic_name=name)


def _leave_pdf(sheet: bytes) -> None:
    """The PDF that nobody asked for: it never replaces a file, and without it the plan is an answer all the same."""
    for number in count(1):
        pdf = Path("plan.pdf" if number == 1 else f"plan-{number}.pdf")
        try:
            _write_new(sheet, pdf)
        except FileExistsError:
            continue
        except OSError as error:
            typer.echo(f"No PDF was written: {pdf}: {error.strerror}. Name a file with --pdf.", err=True)
            return
        kept = " (plan.pdf was there already and is kept)" if number > 1 else ""
        typer.echo(f"Wrote {pdf}{kept}", err=True)
        return


def _write_new(sheet: bytes, pdf: Path) -> None:
    with pdf.open("xb") as file:
        try:
            file.write(sheet)
            file.flush()
        except OSError:
            pdf.unlink()  # half a plan is worse than none
            raise


def _write_pdf(sheet: bytes, pdf: Path) -> None:
    try:
        pdf.write_bytes(sheet)
    except OSError as error:
        raise BadInput(f"{pdf}: cannot be written ({error.strerror}); give another path with --pdf") from None
    typer.echo(f"Wrote {pdf}", err=True)
