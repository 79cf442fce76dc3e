"""The records and the queue: for the worker processes of the races."""

from tests.records.plain_settings import *  # noqa: F403  the same, and the queue
from tests.records.plain_settings import INSTALLED_APPS as RECORDS_ALONE

INSTALLED_APPS = [*RECORDS_ALONE, "django_tasks", "django_tasks_db"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
