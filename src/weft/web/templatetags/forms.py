"""``{% csrf_token %}`` of every page: the form guard, and for whom the page was made (`desk.lost`). A one-time key."""

from django import template
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from weft.web.fields import new_key

register = template.Library()

FOR = "typed_by"
"""The field that says, without a name, who was signed in when the page was made."""


@register.simple_tag(takes_context=True)
def csrf_token(context: Context) -> SafeString:
    """Django's own field and, where somebody is signed in, ours."""
    token, mine = CsrfTokenNode().render(context), context.get("mine")
    ours = format_html('<input type="hidden" name="{}" value="{}">', FOR, mine) if mine else ""
    return format_html("{}{}", token, ours)


@register.simple_tag
def one_time_key() -> SafeString:
    """The hidden field with which a form counts once, for a form that has no fields of its own."""
    return format_html('<input type="hidden" name="key" value="{}">', new_key())
