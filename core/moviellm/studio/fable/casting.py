"""The cast of a film: fictional people who can be told apart at a glance."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from moviellm.film import Appearance, Colour, Person, differing_looks
from moviellm.studio.fable.lexicon.people import (
    HE,
    NAMES,
    SHE,
    THEY,
    Garment,
    Headwear,
    Occupation,
    Pronoun,
)
from moviellm.studio.fable.prose import article

Age = Literal["child", "young", "adult", "old"]
Build = Literal["slight", "average", "stout"]
Height = Literal["short", "average", "tall"]
Skin = Literal["porcelain", "fair", "tan", "olive", "brown", "deep"]
Hair = Literal["bald", "short", "curly", "bob", "long", "bun", "braid", "ponytail"]
HairColour = Literal["black", "brown", "chestnut", "auburn", "blond", "grey", "white"]
Beard = Literal["none", "stubble", "moustache", "full"]

_GARMENT_COLOURS: tuple[Colour, ...] = (
    "red", "teal", "amber", "navy", "green", "plum", "white", "orange", "pink", "blue", "olive",
)  # fmt: skip
"""Of the colours there are, those that cannot be taken for each other in a small picture."""

_LEG_COLOURS: tuple[Colour, ...] = ("grey", "brown", "black", "navy", "tan", "plum", "olive")
_HAIR: Mapping[Pronoun, tuple[Hair, ...]] = {
    "she": ("long", "bun", "bob", "braid", "curly", "ponytail"),
    "he": ("short", "bald", "curly", "short", "ponytail", "long"),
    "they": ("bob", "curly", "short", "braid", "ponytail", "bun"),
}
_HAIR_COLOURS: Mapping[Skin, tuple[HairColour, ...]] = {
    "porcelain": ("black", "auburn", "blond", "brown", "chestnut"),
    "fair": ("black", "auburn", "blond", "brown", "chestnut"),
    "tan": ("black", "auburn", "brown", "chestnut"),
    "olive": ("black", "brown", "chestnut"),
    "brown": ("black", "brown"),
    "deep": ("black",),
}
"""What grows beside a skin and stands off from it: a face is read by its brows and its beard."""

_OLD_HAIR_COLOURS: tuple[HairColour, ...] = ("grey", "white")
_SKINS: tuple[Skin, ...] = ("porcelain", "fair", "tan", "olive", "brown", "deep")
_BUILDS: tuple[tuple[Build, Height], ...] = (
    ("slight", "tall"),
    ("stout", "average"),
    ("average", "average"),
    ("slight", "short"),
    ("stout", "tall"),
    ("average", "short"),
)
_BEARDS: tuple[Beard, ...] = ("none", "full", "moustache", "stubble")
_YOUNG_BEARDS: tuple[Beard, ...] = ("none", "stubble")
_AGES: tuple[Age, ...] = ("young", "adult", "adult", "old")
"""Twice as many adults: most stories are about them."""

_NOUNS = {
    ("she", "child"): "girl",
    ("he", "child"): "boy",
    ("they", "child"): "child",
    ("she", "young"): "young woman",
    ("he", "young"): "young man",
    ("they", "young"): "young person",
    ("she", "adult"): "woman",
    ("he", "adult"): "man",
    ("they", "adult"): "person",
    ("she", "old"): "old woman",
    ("he", "old"): "old man",
    ("they", "old"): "old person",
}
_HEADWEAR: tuple[Headwear, ...] = ("cap", "hat", "scarf")
_AT_WORK = 0.75
_TRIED = 24
"""How many ways to look are tried for everybody, to find one that is unlike the others."""

_OLD = ("grandparent", "king", "queen", "lighthouse keeper", "librarian", "clockmaker")


def cast_people(
    rng: random.Random, occupations: Sequence[Occupation], wished: Sequence[str]
) -> list[Person]:
    """Choose and dress one person for every occupation, in order of importance.

    Args:
        rng: The film's randomness.
        occupations: Their occupations; the first two are the main persons.
        wished: First names that the theme mentions; all from the shipped list.
    """
    names = _names(rng, [job.pronoun for job in occupations], wished)
    colours = rng.sample(_GARMENT_COLOURS, len(names))
    legs = rng.sample(_LEG_COLOURS, len(names))
    skins = rng.sample(_SKINS, len(names))
    people: list[Person] = []
    for index, (name, job) in enumerate(zip(names, occupations, strict=True)):
        pronoun = NAMES[name]
        age = _age(rng, job)
        glasses = rng.random() < (0.5 if age == "old" else 0.15)
        given = _Given(age, glasses, skins[index], colours[index], legs[index], legs[index - 1])
        seen = [person.appearance for person in people]
        looks = _unlike(seen, [_looks(rng, job, pronoun, given) for _ in range(_TRIED)])
        people.append(
            Person(
                id=name.lower(),
                name=name,
                pronoun=pronoun,
                role="main" if index < 2 else "supporting",
                occupation=job.label,
                appearance=looks.model_copy(update={"description": describe(looks, pronoun)}),
            )
        )
    return people


class _Given(NamedTuple):
    """What is not chosen to tell people apart: as many are old as there are, not half of them."""

    age: Age
    glasses: bool
    skin: Skin
    garment_colour: Colour
    legwear_colour: Colour
    headwear_colour: Colour


def _looks(rng: random.Random, job: Occupation, pronoun: Pronoun, given: _Given) -> Appearance:
    """One way in which somebody of an occupation can look."""
    age = given.age
    build, height = rng.choice(_BUILDS)
    styles = [h for h in _HAIR[pronoun] if not (h == "bald" and age in ("child", "young"))]
    colours = _OLD_HAIR_COLOURS if age == "old" else _HAIR_COLOURS[given.skin]
    headwear = _headwear(rng, job)
    return Appearance(
        **given._asdict(),
        build=build,
        height="short" if age == "child" else height,
        hair=rng.choice(styles),
        hair_colour=rng.choice(colours),
        beard=_beard(rng, pronoun, age, headwear),
        garment=_garment(job, pronoun),
        headwear=headwear,
    )


def _unlike(seen: Sequence[Appearance], looks: Sequence[Appearance]) -> Appearance:
    """Those looks by which somebody can best be told from the one most like them."""
    heads = {(look.hair, look.hair_colour) for look in seen}

    def apart(look: Appearance) -> tuple[bool, int]:
        least = min((len(differing_looks(look, other)) for other in seen), default=0)
        return (look.hair, look.hair_colour) not in heads, least

    return max(looks, key=apart)


def describe(looks: Appearance, pronoun: str) -> str:
    """The appearance sheet in prose."""
    size = {"slight": "slight", "stout": "stout"}.get(looks.build, "")
    tall = {"tall": "tall", "short": "short"}.get(looks.height, "") if looks.age != "child" else ""
    body = ", ".join(word for word in (tall, size) if word)
    who = article(f"{body} {_NOUNS[pronoun, looks.age]}".strip())
    hair = "a bald head" if looks.hair == "bald" else f"{looks.hair_colour} {_hair_words(looks)}"
    face = [f"{looks.skin} skin", hair]
    if looks.beard != "none":
        kind = {"full": "full beard", "stubble": "stubble"}.get(looks.beard, "moustache")
        face.append(kind if kind == "stubble" else article(f"{looks.hair_colour} {kind}"))
    if looks.glasses:
        face.append("round glasses")
    clothes = article(f"{looks.garment_colour} {looks.garment}")
    if looks.headwear != "none":
        clothes += f" and {article(f'{looks.headwear_colour} {looks.headwear}')}"
    return f"{who} with {', '.join(face[:-1])} and {face[-1]}, in {clothes}"


def _hair_words(looks: Appearance) -> str:
    return {
        "short": "short hair",
        "curly": "curly hair",
        "bob": "hair in a bob",
        "long": "long hair",
        "bun": "hair in a bun",
        "braid": "hair in a braid",
        "ponytail": "hair in a ponytail",
    }[looks.hair]


def _names(
    rng: random.Random, pronouns: Sequence[Pronoun | None], wished: Sequence[str]
) -> list[str]:
    """A first name for everybody: as wished, and of the pronoun that an occupation has."""
    left, chosen = list(wished), []
    pools = {"she": list(SHE), "he": list(HE), "they": list(THEY)}
    turn = rng.choice(("she", "he"))
    for wanted in pronouns:
        asked = next((name for name in left if wanted in (None, NAMES[name])), None)
        if asked is not None:
            left.remove(asked)
            chosen.append(asked)
            continue
        while True:
            kind = wanted or ("they" if rng.random() < 0.07 else turn)
            turn = "he" if turn == "she" else "she"
            initials = {name[0] for name in (*chosen, *left)}
            free = [name for name in pools[kind] if name[0] not in initials]
            if free:
                chosen.append(rng.choice(free))
                break
    return chosen


def _age(rng: random.Random, job: Occupation) -> Age:
    if job.child:
        return "child"
    if job.label in _OLD:
        return "old"
    return rng.choice(_AGES)


def _beard(rng: random.Random, pronoun: Pronoun, age: Age, headwear: Headwear) -> Beard:
    """A beard; a full one within a hood would leave a mask of a face."""
    if pronoun != "he" or age == "child":
        return "none"
    beards = _YOUNG_BEARDS if age == "young" else _BEARDS
    covered = headwear in ("hood", "scarf")
    return rng.choice([beard for beard in beards if not (covered and beard == "full")])


def _garment(job: Occupation, pronoun: Pronoun) -> Garment:
    return "shirt" if job.garment == "dress" and pronoun == "he" else job.garment


def _headwear(rng: random.Random, job: Occupation) -> Headwear:
    """What goes with the occupation, more often than not."""
    if rng.random() < _AT_WORK:
        return job.headwear
    return "none" if job.headwear != "none" else rng.choice(_HEADWEAR)
