"""Which props are animals: they go where they like, and carry a thing in their mouth."""

from __future__ import annotations

from moviellm.film.models.screenplay import Prop

ANIMALS = frozenset({
    "dog", "puppy", "hound", "poodle", "wolf", "fox", "cat", "kitten", "horse", "pony", "donkey",
    "cow", "calf", "sheep", "lamb", "goat", "pig", "rabbit", "hare", "hen", "chicken", "duck",
    "goose", "bird", "crow", "magpie", "parrot", "owl", "squirrel", "mouse", "rat", "monkey",
    "bear", "deer",
})  # fmt: skip
"""Kinds of animal, as a prop's ``kind`` has them."""


def is_animal(prop: Prop) -> bool:
    """Whether a prop is an animal, by its kind."""
    return prop.kind.strip().lower() in ANIMALS
