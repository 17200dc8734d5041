"""Markup from templates: whatever is not known to be markup is escaped."""

from __future__ import annotations

import html
import string
from collections.abc import Iterable


class Html(str):
    """A string that is markup already."""

    __slots__ = ()


def escape(value: object) -> Html:
    """Return a value as markup that shows its text; `Html` is returned as it is."""
    return value if isinstance(value, Html) else Html(html.escape(str(value)))


def fill(template: str, /, **values: object) -> Html:
    """Fill the ``$names`` of a template; every value that is not `Html` is escaped.

    Values may stand between tags and inside quoted attributes, and nowhere else.

    Raises:
        KeyError: The template has a name that ``values`` does not have.
    """
    escaped = {name: escape(value) for name, value in values.items()}
    return Html(string.Template(template).substitute(escaped))


def join(parts: Iterable[object], separator: str = "") -> Html:
    """Join values as markup; those that are not `Html` are escaped."""
    return Html(separator.join(escape(part) for part in parts))
