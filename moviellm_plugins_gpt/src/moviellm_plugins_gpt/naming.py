"""Which persons, places and things of a film a text names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from moviellm.film import Entities

_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> str:
    """The words of a text in lower case, one space between them and around them."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


class Names:
    """The names of everything in a film.

    A person is named by their name, a place by its name without article, a thing by its whole
    name, or by its last word where no other thing ends so.

    Args:
        stage: The film's cast, places and props.
    """

    def __init__(self, stage: Entities) -> None:
        self.stage = stage
        things = {name: words_of(prop.name) for name, prop in stage.props.items()}
        nouns = Counter(words.split()[-1] for words in things.values() if words.split())
        self._called: dict[str, tuple[str, ...]] = {
            name: (words_of(person.name),) for name, person in stage.persons.items()
        }
        for name, place in stage.places.items():
            self._called[name] = (words_of(place.name.removeprefix("the ")),)
        for name, words in things.items():
            noun = words.split()[-1:] if words.split() else []
            alone = [f" {one} " for one in noun if nouns[one] == 1]
            self._called[name] = (words, *alone)

    def called(self, name: str) -> str:
        """By which words something is named; empty for what has no name."""
        return " ".join(self._called.get(name, ()))

    def in_text(self, text: str) -> set[str]:
        """Ids of what a text names; of all that have a name in common."""
        return set(self._found(text))

    def beyond(self, text: str, known: Collection[str]) -> list[str]:
        """Ids of what a text names that is not known, and does not share its name with what is."""
        found = self._found(text)
        meant = {called for name, called in found.items() if name in known}
        return sorted(
            name for name, called in found.items() if name not in known and called not in meant
        )

    def _found(self, text: str) -> dict[str, str]:
        """What a text names, and by which words: the longest that fit."""
        words = words_of(text)
        found: dict[str, str] = {}
        for name, called in self._called.items():
            fitting = [one for one in called if one.strip() and one in words]
            if fitting:
                found[name] = max(fitting, key=len)
        return found
