"""Bad input to a command, said in one line."""


class BadInput(Exception):  # noqa: N818  the name says what is wrong
    """Input cannot be used. ``str()`` names what it is, the place, and the mend."""
