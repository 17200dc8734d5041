"""Which persons, places and things of a film a text names."""

from __future__ import annotations

import re
from collections import Counter

from moviellm.film import Stage

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

    def __init__(self, stage: Stage) -> None:
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

    def in_text(self, text: str) -> set[str]:
        """Ids of what a text names."""
        words = words_of(text)
        return {
            name
            for name, called in self._called.items()
            if any(one.strip() and one in words for one in called)
        }
