"""What every row has, and the manager that refuses to read across clinics."""

from collections.abc import Callable
from typing import Any, Self, TypeVar
from uuid import UUID, uuid4

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from weft.records import clock

M = TypeVar("M", bound=models.Model)


class Unscoped(TypeError):  # noqa: N818  says what is wrong
    """A query over the rows of every clinic: a programmer's mistake. Say ``.within(clinic_id)``."""


class ClinicQuerySet(models.QuerySet[M]):
    """A query that answers only once it says whose clinic it is about."""

    scoped = False

    def within(self, clinic_id: UUID) -> Self:
        """The rows of one clinic."""
        found = self.filter(clinic_id=clinic_id)
        found.scoped = True
        return found

    def everywhere(self) -> Self:
        """The rows of every clinic: for claims (a practitioner's hours cross clinics), jobs and the door itself."""
        found = self.all()
        found.scoped = True
        return found

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        """Never: SQL of one's own knows no clinic, whatever was asked before it."""
        raise Unscoped(f"{self.model.__name__} was asked for in raw SQL; write .within(clinic_id)")

    def _clone(self) -> Self:
        copy: Self = super()._clone()  # type: ignore[misc]  # private to Django, unknown to its stubs
        copy.scoped = self.scoped
        return copy


def _guarded(name: str) -> Callable[..., Any]:
    original = getattr(models.QuerySet, name)

    def guarded(self: ClinicQuerySet[Any], *args: Any, **kwargs: Any) -> Any:
        if not self.scoped:
            raise Unscoped(f"{self.model.__name__} was asked for across clinics; write .within(clinic_id)")
        return original(self, *args, **kwargs)

    guarded.__name__ = name
    return guarded


def _joined(name: str) -> Callable[..., Any]:
    original = getattr(models.QuerySet, name)

    def joined(self: ClinicQuerySet[Any], *others: Any, **kwargs: Any) -> Any:
        if not all(getattr(each, "scoped", False) for each in (self, *others)):
            raise Unscoped(f"{self.model.__name__} was joined across clinics; write .within(clinic_id) on both sides")
        return original(self, *others, **kwargs)

    joined.__name__ = name
    return joined


ANSWERS = (
    "_fetch_all", "count", "exists", "aggregate", "iterator", "aiterator", "explain", "update", "delete", "_raw_delete",
)  # fmt: skip
JOINS = ("__or__", "__and__", "__xor__", "union", "intersection", "difference")

for _name in ANSWERS:
    setattr(ClinicQuerySet, _name, _guarded(_name))
for _name in JOINS:
    setattr(ClinicQuerySet, _name, _joined(_name))


class ClinicManager(models.Manager[M]):
    """The default manager of every row that a clinic owns."""

    def get_queryset(self) -> ClinicQuerySet[M]:
        """Unscoped, except when reached from a clinic's row (``pair.visits``): that row has been through the door."""
        found: ClinicQuerySet[M] = ClinicQuerySet(self.model, using=self._db)
        # A user, or a practitioner's hands, belongs to no clinic: what hangs there is of several.
        found.scoped = getattr(getattr(self, "instance", None), "clinic_id", None) is not None
        return found

    def within(self, clinic_id: UUID) -> ClinicQuerySet[M]:
        """The rows of one clinic."""
        return self.get_queryset().within(clinic_id)

    def everywhere(self) -> ClinicQuerySet[M]:
        """The rows of every clinic; say why beside the call."""
        return self.get_queryset().everywhere()


class Row(models.Model):
    """A random key that is safe in a URL, and when the row was made."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.object_name} {self.pk}"


class ClinicRow(Row):
    """A row that one clinic owns. The database itself keeps its links inside the clinic (`guards.py`)."""

    clinic = models.ForeignKey("records.Clinic", models.PROTECT, related_name="+")

    objects = ClinicManager[Self]()

    class Meta:
        abstract = True


class PersonRow(ClinicRow):
    """A row about one person; the audit names the person."""

    person = models.ForeignKey("records.Person", models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class JsonField(models.JSONField):
    """JSON that takes dates, times, decimals and ids as text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("encoder", DjangoJSONEncoder)
        super().__init__(*args, **kwargs)


def known(field: str, choices: type[models.TextChoices], name: str) -> models.CheckConstraint:
    """The database refuses a value that ``choices`` does not know."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": choices.values}), name=name)


def together(name: str, *fields: str) -> models.CheckConstraint:
    """Who *and* when: all of ``fields`` are given, or none."""
    none = models.Q(**{f"{field}__isnull": True for field in fields})
    every = models.Q(**{f"{field}__isnull": False for field in fields})
    return models.CheckConstraint(condition=none | every, name=name)
