"""Who a page is about, as its header shows it."""

from django.urls import NoReverseMatch, reverse

from weft.records.access import PersonSeen


def head_of(person: PersonSeen) -> dict[str, object]:
    """Name, birth date, initials and the way to the person's page."""
    return {
        "name": person.name,
        "born": person.birth_date,
        "initials": "".join(word[0] for word in person.name.split()[:2]).upper(),
        "url": _page_of(person),
        "facts": (),
        "alerts": (),
    }


def _page_of(person: PersonSeen) -> str | None:
    try:
        return reverse("desk:person", args=[person.id])
    except NoReverseMatch:
        return None
