"""The commands that bring the web server up: demo, serve, migrate, check, routes."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import typer

commands = typer.Typer()

LOOPBACK = "127.0.0.1"
Port = Annotated[int, typer.Option(min=1, max=65535, help="Where to listen.")]


@commands.command()
def demo(port: Port = 8000) -> None:
    """Build the demo clinic when it is missing or of another day, and serve it to this machine."""
    from weft.demo import freshness
    from weft.records import clock

    _port_is_free(port)
    folder = Path(os.environ.get("WEFT_DATA") or ".weft").resolve() / "demo"
    os.environ.update(WEFT_DEMO="1", WEFT_DATA=str(folder))
    os.environ.pop("DATABASE_URL", None)  # the demo never touches a real database
    set_up()
    now = clock.now()
    if reason := freshness.why_rebuild(folder, now):
        typer.echo(reason)
        if kept := freshness.put_aside(folder, now):
            typer.echo(f"The old one is kept: {kept}")
        build_demo()
        freshness.mark_built(folder, now)
    else:
        _migrate()
    typer.echo(f"The demo clinic is at http://{LOOPBACK}:{port} (stop it with Ctrl-C).")
    _work_beside()
    _serve(LOOPBACK, port, workers=1)


@commands.command()
def serve(
    host: Annotated[
        str, typer.Option(help="Address to listen on; put a proxy with TLS in front of any other.")
    ] = LOOPBACK,
    port: Port = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Server processes.")] = 2,
) -> None:
    """Serve the clinics of this database, after the start-up checks."""
    set_up()
    from django.conf import settings

    if settings.WEFT_DEMO and host not in {LOOPBACK, "localhost", "::1"}:
        stop(f"demo mode serves this machine only; use --host {LOOPBACK}, or unset WEFT_DEMO", code=2)
    check_or_stop()
    if not settings.WEFT_DEMO:
        _work_beside()
    _serve(host, port, workers)


@commands.command()
def migrate() -> None:
    """Bring the database to this version."""
    set_up()
    _migrate()
    typer.echo("The database is at this version.")


@commands.command()
def check() -> None:
    """Say what is wrong with this installation; exit 1 when it would be unsafe to serve."""
    set_up()
    check_or_stop()
    typer.echo("All checks passed.")


@commands.command()
def routes(as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False) -> None:
    """List every address, its methods and who may open it."""
    set_up()
    from weft.project.routes import routes as all_routes

    if as_json:
        typer.echo(json.dumps([route.as_json() for route in all_routes()], indent=2))
        return
    for route in all_routes():
        typer.echo(
            f"{' '.join(route.methods):<16} {route.pattern:<60} {route.policy or 'NO POLICY'!s:<24} {route.name}"
        )


@contextmanager
def spoken_in_one_line() -> Iterator[None]:
    """A setting, a folder or a database that cannot be used is one line and exit 2."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import Error

    from weft.project.environment import BadSetting

    try:
        yield
    except (BadSetting, OSError, ImproperlyConfigured) as trouble:
        stop(" ".join(str(trouble).split()), code=2)
    except Error as trouble:
        said = " ".join(str(trouble).split())
        stop(f"the database cannot be used ({said}); look at DATABASE_URL and WEFT_DATA", code=2)


@spoken_in_one_line()
def set_up() -> None:
    """Load settings and apps."""
    import django
    from django.apps import apps

    from weft.project import environment

    environment.only_for_us()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weft.project.settings")
    if not apps.ready:  # a second time would lead the log to where this command writes
        django.setup()


def build_demo() -> None:
    """Migrate the (empty) demo database and fill it around this hour."""
    set_up()
    from weft.demo.build import build
    from weft.records import clock

    _migrate()
    build(clock.now(), tell=_walking)
    if sys.stdout.isatty():
        typer.echo("\r\033[K", nl=False)


def _walking(name: str) -> None:
    """One line of progress that overwrites itself; nothing where nobody watches."""
    if sys.stdout.isatty():
        typer.echo(f"\r\033[KWalking {name} through the clinic…", nl=False)


@spoken_in_one_line()
def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def _waiting_migrations() -> int:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@spoken_in_one_line()
def check_or_stop() -> None:
    """Warnings are said; an error ends here."""
    from django.core.checks import ERROR, run_checks

    if waiting := _waiting_migrations():
        stop(f"the database is {waiting} steps behind this version; make a backup, then run: weft migrate")
    found = [message for message in run_checks(databases=["default"]) if not message.is_silenced()]
    for message in found:
        typer.echo(f"{message.id}: {message.msg}" + (f" ({message.hint})" if message.hint else ""), err=True)
    if any(message.level >= ERROR for message in found):
        raise typer.Exit(1)


def _port_is_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            stop(f"port {port} is taken; choose another with --port", code=2)


def _work_beside() -> None:
    """A worker that ends when this process, which becomes the server, is gone."""
    worker = [sys.executable, "-m", "weft", "work", "--parent", str(os.getpid())]
    subprocess.Popen(worker)  # noqa: S603  our own interpreter and arguments


def _serve(host: str, port: int, workers: int) -> NoReturn:
    """Become the server: it has our process id, our terminal and our signals."""
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"]
    where = ["--host", host, "--port", str(port), "--workers", str(workers), "--blocking-threads", "4"]
    sys.stdout.flush()
    os.execv(server[0], [*server, *where, "weft.project.wsgi:application"])  # noqa: S606  our own interpreter and arguments


def stop(said: str, code: int = 1) -> NoReturn:
    typer.echo(f"weft: {said}", err=True)
    raise typer.Exit(code)
