"""Texts that somebody saw when answering or agreeing, kept whole under their hash."""

import hashlib

from django.utils.translation import get_language, gettext

from weft.core.shared.words import Words
from weft.records.models import Wording


def keep(*shown: Words) -> Wording:
    """The row of these words as they read in the language of the page, one line each; made at their first use."""
    text = "\n".join(words.said(gettext) for words in shown)
    mark = hashlib.sha256(text.encode()).hexdigest()
    row, _ = Wording.objects.get_or_create(hash=mark, defaults={"text": text, "language": get_language() or "en"})
    return row
