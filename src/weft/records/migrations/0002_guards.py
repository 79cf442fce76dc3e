"""The database's own guards: audit, append-only, claims, clinics apart (weft.records.guards)."""

from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from weft.records import guards


def make(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make every guard; post_migrate does the same after later migrations."""
    guards.sync(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [("records", "0001_tables")]

    operations = [
        BtreeGistExtension(),  # uuid in an exclusion constraint; does nothing on SQLite
        migrations.RunPython(make, migrations.RunPython.noop),
    ]
