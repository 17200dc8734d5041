"""The kinds of prop that fable can tell of. Painters draw them by `PropKind.kind`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Size = Literal["small", "medium", "large"]
Use = Literal["treasure", "tool", "container", "food", "wear", "keepsake"]


@dataclass(frozen=True, slots=True)
class PropKind:
    """A kind of prop.

    Attributes:
        kind: One word; what the painter draws.
        size: ``small`` fits a palm, ``medium`` is carried in one hand, ``large`` in two arms.
        use: What it is good for in a story.
        spheres: The worlds in which it is at home; empty for everywhere.
        looks: Adjectives that may stand before its kind.
        colours: Colours that suit it; the first is the most natural.
        qualities: Which of container, opens, locks, lights, wearable, fixed, breakable it has.
        secret: For treasures and keepsakes: why it matters, after "because".
    """

    kind: str
    size: Size
    use: Use
    spheres: tuple[str, ...]
    looks: tuple[str, ...]
    colours: tuple[str, ...]
    qualities: frozenset[str]
    secret: str


def _prop(
    kind: str, size: Size, use: Use, spheres: str, looks: str, colours: str, qualities: str = "",
    secret: str = "",
) -> PropKind:  # fmt: skip
    return PropKind(
        kind, size, use, tuple(spheres.split()), tuple(looks.split(", ")),
        tuple(colours.split()), frozenset(qualities.split()), secret,
    )  # fmt: skip


_ROWS = (
    _prop("map", "medium", "treasure", "sea wild travel castle", "old, torn, folded",
          "cream tan", "", "it shows the way to something long lost"),
    _prop("letter", "small", "treasure", "", "sealed, unsigned, crumpled", "white cream", "",
          "it names somebody who was thought to be gone"),
    _prop("ring", "small", "treasure", "castle home town", "silver, heavy, thin", "yellow white",
          "", "it was a promise once"),
    _prop("necklace", "small", "treasure", "castle stage town", "pearl, long, heavy", "turquoise pink",
          "wearable", "it has been in the family for a hundred years"),
    _prop("watch", "small", "treasure", "town travel", "pocket, engraved, silent", "amber grey",
          "breakable", "it stopped on the night that nobody talks about"),
    _prop("coin", "small", "treasure", "sea castle travel town", "strange, worn, lucky", "amber yellow",
          "", "there is only one like it in the world"),
    _prop("crown", "medium", "treasure", "castle stage", "tarnished, heavy, lost", "yellow amber",
          "wearable", "whoever wears it decides"),
    _prop("book", "medium", "treasure", "", "leather, forbidden, thick", "crimson navy green", "",
          "its last page answers an old question"),
    _prop("diary", "small", "treasure", "home town", "private, small, tattered", "plum teal", "",
          "somebody wrote the truth in it"),
    _prop("photograph", "small", "keepsake", "", "faded, framed, creased", "grey cream", "",
          "it shows two people who claim they never met"),
    _prop("painting", "large", "treasure", "stage home town", "small, unfinished, dark", "green blue",
          "", "there is something under the paint"),
    _prop("violin", "large", "treasure", "stage home town", "old, silent, fine", "brown crimson",
          "breakable", "nobody else can make it sing"),
    _prop("goblet", "medium", "treasure", "castle stage town", "silver, dented, ancient", "white amber",
          "", "it is the prize that everybody talks about"),
    _prop("compass", "small", "treasure", "sea wild travel", "brass, odd, scratched", "amber teal",
          "breakable", "it does not point north but home"),
    _prop("gem", "small", "treasure", "castle wild travel", "glowing, uncut, cold", "green purple red",
          "", "it could pay for a whole new life"),
    _prop("medal", "small", "keepsake", "town castle", "bronze, proud, tarnished", "orange red", "",
          "it was given for a brave deed"),
    _prop("feather", "small", "keepsake", "wild castle", "long, bright, single", "turquoise crimson",
          "", "it comes from a bird that nobody believes in"),
    _prop("musicbox", "small", "treasure", "home stage town", "painted, tiny, silver",
          "pink teal", "breakable opens", "its tune was a mother's lullaby"),
    _prop("recipe", "small", "treasure", "home town", "secret, stained, handwritten", "cream pink",
          "", "it makes the dish that made the house famous"),
    _prop("seeds", "small", "treasure", "wild home science", "rare, dried, precious", "olive tan", "",
          "they are the last of their kind"),
    _prop("potion", "small", "treasure", "science castle wild", "bubbling, bitter, strange", "green purple",
          "breakable", "it may cure what no doctor can"),
    _prop("crystal", "small", "treasure", "science wild", "humming, clear, strange", "turquoise pink",
          "", "it holds a voice from far away"),
    _prop("ticket", "small", "treasure", "travel stage", "gilt, stamped, last", "orange yellow", "",
          "it is the only way out of here"),
    _prop("mask", "medium", "treasure", "stage travel castle", "carved, smiling, feathered", "white red",
          "wearable", "behind it anybody may tell the truth"),
    _prop("doll", "medium", "keepsake", "home stage", "rag, one-eyed, patched", "pink blue", "",
          "it belonged to a sister far away"),
    _prop("figurine", "small", "treasure", "travel stage town castle", "jade, carved, tiny",
          "green cream", "breakable", "it is older than the town"),
    _prop("shell", "small", "keepsake", "sea", "spiral, large, singing", "pink cream", "",
          "one can hear a far shore in it"),
    _prop("blueprint", "medium", "treasure", "science town", "rolled, unfinished, daring", "blue navy",
          "", "it shows a machine that nobody has dared to build"),
    _prop("key", "small", "tool", "", "brass, rusty, small", "amber grey"),
    _prop("lantern", "medium", "tool", "", "tin, storm, sooty", "red amber", "lights"),
    _prop("candle", "small", "tool", "home castle stage town", "wax, stubby, tall", "cream white",
          "lights"),
    _prop("rope", "medium", "tool", "sea wild travel", "strong, coiled, long", "tan brown"),
    _prop("hammer", "medium", "tool", "town home science", "heavy, good, old", "grey brown"),
    _prop("spade", "large", "tool", "wild home sea travel", "muddy, sharp, garden", "brown grey"),
    _prop("axe", "large", "tool", "wild", "sharp, long, notched", "red grey"),
    _prop("wrench", "medium", "tool", "science travel town", "oily, big, steel", "grey blue"),
    _prop("telescope", "large", "tool", "sea science wild", "brass, long, folding", "amber navy",
          "breakable"),
    _prop("magnifier", "small", "tool", "town science stage", "round, ivory, good", "grey black"),
    _prop("camera", "medium", "tool", "travel town stage", "bulky, trusty, old", "black grey",
          "breakable"),
    _prop("radio", "medium", "tool", "science travel sea", "crackling, portable, old", "orange teal",
          "breakable"),
    _prop("ladle", "medium", "tool", "home", "wooden, long, copper", "orange brown"),
    _prop("brush", "small", "tool", "stage home", "fine, sable, paint", "blue brown"),
    _prop("oar", "large", "tool", "sea", "long, split, spare", "tan white"),
    _prop("bell", "small", "tool", "town sea castle stage", "bronze, little, loud", "amber orange"),
    _prop("vase", "medium", "keepsake", "home stage castle", "tall, painted, thin", "blue turquoise",
          "breakable"),
    _prop("flower", "small", "keepsake", "wild home town", "single, white, wild", "pink red yellow"),
    _prop("umbrella", "large", "keepsake", "town travel", "striped, big, long", "red navy"),
    _prop("kite", "large", "keepsake", "wild sea home", "paper, tailed, home-made", "red turquoise"),
    _prop("blanket", "large", "keepsake", "home travel wild", "woollen, patchwork, warm", "purple olive"),
    _prop("apple", "small", "food", "wild home town", "ripe, shiny, sour", "red green"),
    _prop("bread", "medium", "food", "", "fresh, crusty, dark", "tan brown"),
    _prop("cake", "medium", "food", "home town stage", "honey, three-layered, lopsided",
          "pink cream"),
    _prop("bottle", "medium", "food", "sea town travel", "dusty, tall, corked", "green olive"),
    _prop("teapot", "medium", "food", "home town science travel", "steaming, round, chipped",
          "blue white", "breakable"),
    _prop("fish", "medium", "food", "sea", "fresh, smoked, huge", "grey turquoise"),
    _prop("hat", "medium", "wear", "", "felt, feathered, wide", "plum olive", "wearable"),
    _prop("scarf", "medium", "wear", "", "knitted, striped, woollen", "orange turquoise", "wearable"),
    _prop("cloak", "large", "wear", "castle stage wild", "hooded, velvet, travelling", "navy crimson",
          "wearable"),
    _prop("helmet", "medium", "wear", "science castle travel", "dented, shining, padded", "white grey",
          "wearable"),
    _prop("chest", "large", "container", "", "iron-bound, sea, oak", "brown olive",
          "container opens locks fixed"),
    _prop("cupboard", "large", "container", "", "tall, painted, narrow", "teal green",
          "container opens locks fixed"),
    _prop("box", "medium", "container", "", "tin, lacquered, flat", "navy red",
          "container opens locks"),
    _prop("basket", "medium", "container", "", "wicker, round, lidded", "tan amber",
          "container opens"),
    _prop("bag", "medium", "container", "", "canvas, leather, patched", "olive brown",
          "container opens"),
    _prop("suitcase", "large", "container", "travel town stage", "battered, small, heavy", "brown plum",
          "container opens locks"),
    _prop("barrel", "large", "container", "sea wild", "oak, old, tarred", "brown tan",
          "container opens fixed"),
)  # fmt: skip

PROP_KINDS: Mapping[str, PropKind] = MappingProxyType({row.kind: row for row in _ROWS})
"""Every kind of prop by its name."""
