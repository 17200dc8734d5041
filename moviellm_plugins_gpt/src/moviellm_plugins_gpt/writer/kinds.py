"""Words that the studio's painter draws best; other words are allowed, and drawn more plainly."""

from __future__ import annotations

PLACE_KINDS = (
    "kitchen", "lighthouse", "library", "workshop", "inn", "attic", "cellar", "shop", "classroom",
    "gallery", "theatre", "train", "laboratory", "spaceship", "hall", "greenhouse", "cave",
    "harbour", "beach", "forest", "garden", "market", "street", "mountain", "station", "rooftop",
    "farmyard", "desert",
)  # fmt: skip

PROP_KINDS = (
    "map", "letter", "ring", "necklace", "watch", "coin", "crown", "book", "diary", "photograph",
    "painting", "violin", "goblet", "compass", "gem", "medal", "feather", "musicbox", "recipe",
    "seeds", "potion", "crystal", "ticket", "mask", "doll", "figurine", "shell", "blueprint",
    "key", "lantern", "candle", "rope", "hammer", "spade", "axe", "wrench", "telescope",
    "magnifier", "camera", "radio", "ladle", "brush", "oar", "bell", "vase", "flower", "umbrella",
    "kite", "blanket", "apple", "bread", "cake", "bottle", "teapot", "fish", "hat", "scarf",
    "cloak", "helmet", "chest", "cupboard", "box", "basket", "bag", "suitcase", "barrel",
)  # fmt: skip

LARGE = (
    "painting", "violin", "spade", "axe", "telescope", "oar", "umbrella", "kite", "blanket",
    "cloak", "chest", "cupboard", "suitcase", "barrel",
)  # fmt: skip
"""Those that take both hands."""

SMALL = (
    "letter", "ring", "necklace", "watch", "coin", "diary", "photograph", "compass", "gem",
    "medal", "feather", "musicbox", "recipe", "seeds", "potion", "crystal", "ticket", "figurine",
    "shell", "key", "candle", "magnifier", "brush", "bell", "flower", "apple",
)  # fmt: skip
"""Those that go into a pocket."""

STYLES = (
    "storybook", "dramatic", "noir", "pastel", "vintage", "neon", "folk", "wintry",
)  # fmt: skip
