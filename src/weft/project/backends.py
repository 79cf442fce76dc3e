"""How somebody proves who they are: by password, or, in the demo only, by one click."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest


class Passwords(ModelBackend):
    """Name and password. A demo account is nobody outside the demo, also for a session that still runs."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Active, and not made up (unless everything is)."""
        return super().user_can_authenticate(user) and (settings.WEFT_DEMO or not getattr(user, "is_demo", True))


class LookAround(Passwords):
    """The demo's one click: ``authenticate(request, look_around_as=login)``. Installed in demo mode only."""

    def authenticate(  # type: ignore[override]  # Django asks each backend that takes the keywords given
        self, request: HttpRequest | None, look_around_as: str = "", **kwargs: Any
    ) -> Any:
        """The demo account of this name; never a real one."""
        if not settings.WEFT_DEMO:
            return None
        user = get_user_model().objects.filter(login=look_around_as, is_demo=True).first()
        return user if self.user_can_authenticate(user) else None
