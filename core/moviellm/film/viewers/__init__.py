"""Viewers: one machine for captions, questions, beliefs and fairness.

A viewer observes some facts at some times and, until shown otherwise, assumes that things stay as
they were last seen. The camera has seen every observation of the film, a blind viewer none, a
one-frame viewer one key frame, a shuffled viewer all of them without times. A character is a viewer
too, of what happens where they are: their belief is their viewer's state.
"""

from moviellm.film.viewers.minds import Mind, beliefs
from moviellm.film.viewers.observation import NOT, VISIBLE, Observation, SeenFact
from moviellm.film.viewers.thoughts import Thought, thought
from moviellm.film.viewers.views import END, START, Screening, View, observations, one_frame

__all__ = [
    "END", "NOT", "START", "VISIBLE", "Mind", "Observation", "Screening", "SeenFact", "Thought",
    "View", "beliefs", "observations", "one_frame", "thought",
]  # fmt: skip
