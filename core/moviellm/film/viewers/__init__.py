"""Viewers: one machine for captions, questions, beliefs and fairness.

A viewer observes some facts at some times and, until shown otherwise, assumes that things stay as
they were last seen. The camera has seen every piece of the film, a blind viewer none, a one-frame
viewer one key frame, a shuffled viewer all of them without times. A character is a viewer too, of
what happens where they are: their belief is their viewer's state.
"""

from moviellm.film.viewers.minds import Mind, beliefs
from moviellm.film.viewers.pieces import NOT, VISIBLE, Piece, Sight
from moviellm.film.viewers.thoughts import Thought, thought
from moviellm.film.viewers.views import END, START, Reel, View, one_frame, pieces

__all__ = [
    "END", "NOT", "START", "VISIBLE", "Mind", "Piece", "Reel", "Sight", "Thought", "View",
    "beliefs", "one_frame", "pieces", "thought",
]  # fmt: skip
