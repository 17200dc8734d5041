"""Twins: films that share everything with their parent up to one event, and what follows from it.

`instead` says what could happen in the place of an event, `retelling` lets the rest of the film
happen again from there, `words` mends titles and summaries, and `choosing` takes the fork that
leaves most of the story standing. All of it is computed from the parent's screenplay: no writer
works, nothing is bought.
"""

from moviellm.film.twins.choosing import fork, forks
from moviellm.film.twins.retelling import Retelling

__all__ = ["Retelling", "fork", "forks"]
