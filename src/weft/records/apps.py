"""The one Django app of Weft."""

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate


class Records(AppConfig):
    """All tables are in this app, on one migration chain."""

    name = "weft.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the database's own guards in step with their declaration, and check them at start-up."""
        from weft.records import guards, startup

        post_migrate.connect(guards.after_migrate, sender=self)
        checks.register(startup.guards_stand, checks.Tags.database)
        checks.register(startup.sqlite_is_safe)
