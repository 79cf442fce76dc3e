"""Trips as the double capsule: ``{% trip_capsule trip %}``, and minutes as a clock: ``{{ 540|clock }}``."""

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.draw.capsule import STAFF, CapsuleData, CapsuleState, Half, capsule
from weft.draw.capsule_data import clock as clock_words
from weft.draw.palette import SCREEN
from weft.records.reads.course_shapes import HalfSeen, TripSeen

register = template.Library()


@register.simple_tag
def trip_capsule(trip: TripSeen) -> SafeString:
    """The capsule of an offered or booked trip; nothing for a trip without needles and movement."""
    return drawn(trip.halves, is_pair=trip.is_pair)


@register.simple_tag
def halves_capsule(halves: tuple[HalfSeen, ...], *, is_pair: bool, is_off: bool = False) -> SafeString:
    """The capsule of these visits."""
    return drawn(halves, is_pair=is_pair, is_off=is_off)


@register.filter
def clock(minute: int) -> str:
    """Minutes after midnight as people read them: 9:05."""
    return clock_words(minute)


@register.filter
def undrawn(halves: tuple[HalfSeen, ...]) -> tuple[HalfSeen, ...]:
    """Visits of disciplines that the capsule has no side for."""
    return tuple(half for half in halves if half.discipline not in {NEEDLES, MOVEMENT})


def drawn(halves: tuple[HalfSeen, ...], *, is_pair: bool, is_off: bool = False) -> SafeString:
    """An SVG; its text twin names times and people."""
    sides = {half.discipline: Half(starts=half.minute, minutes=half.minutes, who=half.who) for half in halves}
    needles, movement = sides.get(NEEDLES), sides.get(MOVEMENT)
    if needles is None and movement is None:
        return SafeString("")
    is_split = needles is not None and movement is not None and not is_pair
    state = CapsuleState.CANCELLED if is_off else CapsuleState.SPLIT if is_split else CapsuleState.PLANNED
    data = CapsuleData(state=state, needles=needles, movement=movement)
    return mark_safe(capsule(data, SCREEN, STAFF, gettext))  # noqa: S308  our own drawing; it escapes what it is given
