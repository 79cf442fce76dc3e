"""Speak core's Words in the reader's language: ``{{ line.because|words }}`` or ``{% words line.because %}``."""

from django import template
from django.utils.translation import gettext

from weft.core.shared.words import Words

register = template.Library()


@register.filter(name="words")
def spoken(value: object) -> str:
    """Words through gettext; a plain ``str`` is a message id of ``knowledge/``; nothing stays nothing.

    The result is escaped by the template like any other text.
    """
    if value is None or value == "":
        return ""
    return value.said(gettext) if isinstance(value, Words) else gettext(str(value))


@register.simple_tag(name="words")
def spoken_tag(value: object) -> str:
    """``{% words line.because %}``; with ``as name`` it is kept for later."""
    return spoken(value)
