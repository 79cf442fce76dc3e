"""The entry point: commands, exit codes, and one line for what went wrong.

Exit 0: an answer, also a clinical no. 1: a check found faults. 2: bad input. 130: stopped by hand.
"""

import contextlib
import io
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version as installed_version
from typing import Annotated

import typer

from weft.cli import ask, clinic, knowledge, measures, plan, review, schedule_all, score, screen, server, worker
from weft.cli.trouble import BadInput
from weft.core.screen.screening import NoAcceptedRedFlags
from weft.library.cases import UnknownExample
from weft.library.knowledge import knowledge as known
from weft.library.reading import BadFile

COMMANDS = (
    screen.commands, plan.commands, ask.commands, knowledge.commands, review.commands, score.commands,
    measures.commands, schedule_all.commands, server.commands, worker.commands, clinic.commands,
)  # fmt: skip
"""One line a module of commands. What is heavy to import is imported inside their functions."""


def program() -> typer.Typer:
    """The command with all its groups."""
    app = typer.Typer(
        name="weft",
        help="One plan of care, woven from acupuncture and physical therapy.",
        no_args_is_help=False,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback(invoke_without_command=True)(_named)
    for group in COMMANDS:
        app.add_typer(group)
    return app


def _named(version: Annotated[bool, typer.Option("--version", help="Say which version this is.")] = False) -> None:
    if version:
        typer.echo(f"weft {installed_version('weft')}, knowledge {known().version}")


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; bad input is one line on standard error."""
    try:
        code = program()(args=list(arguments) or ["--help"], prog_name="weft", standalone_mode=False)
    except (BadFile, BadInput, NoAcceptedRedFlags, UnknownExample) as trouble:
        return _say(str(trouble), 2)
    except typer.TyperException as wrong:
        return _say(f"command line: {wrong.format_message()} See weft --help.", 2)
    return code if isinstance(code, int) else 0


def run() -> None:
    """The console script."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal with other letters still asks and shows
    sys.exit(_run(sys.argv[1:]))


def _run(arguments: Sequence[str]) -> int:
    """Run one command on streams that may be closed (None), full, or no longer read."""
    if sys.stdout is None:
        return _say("standard output: is closed; give the answer a place to go", 2)
    try:
        code = main(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()  # the reader has gone, as in `weft plan … | head`
        return 0
    except OSError as error:
        _drop_output()
        return _say(f"cannot read or write: {error.strerror or error}", 2)
    return code


def _drop_output() -> None:
    """Let what is still to be written go nowhere, or Python's own last attempt would complain again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    with contextlib.suppress(OSError):
        os.dup2(nowhere, sys.stdout.fileno())


def _say(trouble: str, code: int) -> int:
    if sys.stderr is not None:  # else print would take standard output
        with contextlib.suppress(OSError):
            print("weft: " + " ".join(trouble.split()), file=sys.stderr)
    return code
