"""`weft knowledge check`: are the knowledge files fit to be used."""

import typer

from weft.library.cases import plan_cases
from weft.library.check import check as check_files
from weft.library.knowledge import knowledge
from weft.library.plan_check import plan_set_faults
from weft.library.reading import BadFile
from weft.library.screen_cases import screen_case_faults

commands = typer.Typer()
_group = typer.Typer(help="The knowledge files.")
commands.add_typer(_group, name="knowledge")


@_group.callback()
def _named() -> None:
    """The knowledge files."""


@_group.command()
def check() -> int:
    """List every fault, one a line: file, place, mend. Exit 1 when there is one."""
    faults = _faults()
    for fault in faults:
        typer.echo(fault)
    known = "" if faults else f" {knowledge().version}"
    typer.echo(f"{len(faults)} to mend." if faults else f"The knowledge{known} is in order.")
    return 1 if faults else 0


def _faults() -> list[str]:
    try:
        known = knowledge()
        plan_cases()
    except BadFile as fault:
        return [str(fault)]  # one file that cannot be read hides what rests on it
    return [str(fault) for fault in (*check_files(known), *plan_set_faults(known.plan), *screen_case_faults(known))]
