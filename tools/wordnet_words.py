"""Make the words that ``lexicon/kinds.txt`` calls for: ``python tools/wordnet_words.py DICT``.

DICT is the folder of a WordNet 3.0 database (``data.noun``, ``index.noun``, ``index.sense``, ...),
as distributions package it. What is written, ``lexicon/wordnet.txt``, is part of the repository and
of every wheel; this runs only when `kinds.txt` gets another kind.

A word belongs to the kind that is next above one of its frequent senses. Words without such a kind
that are frequent enough to be met are listed as known, so that only what nobody knows is told of.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

LEXICON = Path(__file__).parents[1] / "core/moviellm/studio/fable/lexicon"
SPEECH = {"noun": "1", "verb": "2", "adj": "3", "adv": "4"}
KNOWN, ADJECTIVE = "-", "+"
"""Kinds of words that are known and call for nothing; of the second are adjectives."""

_WORD = re.compile(r"[A-Za-z]+(?:['_-][A-Za-z]+){0,3}")
_UNWANTED = ("slur", "disparagement", "obscenity", "vulgarism", "ethnic_slur")
_RUDE = re.compile("offensive|derogat|disparag|slur|insult|prostitut|sexual")
_SENSES, _SHARE, _FEW = 3, 0.15, 5


@dataclass
class Synset:
    """What words mean together.

    Attributes:
        words: Its lemmas, as they are written.
        above: What it is a kind of.
        instances: What it is an instance of: Mars, of planets.
        usage: Synsets that say how its words are used.
        gloss: What it means.
    """

    words: list[str]
    above: list[str] = field(default_factory=list)
    instances: list[str] = field(default_factory=list)
    usage: list[str] = field(default_factory=list)
    gloss: str = ""


class WordNet:
    """The nouns of a WordNet database, and how frequent words are."""

    def __init__(self, folder: Path) -> None:
        self.synsets = dict(_synsets(folder / "data.noun"))
        self.senses = dict(_index(folder / "index.noun"))
        self.others = {name: set(dict(_index(folder / f"index.{name}"))) for name in SPEECH}
        self.counts: Counter[tuple[str, str, str]] = Counter()
        self.totals: Counter[tuple[str, str]] = Counter()
        for row in (folder / "index.sense").read_text().splitlines():
            key, offset, _, count = row.split()
            lemma, _, rest = key.partition("%")
            speech = "3" if rest[0] == "5" else rest[0]
            self.counts[lemma, speech, offset] += int(count)
            self.totals[lemma, speech] += int(count)
        self.plurals = [row.split() for row in (folder / "noun.exc").read_text().splitlines()]
        self.pasts = [row.split() for row in (folder / "verb.exc").read_text().splitlines()]

    def sense(self, name: str) -> str:
        """The synset of ``dog#1``."""
        lemma, _, number = name.partition("#")
        return self.senses[lemma.lower()][int(number) - 1]

    def likely(self, lemma: str) -> list[str]:
        """The senses that somebody may mean, the most frequent first; no people of history."""
        found = [s for s in self.senses[lemma] if not self._person(s)][:_SENSES]
        first = self.senses[lemma][0]
        if not found or (first not in found and not self.counts[lemma, "1", found[0]]):
            return []
        most = max(self.counts[lemma, "1", one] for one in found)
        return [
            one
            for place, one in enumerate(found)
            if place == 0 or most < _FEW or self.counts[lemma, "1", one] >= most * _SHARE
        ]

    def _person(self, synset: str) -> bool:
        return bool(self.synsets[synset].instances) and "person" in {
            word for one in self.chain(synset) for word in self.synsets[one].words
        }

    def chain(self, synset: str) -> Iterator[str]:
        """A synset and all above it, nearest first."""
        level, seen = [synset], set()
        while level:
            yield from (one for one in level if one not in seen)
            seen.update(level)
            rows = [self.synsets[one] for one in level]
            level = [up for row in rows for up in (*row.above, *row.instances)]

    def noun_first(self, lemma: str) -> bool:
        """Whether a word is a noun at least as often as it is anything else."""
        others = max(self.totals[lemma, speech] for speech in "234")
        return self.totals[lemma, "1"] >= others

    def known(self, lemma: str) -> str:
        """The kind of a word that calls for nothing."""
        totals = {speech: self.totals[lemma, speech] for speech in "1234"}
        return ADJECTIVE if totals["3"] and totals["3"] == max(totals.values()) else KNOWN

    def rude(self, synset: str) -> bool:
        """Whether a synset is marked as offensive."""
        said = [word for one in self.synsets[synset].usage for word in self.synsets[one].words]
        return bool(_RUDE.search(self.synsets[synset].gloss)) or any(
            word in _UNWANTED for word in said
        )


def _synsets(path: Path) -> Iterator[tuple[str, Synset]]:
    for row in path.read_text().splitlines():
        if row.startswith(" "):
            continue
        data, _, gloss = row.partition(" | ")
        cells = data.split()
        count = int(cells[3], 16)
        found = Synset(cells[4 : 4 + 2 * count : 2], gloss=gloss)
        start = 4 + 2 * count
        for at in range(start + 1, start + 1 + 4 * int(cells[start]), 4):
            sign, target, speech = cells[at : at + 3]
            lists = {"@": found.above, "@i": found.instances, ";u": found.usage}
            if speech == "n" and sign in lists:
                lists[sign].append(target)
        yield cells[0], found


def _index(path: Path) -> Iterator[tuple[str, list[str]]]:
    for row in path.read_text().splitlines():
        if not row.startswith(" "):
            cells = row.split()
            yield cells[0], cells[-int(cells[2]) :]


def kinds_of(net: WordNet) -> dict[str, str]:
    """The kind that each synset of `kinds.txt` stands for."""
    found = {}
    for row in (LEXICON / "kinds.txt").read_text("utf-8").splitlines():
        kind, senses, *_ = row.split(" | ")
        for sense in senses.split():
            found.setdefault(net.sense(sense), kind)
    return found


def people_kinds() -> set[str]:
    """The kinds that are people first: nobody's name is one of their words."""
    rows = (row.split(" | ") for row in (LEXICON / "kinds.txt").read_text("utf-8").splitlines())
    return {kind for kind, _, calls, _ in rows if calls.startswith("o:")}


def words(net: WordNet) -> Iterator[tuple[str, str]]:
    """Every word that is worth knowing, and its kind; ``?`` marks one that is oftener no noun."""
    anchors, people = kinds_of(net), people_kinds()
    for lemma in net.senses:
        kind, synset = _kind(net, anchors, lemma)
        if not kind:
            if _met(net, lemma):
                yield lemma, net.known(lemma)
            continue
        row = net.synsets[synset]
        written = next(word for word in row.words if word.lower() == lemma)
        known = (row.instances and kind != "monster") or written == row.words[0]
        named = written.islower() or (known and kind not in people)
        told = _WORD.fullmatch(written) and not written.endswith("'s")
        if named and told and not net.rude(synset):
            yield written, kind if net.noun_first(lemma) else f"{kind}?"
    nouns = net.senses.keys()
    for name in ("verb", "adj", "adv"):
        yield from ((one, net.known(one)) for one in net.others[name] - nouns if _met(net, one))


def _kind(net: WordNet, anchors: dict[str, str], lemma: str) -> tuple[str, str]:
    for synset in net.likely(lemma):
        for above in net.chain(synset):
            if above in anchors:
                return anchors[above], synset
    return "", ""


def _met(net: WordNet, lemma: str) -> bool:
    return lemma.isalpha() and any(net.totals[lemma, speech] for speech in "1234")


def _told(word: str, found: dict[str, str]) -> bool:
    """Whether a term says more than its last word would alone: not of a barn owl."""
    head = word.rpartition("_")[2]
    return head == word or found.get(head) != found[word]


def main() -> None:
    """Write the table."""
    net = WordNet(Path(sys.argv[1]))
    found: dict[str, str] = {}
    for word, kind in words(net):
        if found.get(word, KNOWN) in (KNOWN, ADJECTIVE):
            found[word] = kind
    for plural, *singular in net.plurals:
        kind = found.get(singular[0], KNOWN)
        if plural not in found and kind not in (KNOWN, ADJECTIVE) and _WORD.fullmatch(plural):
            found[plural] = f"{kind} {singular[0]}"
    for past, base, *_ in net.pasts:
        if _WORD.fullmatch(past) and found.get(past, KNOWN) in (KNOWN, ADJECTIVE):
            found[past] = f"{found.get(past, KNOWN)} {base}"
    rows = "\n".join(f"{word} {kind}" for word, kind in sorted(found.items()) if _told(word, found))
    (LEXICON / "wordnet.txt").write_text(rows + "\n", "utf-8")


if __name__ == "__main__":
    main()
