"""Whether a text tells of something of which its source does not."""

from __future__ import annotations

import pytest
from moviellm_plugins_gpt.captioner.additions import added

SOURCE = (
    "In the lighthouse room at dusk, Mara, the lighthouse keeper in the red coat, puts the old map "
    "into the oak chest and leaves. Ivo, the fisherman, hides it behind the stove. "
    "The open oak chest is on the floor."
)


@pytest.mark.parametrize(
    "text",
    [
        "Mara slips the old map into the oak chest and walks out, and Ivo conceals it.",
        "As dusk settles over the lighthouse room, the keeper puts away her map.",
        "Alone now, Ivo tucks the map behind the stove; the chest stays open on the floor.",
        "The scene shows the fisherman hiding the old map, his back to the room.",
        "By the time she leaves, the chest holds Mara's map.",
        "Which of the following events comes first in the film?",
        SOURCE,
    ],
)
def test_what_says_the_same_adds_nothing(text):
    assert added(text, SOURCE) == ""


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Mara puts the old map into the oak chest while a dragon sleeps.", "dragon"),
        ("Mara, a spy for the navy, puts the map into the chest.", "spy"),
        ("Her golden necklace catches the light as Mara leaves.", "golden"),
        ("A dragon leaves.", "dragon"),
        ("Three children look on as Ivo hides the map.", "children"),
        ("Mara and Gandalf put the map into the chest.", "Gandalf"),
        ("Mara puts the map into the chest, then burns it.", "burns"),
        ("Ivo kisses Mara before he hides the map.", "kisses"),
        ("Ivo stole it and hides it behind the stove. Nobody dies.", "dies"),
        ("Where is the map that the pirates want?", "pirates"),
    ],
)
def test_what_nobody_told_of_is_found(text, word):
    assert added(text, SOURCE) == word
