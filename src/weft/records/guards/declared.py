"""The declared list: which tables are append-only, which freeze, which links stay inside a clinic."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model, UniqueConstraint

APPEND_ONLY = (
    "Adverseevent",
    "Aftercare",
    "Amendment",
    "Assessment",
    "Attachment",
    "Auditchange",
    "Auditread",
    "Cliniclogo",
    "Consent",
    "Decision",
    "Discharge",
    "Draftschoice",
    "Event",
    "Handover",
    "Homeset",
    "Incident",
    "Incidentlook",
    "Knowledgesignoff",
    "Letter",
    "Lettersending",
    "Measurepermission",
    "Measurewording",
    "Messagetext",
    "Missingneedlereport",
    "Override",
    "Planagreement",
    "Planversion",
    "Proposal",
    "Recordopening",
    "Score",
    "Screening",
    "Treatmentagreement",
    "Waitlistentry",
    "Withdrawal",
    "Wording",
)
"""Rows are added, never changed or removed, except by a connection whose purpose is erasure."""

FROZEN_WHEN_SIGNED = ("Assessmentpart", "Sessionrecord")
"""Editable until ``signed_at`` is set, then as append-only rows."""

NOT_AUDITED = ("Auditchange", "Auditread", "Knock", "Mailstamp")
"""The audit itself, and two tables that say nothing of anybody and are written all day."""

LETS_THROUGH = ("erase", "flush")
"""Purposes that may remove append-only rows."""

ACROSS_CLINICS = (("Claim", "resource"),)
"""Links that may also point to a row that no clinic owns (a practitioner's hands)."""


@dataclass(frozen=True, slots=True)
class Guard:
    """One trigger, function or constraint."""

    name: str
    statement: str
    mark: str
    """What the database says of it when it stands unaltered."""
    needs: dict[str, frozenset[str]] = field(default_factory=dict)
    """Tables and the columns it names; it is left out while a migration has not made them yet."""

    def fits(self, tables: dict[str, set[str]]) -> bool:
        """Whether everything it names exists."""
        return all(columns <= tables.get(table, set()) for table, columns in self.needs.items())


@dataclass(frozen=True, slots=True)
class Link:
    """A link from one clinic-owned table to another."""

    table: str
    column: str
    target: str
    open: bool
    """The target row may belong to no clinic."""


def about(model: type[Model]) -> Any:
    """What Django knows of a table; documented, though it begins with an underscore."""
    return model._meta  # noqa: SLF001


def table_of(model: type[Model]) -> str:
    """The table's name."""
    return str(about(model).db_table)


def models() -> list[type[Model]]:
    """Every table of the app, in a stable order."""
    return sorted(apps.get_app_config("records").get_models(), key=table_of)


def named(names: tuple[str, ...]) -> list[type[Model]]:
    """The models of these names."""
    return [apps.get_model("records", name) for name in names]


def columns(model: type[Model]) -> list[str]:
    """The columns of a table, sorted."""
    return sorted(field.column for field in about(model).concrete_fields)


def unique_keys(model: type[Model]) -> list[tuple[str, ...]]:
    """The columns, key by key, in which no two rows of a table may agree (an empty value agrees with nothing)."""
    known = about(model)
    keys = [(field.column,) for field in known.concrete_fields if field.unique]
    fields = [rule.fields for rule in known.constraints if isinstance(rule, UniqueConstraint)]
    return keys + [tuple(known.get_field(name).column for name in names) for names in fields]


def audited() -> list[type[Model]]:
    """Every table but the audit's own."""
    silent = set(named(NOT_AUDITED))
    return [model for model in models() if model not in silent]


def clinic_column(model: type[Model]) -> str:
    """The column that says whose row it is, or an empty text."""
    if about(model).model_name == "clinic":
        return "id"
    return "clinic_id" if "clinic_id" in columns(model) else ""


def person_column(model: type[Model]) -> str:
    """The column that says whom the row is about, or an empty text."""
    if about(model).model_name == "person":
        return "id"
    return "person_id" if "person_id" in columns(model) else ""


def owned(model: type[Model]) -> bool:
    """Whether rows of this table belong to a clinic (and are not the clinic itself)."""
    return clinic_column(model) == "clinic_id"


def links() -> Iterator[Link]:
    """Every foreign key between clinic-owned tables."""
    for model in filter(owned, models()):
        for each in about(model).concrete_fields:
            target = each.related_model
            if isinstance(each, ForeignKey) and isinstance(target, type) and owned(target):
                crosses = any(
                    about(model).model_name == name.lower() and each.name == link for name, link in ACROSS_CLINICS
                )
                yield Link(table_of(model), each.column, table_of(target), crosses)
