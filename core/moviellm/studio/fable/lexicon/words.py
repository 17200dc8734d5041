"""Which words of a theme call for which parts of a world.

One line of ``words.txt`` per idea: the words (stems match), a bar, and what they call for:

| sign | meaning |
|---|---|
| ``p:KIND`` or ``p:KIND/NAME`` | a kind of place, and how it is called |
| ``t:KIND`` or ``t:KIND/NAME`` | a prop that the story is about |
| ``w:KIND`` | a prop that is around |
| ``o:LABEL`` | an occupation (spaces written ``_``) |
| ``g:GENRE``, ``s:STYLE`` | a genre, a style keyword |
| ``r:RELATION`` | how the two main persons stand to each other |
| ``k:PLOT`` | a kind of plot |
| ``n:LIGHT``, ``y:WEATHER`` | an hour, a weather |
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from moviellm.studio.fable.lexicon.table import rows


def _read() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for words, calls in rows("words.txt"):
        for word in words.split():
            found[word] = (*found.get(word, ()), *calls.split())
    return found


WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(_read())
"""What each word calls for."""
