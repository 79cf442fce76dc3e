"""`weft knowledge check`: are the knowledge files fit to be used."""

import typer

from weft.library.faults import every_fault
from weft.library.knowledge import knowledge
from weft.library.reading import BadFile

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
        return [str(fault) for fault in every_fault()]
    except BadFile as fault:
        return [str(fault)]
