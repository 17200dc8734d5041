"""From a word as it stands in a sentence to those that it may be a form of."""

from __future__ import annotations

from collections.abc import Iterator

_NOUN_ENDINGS = (
    ("'s", ""), ("s'", ""), ("ies", "y"), ("ves", "f"), ("ves", "fe"), ("ches", "ch"),
    ("shes", "sh"), ("sses", "ss"), ("xes", "x"), ("zes", "z"), ("oes", "o"), ("men", "man"),
    ("s", ""),
)  # fmt: skip
_VERB_ENDINGS = ("ing", "ied", "ed", "ies", "es", "ers", "er", "est", "ly", "d", "y", "e")
_SHORTEST = 3


def base_forms(word: str) -> list[str]:
    """What a word may be a form of, the likeliest first; the word itself is not among them."""
    found = dict.fromkeys([*_nouns(word), *_verbs(word)])
    found.pop(word, None)
    return list(found)


def _nouns(word: str) -> Iterator[str]:
    for ending, instead in _NOUN_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2 and not word.endswith("ss"):
            stem = word.removesuffix(ending) + instead
            yield stem
            if ending == "'s":
                yield from _nouns(stem)


def _verbs(word: str) -> Iterator[str]:
    for part in dict.fromkeys((word, *word.split("-"))):
        if part != word:
            yield part
        for ending in _VERB_ENDINGS:
            stem = part.removesuffix(ending)
            if stem == part or len(stem) < _SHORTEST:
                continue
            yield from (stem, stem + "e", stem + "y")
            if stem[-1] == stem[-2]:
                yield stem[:-1]
