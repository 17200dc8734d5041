"""Rotations: the same story with other things in the same parts, so that its answers rotate.

`exchangeable` finds things that can stand for each other, `exchange` lets them change places in a
screenplay or storyboard, and `rotated` makes the films of a family. Whoever has one of them can
tell the others from it: `siblings`. No writer works, nothing is bought.
"""

from moviellm.film.rotations.exchange import Exchange
from moviellm.film.rotations.rotate import Sibling, rotated, siblings

__all__ = ["Exchange", "Sibling", "rotated", "siblings"]
