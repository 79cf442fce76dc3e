"""Django's hook at start-up."""

from django.apps import AppConfig
from django.conf import settings


class Project(AppConfig):
    """Registers the checks; switches the pseudo-locale on when asked."""

    name = "weft.project"

    def ready(self) -> None:
        """Called once all apps are loaded."""
        from weft.project import checks, pseudo

        assert checks  # noqa: S101  imported for its registrations
        if settings.WEFT_PSEUDO_LOCALE:
            pseudo.switch_on()
