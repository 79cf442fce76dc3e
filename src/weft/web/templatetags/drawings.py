"""Our own drawings inside a page: ``{% curve_picture curve 860 %}``, ``{% body_picture view spots %}`` and others."""

from collections.abc import Collection, Sequence
from typing import Protocol

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from weft.core.plan.figure import Line, Pose
from weft.core.shared.words import Words
from weft.draw.body import Spot, View, body
from weft.draw.capsule import MINI, PATIENT, STAFF
from weft.draw.capsule import capsule as drawn_capsule
from weft.draw.capsule_data import CapsuleData
from weft.draw.curve import curve as drawn_curve
from weft.draw.curve_data import CurveData
from weft.draw.figure import figure
from weft.draw.palette import SCREEN
from weft.draw.spine import spine

register = template.Library()
SIZES = {size.name: size for size in (STAFF, PATIENT, MINI)}


@register.simple_tag
def curve_picture(data: CurveData, width: int) -> SafeString:
    """The curve, ``width`` CSS pixels wide."""
    return mark_safe(drawn_curve(data, SCREEN, gettext, width=width))  # noqa: S308  our drawings escape every text


@register.simple_tag
def capsule_picture(data: CapsuleData, size: str) -> SafeString:
    """One trip by itself: ``staff``, ``patient`` or ``mini``."""
    return mark_safe(drawn_capsule(data, SCREEN, SIZES[size], gettext))  # noqa: S308  our drawings escape every text


@register.simple_tag
def spine_picture() -> SafeString:
    """The low back from the side, with the names of its parts."""
    return mark_safe(spine(SCREEN, gettext))  # noqa: S308  our drawings escape every text


class Drawn(Protocol):
    """An exercise with its figure."""

    @property
    def how(self) -> Words: ...
    @property
    def poses(self) -> Sequence[Pose]: ...
    @property
    def props(self) -> Sequence[Line]: ...


@register.simple_tag
def figure_picture(exercise: Drawn) -> SafeString:
    """An exercise from start to end."""
    return mark_safe(figure(exercise.poses, exercise.how.said(gettext), exercise.props))  # noqa: S308  our drawings escape every text


@register.simple_tag
def body_picture(view: View, spots: Sequence[Spot] = (), marked: Collection[str] = ()) -> SafeString:
    """One view of the body, with points, or with marked places."""
    return mark_safe(body(View(view), spots, marked=marked, palette=SCREEN, say=gettext))  # noqa: S308  our drawings escape every text


@register.simple_tag
def body_map(view: str, marked: Collection[str] | None) -> SafeString:
    """A view on which every region can be tapped; the ticks beside it stay the truth."""
    drawn = body(View(view), marked=marked or (), offered=True, palette=SCREEN, say=gettext)
    return mark_safe(drawn)  # noqa: S308  our drawings escape every text
