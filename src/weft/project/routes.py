"""Every address the server answers, with who may open it: read from the URLconf, so nothing can be forgotten."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from weft.web.policy import Policy, policy_of

View = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Route:
    """One address."""

    pattern: str
    """As in the URLconf: ``/people/<uuid:person_id>``."""
    name: str
    """With its namespace: ``desk:sign_in``."""
    arguments: tuple[str, ...]
    methods: tuple[str, ...]
    """Empty when the view does not say (which the check refuses)."""
    policy: Policy | None
    view: View

    def as_json(self) -> dict[str, object]:
        """For ``weft routes --json``."""
        return {
            "pattern": self.pattern,
            "methods": list(self.methods),
            "name": self.name,
            "audience": self.policy.audience.value if self.policy else None,
            "policy": str(self.policy) if self.policy else None,
        }


def routes(urlconf: str | None = None) -> tuple[Route, ...]:
    """All routes, in the order in which the server tries them."""
    return tuple(_walk(get_resolver(urlconf), "/", ""))


def _walk(resolver: URLResolver, prefix: str, namespace: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, pattern, inner)
        elif isinstance(entry, URLPattern):
            name = f"{namespace}{entry.name}" if entry.name else ""
            arguments = tuple(entry.pattern.converters) if hasattr(entry.pattern, "converters") else ()
            yield Route(pattern, name, arguments, methods_of(entry.callback), policy_of(entry.callback), entry.callback)


def methods_of(view: View) -> tuple[str, ...]:
    """What Django's ``require_http_methods`` (and its kin) lets through; the decorator keeps it in its closure."""
    layer: View | None = view
    while layer is not None:
        closure = inspect.getclosurevars(layer).nonlocals if inspect.isfunction(layer) else {}
        if "request_method_list" in closure:
            return tuple(closure["request_method_list"])
        layer = getattr(layer, "__wrapped__", None)
    return ()
