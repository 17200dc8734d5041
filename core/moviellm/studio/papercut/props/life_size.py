"""How large things are beside people: one scale for each kind, wherever it lies or is held.

Artists draw a thing as large as it is easily drawn; people have heads of twice the size of life,
and hands to match. What fits between two fingers is therefore drawn about as large as a hand, what
one drives higher than its driver's waist.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

LIFE_SIZE: Mapping[str, float] = MappingProxyType({
    "ring": 0.68, "brooch": 0.62, "stamp": 0.55, "badge": 0.6, "egg": 0.68, "coin": 0.74,
    "gem": 0.76, "strawberry": 0.66, "whistle": 0.5, "dice": 0.68, "puzzle": 0.58, "spool": 0.68,
    "lightbulb": 0.58, "mushroom": 0.66, "pinecone": 0.64, "cherries": 0.66, "watch": 0.7,
    "bracelet": 0.74, "key": 0.86, "pear": 0.74, "cog": 0.74, "magnet": 0.74, "cup": 0.7,
    "grapes": 0.76, "banana": 0.72, "pretzel": 0.74, "carrot": 0.62, "melon": 0.74,
    "icecream": 0.68, "harmonica": 0.7, "comb": 0.66, "spectacles": 0.76, "shoe": 0.8,
    "piggybank": 0.7, "banknotes": 0.76, "fossil": 0.78, "chessking": 0.62, "top": 0.72,
    "handcuffs": 0.72, "screwdriver": 0.7, "flashlight": 0.8, "thermometer": 0.8, "nest": 0.78,
    "pie": 0.82, "pan": 0.84, "rollingpin": 0.82, "microscope": 0.84, "scissors": 0.74,
    "cheese": 0.84, "cards": 0.72, "bottle": 0.86, "oillamp": 0.78, "yoyo": 0.72,
    "bus": 1.76, "car": 1.4, "tractor": 1.36, "motorbike": 1.26, "cart": 1.26, "rowboat": 1.3,
    "bicycle": 1.22, "horse": 1.1, "cow": 1.14,
})  # fmt: skip
"""By how much the drawing of a kind is enlarged, where it is not right as it is drawn."""
