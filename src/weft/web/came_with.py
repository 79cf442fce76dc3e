"""What the link of a message led to, kept in the session: no address bar keeps its token."""

from uuid import UUID

from weft.web.request import ClinicRequest


def take_up(request: ClinicRequest, name: str, row_id: UUID) -> None:
    """Somebody came with a link; whoever knew this browser's session before does not come in with it."""
    request.session.cycle_key()
    request.session[name] = str(row_id)


def taken_up(request: ClinicRequest, name: str) -> UUID | None:
    """What this browser came with."""
    said = request.session.get(name)
    return UUID(said) if said else None
