"""`weft plan`: the plan of care for one person, from questions, an example or a file."""

import json
from pathlib import Path
from typing import Annotated

import typer

from weft.cli.interview import interview
from weft.cli.page import printed
from weft.cli.plan_json import plan_json
from weft.cli.plan_text import plan_text
from weft.cli.trouble import BadInput
from weft.core.plan.case import Case
from weft.core.plan.plan import PlanOfCare
from weft.core.screen.facts import QuestionSet
from weft.library import cases
from weft.library.knowledge import knowledge
from weft.library.plan import plan as plan_for

_Case = Annotated[Path | None, typer.Argument(metavar="[CASE.toml]", help="A case file; without one you are asked.")]
_Example = Annotated[str, typer.Option("--example", metavar="NAME", help="A case that ships with Weft.")]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
_Pdf = Annotated[Path | None, typer.Option("--pdf", metavar="FILE", help="Write the plan as a PDF.")]
_Clinic = Annotated[str, typer.Option("--clinic", metavar="NAME", help="Name of the clinic, for the PDF.")]

commands = typer.Typer()


@commands.command()
def plan(
    case_file: _Case = None, example: _Example = "", as_json: _Json = False, pdf: _Pdf = None, clinic: _Clinic = ""
) -> None:
    """Print a plan of care. Without a file or an example, at most 20 questions come first.

    For people (questions or an example, in words) the plan is written to plan.pdf too; programs name a file with --pdf.
    """
    if case_file and example:
        raise BadInput("command line: give a case file or --example, not both")
    case, asked = _case(case_file, example)
    drafted = plan_for(case, asked=asked)
    if as_json:
        typer.echo(json.dumps(plan_json(drafted), indent=2, ensure_ascii=False))
    else:
        printed(plan_text(drafted, knowledge()))
    if not pdf and not case_file and not as_json:
        pdf = Path("plan.pdf")
    if pdf:
        _write_pdf(drafted, pdf, clinic)


def _case(case_file: Path | None, example: str) -> tuple[Case, QuestionSet]:
    if case_file:
        return cases.read_case(case_file), QuestionSet.FULL
    if example:
        return cases.example(example), QuestionSet.FULL
    return interview(knowledge()), QuestionSet.CONSULT


def _write_pdf(drafted: PlanOfCare, pdf: Path, clinic: str) -> None:
    from weft.draw.sheet import plan_sheet  # typst is only needed here

    sheet = plan_sheet(drafted, say=str, clinic_name=clinic)
    try:
        pdf.write_bytes(sheet)
    except OSError as error:
        raise BadInput(f"{pdf}: cannot be written ({error.strerror}); give another path with --pdf") from None
    typer.echo(f"Wrote {pdf}", err=True)
