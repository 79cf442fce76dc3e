"""`weft work` and `weft run-due`: what is sent with nobody watching."""

from typing import Annotated

import typer

from weft.cli.server import check_or_stop, set_up, spoken_in_one_line, stop

commands = typer.Typer()


@commands.command("run-due")
@spoken_in_one_line()
def run_due() -> None:
    """Do once what is due now: write reminders and tasks whose time has come, send the messages that wait."""
    _ready()
    from weft.jobs.work import tick

    came = tick()
    said = ", ".join(f"{number} {what}" for what, number in sorted(came.items()))
    typer.echo(f"Done: {said}." if said else "Nothing was due.")


@commands.command()
def work(parent: Annotated[int, typer.Option(hidden=True, min=0)] = 0) -> None:
    """Do what is due, again and again, until stopped; `weft serve` does it beside the pages."""
    _ready()
    from weft.jobs.work import until_told
    from weft.jobs.work import work as work_on

    until_told(lambda ended: work_on(ended, parent=parent))


def _ready() -> None:
    set_up()
    from django.conf import settings

    if settings.WEFT_DEMO:
        stop("the demo sends nothing", code=2)
    if settings.WEFT_MAIL is None:
        stop("WEFT_MAIL is not set, so messages wait; write smtp://user:password@host:587", code=2)
    check_or_stop()
