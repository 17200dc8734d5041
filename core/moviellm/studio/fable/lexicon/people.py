"""First names and occupations. Every name is a plain first name; nobody real is meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from moviellm.studio.fable.lexicon.table import rows

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

GIVEN_NAMES = frozenset(name for row in rows("given_names.txt") for name in row)
"""First names by which a theme's surnames are known; no film uses them."""


@dataclass(frozen=True, slots=True)
class Occupation:
    """What somebody does, where, and dressed how.

    Attributes:
        label: A noun phrase without article.
        place: The kind of place where they are at home.
        garment: What they wear.
        headwear: What they have on their head, if anything.
        child: Whether it is a child's.
        pronoun: Of whom it is said, where its word says that.
    """

    label: str
    place: str
    garment: Garment
    headwear: Headwear = "none"
    child: bool = False
    pronoun: Pronoun | None = None


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
    Occupation("doctor", "hospital", "coat"),
    Occupation("inventor", "laboratory", "apron"),
    Occupation("astronaut", "spaceship", "uniform"),
    Occupation("ship's engineer", "spaceship", "uniform", "cap"),
    Occupation("queen", "hall", "dress", pronoun="she"),
    Occupation("king", "hall", "robe", pronoun="he"),
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
    Occupation("servant", "hall", "apron", "cap"),
    Occupation("bank teller", "bank", "shirt"),
    Occupation("clerk", "office", "shirt"),
    Occupation("reporter", "office", "coat", "hat"),
    Occupation("nurse", "hospital", "uniform", "cap"),
    Occupation("patient", "hospital", "robe"),
    Occupation("priest", "chapel", "robe"),
    Occupation("bell ringer", "chapel", "jumper", "cap"),
    Occupation("prison guard", "prison", "uniform", "cap"),
    Occupation("prisoner", "prison", "jumper"),
    Occupation("thief", "street", "jumper", "hood"),
    Occupation("judge", "court", "robe"),
    Occupation("lawyer", "court", "coat"),
    Occupation("clown", "circus", "shirt", "hat"),
    Occupation("acrobat", "circus", "jumper"),
    Occupation("dancer", "theatre", "dress"),
    Occupation("runner", "circus", "shirt"),
    Occupation("beekeeper", "meadow", "coat", "hood"),
    Occupation("soldier", "meadow", "uniform", "cap"),
    Occupation("ferry pilot", "riverside", "jumper", "cap"),
    Occupation("ship's cook", "deck", "apron", "scarf"),
    Occupation("navigator", "deck", "coat", "cap"),
    Occupation("colonist", "planet", "uniform", "hood"),
    Occupation("factory hand", "factory", "shirt", "cap"),
    Occupation("engine driver", "factory", "apron", "cap"),
    Occupation("submariner", "submarine", "jumper", "cap"),
    Occupation("sexton", "graveyard", "coat", "hat"),
    Occupation("ferryman", "swamp", "coat", "hood", pronoun="he"),
    Occupation("castaway", "island", "shirt"),
    Occupation("fruit picker", "island", "shirt", "hat"),
    Occupation("geologist", "volcano", "coat", "cap"),
    Occupation("scout", "camp", "shirt", "scarf"),
    Occupation("toll keeper", "bridge", "uniform", "cap"),
    Occupation("widow", "parlour", "dress", pronoun="she"),
    Occupation("housekeeper", "parlour", "apron"),
    Occupation("guest", "bedroom", "jumper"),
    Occupation("pilot", "airfield", "coat", "cap"),
    Occupation("flight mechanic", "airfield", "shirt", "cap"),
    Occupation("nanny", "playground", "apron", "hat", pronoun="she"),
    Occupation("playground keeper", "playground", "uniform", "cap"),
    Occupation("carousel keeper", "fairground", "coat", "hat"),
    Occupation("fortune teller", "fairground", "robe", "scarf"),
    Occupation("forester", "waterfall", "coat", "hat"),
    Occupation("polar explorer", "icefield", "coat", "hood"),
    Occupation("weather observer", "icefield", "jumper", "hood"),
    Occupation("car mechanic", "garage", "shirt", "cap"),
    Occupation("taxi driver", "garage", "coat", "cap"),
    Occupation("stoker", "depot", "shirt", "cap"),
    Occupation("engine driver", "depot", "uniform", "cap"),
    Occupation("lifeguard", "pool", "shirt", "cap"),
    Occupation("swimming teacher", "pool", "jumper"),
    Occupation("astronomer", "observatory", "coat"),
    Occupation("projectionist", "cinema", "shirt"),
    Occupation("usher", "cinema", "uniform", "cap"),
    Occupation("aquarium keeper", "aquarium", "apron"),
    Occupation("marine biologist", "aquarium", "coat"),
)

OCCUPATIONS: Mapping[str, Occupation] = MappingProxyType({row.label: row for row in _ROWS})
"""Every occupation by its label."""

_HERS = (
    "queen", "princess", "nun", "widow", "bride", "heroine", "lady", "witch", "nanny", "maid",
    "girl",
)  # fmt: skip
_HIS = (
    "king", "prince", "monk", "widower", "groom", "lord", "duke", "count", "baron", "butler", "boy",
)  # fmt: skip


def pronoun_of(label: str) -> Pronoun | None:
    """Of whom an occupation is said, where its word says that: a waitress, a fisherman."""
    word = label.rpartition(" ")[2]
    if word in _HERS or word.endswith(("ess", "woman")):
        return "she"
    return "he" if word in _HIS or word.endswith("man") else None
