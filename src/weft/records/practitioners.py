"""Who a person's own practitioners are, as a form can tell later whether they still are."""

from uuid import UUID


def version_of(needles_by: UUID | None, movement_by: UUID | None) -> str:
    """The two, as one text."""
    return f"{needles_by or ''}|{movement_by or ''}"
