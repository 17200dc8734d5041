"""First names and occupations. Every name is a plain first name; nobody real is meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Pronoun = Literal["she", "he", "they"]
Garment = Literal["coat", "jumper", "shirt", "dress", "robe", "apron", "uniform"]
Headwear = Literal["none", "cap", "hat", "scarf", "hood"]

SHE = (
    "Mara", "Nadia", "Ines", "Lena", "Amina", "Yuki", "Rosa", "Tova", "Priya", "Nora", "Zoe",
    "Leila", "Hanna", "Wen", "Adaeze", "Marta", "Sunniva", "Ayla", "Greta", "Thandi", "Olga",
    "Camila", "Mei", "Freya", "Anouk", "Dalia", "Petra", "Soraya", "Ilse", "Noor",
)  # fmt: skip
HE = (
    "Ivo", "Tomas", "Emeka", "Kenji", "Anton", "Rafi", "Otto", "Diego", "Jonas", "Malik", "Bruno",
    "Arjun", "Felix", "Oskar", "Bao", "Matteo", "Kofi", "Henrik", "Samir", "Pavel", "Tarik",
    "Luca", "Nils", "Haruto", "Viktor", "Jamal", "Emil", "Rodrigo", "Idris", "Per",
)  # fmt: skip
THEY = ("Robin", "Sasha", "Kim", "Noa", "Sol", "Ari")

NAMES: Mapping[str, Pronoun] = MappingProxyType(
    {
        **dict.fromkeys(SHE, "she"),
        **dict.fromkeys(HE, "he"),
        **dict.fromkeys(THEY, "they"),
    }
)
"""Every first name that a film of fable can use, with its pronoun."""


@dataclass(frozen=True, slots=True)
class Occupation:
    """What somebody does, where, and dressed how.

    Attributes:
        label: A noun phrase without article.
        place: The kind of place where they are at home.
        garment: What they wear.
        headwear: What they have on their head, if anything.
        child: Whether it is a child's.
    """

    label: str
    place: str
    garment: Garment
    headwear: Headwear = "none"
    child: bool = False


_ROWS: tuple[Occupation, ...] = (
    Occupation("lighthouse keeper", "lighthouse", "coat", "cap"),
    Occupation("sailor", "harbour", "jumper", "cap"),
    Occupation("fisher", "harbour", "jumper", "hat"),
    Occupation("boat builder", "harbour", "shirt", "cap"),
    Occupation("diver", "beach", "jumper"),
    Occupation("cook", "kitchen", "apron", "cap"),
    Occupation("baker", "kitchen", "apron", "scarf"),
    Occupation("innkeeper", "inn", "apron"),
    Occupation("waiter", "inn", "shirt"),
    Occupation("librarian", "library", "jumper"),
    Occupation("writer", "library", "shirt"),
    Occupation("student", "library", "jumper", "scarf"),
    Occupation("carpenter", "workshop", "shirt", "cap"),
    Occupation("blacksmith", "workshop", "apron"),
    Occupation("clockmaker", "workshop", "shirt"),
    Occupation("tailor", "shop", "shirt", "scarf"),
    Occupation("shopkeeper", "shop", "apron"),
    Occupation("antiques dealer", "shop", "coat", "hat"),
    Occupation("teacher", "classroom", "dress"),
    Occupation("painter", "gallery", "shirt", "hat"),
    Occupation("museum guard", "gallery", "uniform", "cap"),
    Occupation("musician", "theatre", "coat"),
    Occupation("actor", "theatre", "robe", "hat"),
    Occupation("magician", "theatre", "robe", "hat"),
    Occupation("train conductor", "train", "uniform", "cap"),
    Occupation("traveller", "station", "coat", "hat"),
    Occupation("detective", "street", "coat", "hat"),
    Occupation("police officer", "street", "uniform", "cap"),
    Occupation("mail carrier", "street", "uniform", "cap"),
    Occupation("chimney sweep", "rooftop", "coat", "cap"),
    Occupation("scientist", "laboratory", "coat"),
    Occupation("doctor", "laboratory", "coat"),
    Occupation("inventor", "laboratory", "apron"),
    Occupation("astronaut", "spaceship", "uniform"),
    Occupation("ship's engineer", "spaceship", "uniform", "cap"),
    Occupation("queen", "hall", "dress"),
    Occupation("king", "hall", "robe"),
    Occupation("knight", "hall", "uniform", "hood"),
    Occupation("steward", "hall", "robe"),
    Occupation("jester", "hall", "shirt", "hood"),
    Occupation("gardener", "garden", "shirt", "hat"),
    Occupation("botanist", "greenhouse", "coat"),
    Occupation("herbalist", "forest", "robe", "hood"),
    Occupation("hunter", "forest", "coat", "hood"),
    Occupation("woodcutter", "forest", "shirt", "cap"),
    Occupation("miner", "cave", "jumper", "cap"),
    Occupation("mountain guide", "mountain", "coat", "hood"),
    Occupation("shepherd", "mountain", "coat", "hat"),
    Occupation("farmer", "farmyard", "shirt", "hat"),
    Occupation("archaeologist", "desert", "shirt", "hat"),
    Occupation("caravan guide", "desert", "robe", "scarf"),
    Occupation("market seller", "market", "apron", "scarf"),
    Occupation("night watcher", "cellar", "coat", "hood"),
    Occupation("schoolchild", "classroom", "jumper", "cap", child=True),
    Occupation("apprentice", "workshop", "apron", "cap", child=True),
    Occupation("grandchild", "attic", "jumper", child=True),
    Occupation("grandparent", "attic", "jumper"),
)

OCCUPATIONS: Mapping[str, Occupation] = MappingProxyType({row.label: row for row in _ROWS})
"""Every occupation by its label."""
