"""By what two people can be told apart at a glance, in a small picture too."""

from __future__ import annotations

from collections.abc import Mapping

from moviellm.film.models.screenplay import Appearance

_AGES = {"child": "child", "young": "adult", "adult": "adult", "old": "old"}
_SKINS = {
    "porcelain": "light", "fair": "light", "tan": "medium", "olive": "medium", "brown": "dark",
    "deep": "dark",
}  # fmt: skip
_HAIR = {
    "bald": "bald", "short": "short", "curly": "curly", "bob": "loose", "long": "loose",
    "bun": "tied", "braid": "tied", "ponytail": "tied",
}  # fmt: skip
_HAIR_COLOURS = {
    "black": "dark", "brown": "dark", "chestnut": "dark", "auburn": "red", "blond": "blond",
    "grey": "pale", "white": "pale",
}  # fmt: skip
_CUTS = {
    "coat": "long", "dress": "wide", "robe": "wide", "apron": "apron", "jumper": "short",
    "shirt": "short", "uniform": "short",
}  # fmt: skip
_HUES = {
    "red": "red", "crimson": "red", "orange": "orange", "amber": "yellow", "yellow": "yellow",
    "olive": "green", "green": "green", "teal": "teal", "turquoise": "teal", "blue": "blue",
    "navy": "navy", "purple": "purple", "plum": "purple", "pink": "pink", "brown": "brown",
    "tan": "pale", "cream": "pale", "white": "pale", "grey": "grey", "black": "black",
}  # fmt: skip
_HEADWEAR = {"none": "none", "cap": "cap", "hat": "hat", "scarf": "cloth", "hood": "cloth"}
_BEARDS = {"none": "none", "stubble": "none", "moustache": "moustache", "full": "full"}


def differing_looks(one: Appearance, other: Appearance) -> tuple[str, ...]:
    """Name what is clearly different in two appearance sheets.

    What is nearly the same counts as the same: two of the lighter skins, a red and a crimson coat.
    Hair under a hood or a scarf is not seen.

    Args:
        one: The appearance sheet of somebody.
        other: That of somebody else.
    """
    seen, also = _seen(one), _seen(other)
    return tuple(name for name, value in seen.items() if also.get(name, value) != value)


def _seen(look: Appearance) -> Mapping[str, str]:
    """What can be seen of somebody from afar; nothing is said of hair that is covered."""
    seen = {
        "age": _AGES[look.age],
        "build": look.build,
        "height": "short" if look.age == "child" else look.height,
        "skin": _SKINS[look.skin],
        "beard": _BEARDS[look.beard],
        "glasses": str(look.glasses),
        "garment": _CUTS[look.garment],
        "garment colour": _HUES[look.garment_colour],
        "legwear": _HUES[look.legwear_colour] if _CUTS[look.garment] != "wide" else "skirt",
        "headwear": _HEADWEAR[look.headwear],
    }
    if look.headwear not in ("hood", "scarf"):
        seen |= {"hair": _HAIR[look.hair], "hair colour": _HAIR_COLOURS[look.hair_colour]}
    return seen
