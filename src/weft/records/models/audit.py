"""Two append-only tables. Changes are written by the database's triggers, never by Python."""

from django.db import models

from weft.records.models.base import JsonField


class AuditChange(models.Model):
    """One change of one row: who, when, what was touched; names of columns, never their values."""

    at = models.DateTimeField()
    """By the database's clock."""
    actor = models.CharField(max_length=40, blank=True)
    """User id (32 hexadecimal digits), ``visitor``, ``system``; empty when nobody said."""
    request = models.CharField(max_length=64, blank=True)
    purpose = models.CharField(max_length=20, blank=True)
    clinic = models.CharField(max_length=32, blank=True)
    table = models.CharField(max_length=60)
    row = models.CharField(max_length=32)
    person = models.CharField(max_length=32, blank=True)
    operation = models.CharField(max_length=10)
    """insert | update | delete | truncate."""
    columns = models.TextField(blank=True)
    """Names of the changed columns, sorted, with commas between."""

    class Meta:
        indexes = (
            models.Index(fields=("person", "at"), name="change_by_person"),
            models.Index(fields=("table", "row"), name="change_by_row"),
        )

    def __str__(self) -> str:
        return f"{self.operation} {self.table} {self.row}"


class AuditRead(models.Model):
    """One request that showed people, to whom and what for."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=40)
    clinic = models.CharField(max_length=32)
    purpose = models.CharField(max_length=60)
    request = models.CharField(max_length=64, blank=True)
    path = models.CharField(max_length=200, blank=True)
    """The pattern of the route, never an address with ids or typed text."""
    session = models.CharField(max_length=64, blank=True)
    """Hash of the session, to know a poll that repeats itself."""
    people = JsonField()
    """Ids of the people shown, 32 hexadecimal digits each, sorted."""
    digest = models.CharField(max_length=64)
    """SHA-256 of purpose, path and ``people``."""

    class Meta:
        indexes = (models.Index(fields=("session", "digest", "at"), name="read_repeats"),)

    def __str__(self) -> str:
        return f"{self.actor} {self.purpose} {len(self.people)}"
