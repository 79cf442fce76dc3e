"""What every way of sending says when a message was not taken."""


class NotTaken(Exception):  # noqa: N818  the name says what happened
    """A message was not taken. ``str()`` says why, without an address, a name or what the other server wrote."""

    def __init__(self, why: str, *, for_good: bool) -> None:
        super().__init__(why)
        self.for_good = for_good
