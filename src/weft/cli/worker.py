"""`weft work` and `weft run-due`: what is sent with nobody watching."""

from threading import Event
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
    """Do what is due, again and again, until stopped; `weft serve` does it beside the pages.

    Without a mail server no message is written to people or sent: tasks are raised, what must be forgotten is, and
    long runs are done. In the demo only long runs are done.
    """
    set_up()
    from django.conf import settings

    check_or_stop()
    from weft.jobs import runs
    from weft.jobs.work import tick, tick_without_mail, until_told
    from weft.jobs.work import work as work_on

    if settings.WEFT_DEMO:
        until_told(lambda ended: runs.work(ended, parent=parent))
        return
    once = tick_without_mail if settings.WEFT_MAIL is None else tick

    def both(ended: Event) -> None:
        beside = runs.beside(ended, parent=parent)
        try:
            work_on(ended, parent=parent, once=once)
        finally:
            ended.set()
            beside.join()

    until_told(both)


def _ready() -> None:
    set_up()
    from django.conf import settings

    if settings.WEFT_DEMO:
        stop("the demo sends nothing", code=2)
    if settings.WEFT_MAIL is None:
        stop("WEFT_MAIL is not set, so messages wait; write smtp://user:password@host:587", code=2)
    check_or_stop()
