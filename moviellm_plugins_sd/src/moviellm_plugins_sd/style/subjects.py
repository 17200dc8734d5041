"""What the pictures show that a style is learned from: places, and nobody in them.

A style is what they have in common, so everything else about them differs.
"""

from __future__ import annotations

from moviellm.film import Style
from moviellm.film.staging import style_phrase

from moviellm_plugins_sd.prompt.film_words import as_prompt, mark_emphasis
from moviellm_plugins_sd.prompt.real_names import without_real_names

PLACES = (
    "a harbour with moored boats", "a narrow street of old houses", "a kitchen with a long table",
    "a hill with one tree", "a library with tall shelves", "a railway station hall",
    "a garden behind a wall", "a bridge over a river", "a workshop full of tools",
    "a market square after closing time", "a beach below cliffs", "a hallway with many doors",
    "a path through a forest", "a rooftop above a town", "a barn among fields",
    "a room with a large window", "a stairwell of stone", "a lake between mountains",
    "a small theatre with empty seats", "a courtyard with a well",
)  # fmt: skip
CONDITIONS = ("in the morning", "at noon", "at dusk", "at night", "in fog", "after rain")
NEGATIVE = "person, people, man, woman, child, face, crowd, portrait, text, caption, watermark"


def starting_words(style: Style) -> str:
    """The words whose vectors a style starts from: its keyword, then its phrases."""
    emphasised = [phrase.text for phrase in style.phrases if phrase.emphasised]
    others = [phrase.text for phrase in style.phrases if not phrase.emphasised]
    return without_real_names(" ".join([style.keyword, *emphasised, *others]))


def subject(number: int) -> str:
    """The ``number``-th place without people, from 0; the first 120 all differ."""
    turn, place = divmod(number, len(PLACES))
    return f"{PLACES[place]} {CONDITIONS[(place + turn) % len(CONDITIONS)]}"


def picture_prompt(number: int, style: Style) -> str:
    """The prompt of the ``number``-th picture, from 0: a place, and the full style phrase."""
    text = mark_emphasis(f"{subject(number)}. {style_phrase(style)}.", style)
    return as_prompt(without_real_names(text))
