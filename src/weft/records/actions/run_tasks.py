"""What the queue holds: only ids. A task that dies with its worker is found by `run_pulse.reap`."""

from uuid import UUID

from django_tasks import task

from weft.records.access import system_of


@task()
def fill(*, run_id: str, clinic_id: str) -> None:
    """Search for the visits that a clinic's weeks lack."""
    from weft.records.actions.run_search import search  # a web process never needs the solver

    search(UUID(run_id), by=system_of(UUID(clinic_id)))


@task(priority=10)
def look_longer(*, run_id: str, clinic_id: str) -> None:
    """Look longer for new times for the visits in an absence; before other tasks: somebody waits to call people."""
    from weft.records.actions.away_search import search_longer

    search_longer(UUID(run_id), by=system_of(UUID(clinic_id)))


@task()
def book(*, run_id: str, clinic_id: str) -> None:
    """Book what was chosen."""
    from weft.records.actions.run_book import book_chosen

    book_chosen(UUID(run_id), by=system_of(UUID(clinic_id)))
