"""`weft screen`: what one person's answers mean, from a file or an example."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from weft.cli.clearance_json import clearance_json, fit_json
from weft.cli.clearance_text import clearance_rows, fit_rows
from weft.cli.page import printed
from weft.cli.trouble import BadInput
from weft.core.plan.case import Case
from weft.core.screen.facts import QuestionSet
from weft.library.cases import example as example_case
from weft.library.knowledge import knowledge
from weft.library.screen_file import ScreenWish, read_screening, screened

_Case = Annotated[Path | None, typer.Argument(metavar="[CASE.toml]", help="A case file, as for weft plan.")]
_Example = Annotated[str, typer.Option("--example", metavar="NAME", help="A case that ships with Weft.")]
_Asked = Annotated[
    str, typer.Option("--asked", metavar="SET", help="consult, full or every_visit; else as the file says.")
]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
_SETS = (QuestionSet.CONSULT, QuestionSet.FULL, QuestionSet.EVERY_VISIT)

commands = typer.Typer()


@commands.command()
def screen(case_file: _Case = None, example: _Example = "", asked: _Asked = "", as_json: _Json = False) -> None:
    """Say what a person's answers mean: what happens next, each modality with its reasons, what to ask again."""
    case, wish = _given(case_file, example)
    found = screened(case, replace(wish, asked=_asked(asked)) if asked else wish)
    if as_json:
        both = {**clearance_json(found.clearance), "fit": fit_json(found.fit), "knowledge_version": knowledge().version}
        typer.echo(json.dumps(both, indent=2, ensure_ascii=False))
    else:
        printed((*clearance_rows(found.clearance, knowledge()), *fit_rows(found.fit)))


def _given(case_file: Path | None, example: str) -> tuple[Case, ScreenWish]:
    if bool(case_file) is bool(example):
        raise BadInput("command line: give a case file or --example NAME, one of them")
    if case_file:
        return read_screening(case_file)
    return example_case(example), ScreenWish()


def _asked(said: str) -> QuestionSet:
    if said not in _SETS:
        raise BadInput(f"command line: --asked {said} is no set of questions; use one of: {', '.join(_SETS)}")
    return QuestionSet(said)
