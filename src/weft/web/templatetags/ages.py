"""How old somebody is on the clinic's own day: ``{% age_of person.born as age %}``."""

from datetime import date

from django import template
from django.template import Context

from weft.records.reads.person import age_on
from weft.web.typing import clock_time

register = template.Library()


@register.simple_tag(takes_context=True)
def age_of(context: Context, born: date | None) -> int | None:
    """Whole years; None when the birth date is not known."""
    return age_on(born, clock_time(context["request"]).date()) if born else None
