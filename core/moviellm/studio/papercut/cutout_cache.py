"""Cut-outs of people, props and furniture, made once and kept for a while."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from moviellm.film import Figure, Person, Place, Prop, Spot
from moviellm.studio.papercut.contents import fill_thing
from moviellm.studio.papercut.furniture.catalogue import make_furniture
from moviellm.studio.papercut.furniture.ground import make_ground
from moviellm.studio.papercut.furniture.piece import Furniture
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.lru_cache import LruCache
from moviellm.studio.papercut.props.thing import Thing
from moviellm.studio.papercut.puppet.cast import Actor, make_actor
from moviellm.studio.papercut.puppet.layers import Held, Outfit
from moviellm.studio.papercut.puppet.pair import make_pair
from moviellm.studio.papercut.puppet.skeleton import STILL, Gaze, Hold, Motion
from moviellm.studio.papercut.slate_index import SeenProp

_PIECE = 640
"""About how many bytes a piece of paper with its outline takes."""


class Part(NamedTuple):
    """A figure, who it is, what it holds (each with its enlargement), wears and looks at."""

    figure: Figure
    person: Person
    held: Sequence[tuple[SeenProp, float]]
    worn: Sequence[Prop]
    gaze: Gaze | None = None
    motion: Motion = STILL

    @property
    def key(self) -> Hashable:
        """All that decides how it looks, wherever it is."""
        held = tuple((cutout_key(lying), scale) for lying, scale in self.held)
        figure = self.figure
        look = (
            figure.pose,
            figure.expression,
            figure.facing,
            figure.bag,
            figure.dressed_for,
            self.gaze,
            self.motion,
        )
        return (self.person, *look, held, tuple(self.worn))


class CutoutCache:
    """Makes the cut-outs that a scene needs; each depends only on what is asked for."""

    def __init__(self) -> None:
        self._things: LruCache[Thing] = LruCache(1 << 20, lambda t: len(t.whole.pieces) * _PIECE)
        self._furniture: LruCache[Furniture] = LruCache(
            1 << 20, lambda f: len(f.cut.pieces) * _PIECE
        )
        self._actors: LruCache[Actor] = LruCache(4 << 20, lambda a: len(a.cut.pieces) * _PIECE)

    def thing(self, lying: SeenProp, grade: Grade) -> Thing:
        """A prop with all that is seen in it."""
        return self._things.get((cutout_key(lying), grade), lambda: fill_thing(lying, grade))

    def furniture(self, place: Place, spot: Spot, grade: Grade) -> Furniture:
        """What a spot looks like."""
        return self._furniture.get((place, spot, grade), lambda: make_furniture(place, spot, grade))

    def ground(self, place: Place, half: float, grade: Grade) -> Furniture:
        """The ground of a place, seen from near by, so many units to either side."""
        return self._furniture.get((place, half, grade), lambda: make_ground(place, half, grade))

    def actor(self, parts: Sequence[Part], grade: Grade, hold: Hold) -> tuple[Actor, Hashable]:
        """A figure with all that it carries, or two who are in touch; and the name of it here."""
        key = (*(part.key for part in parts), grade, hold)
        return self._actors.get(key, lambda: self._make(parts, grade, hold)), key

    def outfits(self, parts: Sequence[Part], grade: Grade) -> list[Outfit]:
        """Figures with all that they carry cut out."""
        return [
            Outfit(part.figure, part.person, [self._held(*held, grade) for held in part.held],
                   part.worn, part.gaze, part.motion)
            for part in parts
        ]  # fmt: skip

    def _make(self, parts: Sequence[Part], grade: Grade, hold: Hold) -> Actor:
        outfits = self.outfits(parts, grade)
        if len(outfits) == 1:
            return make_actor(outfits[0], grade, hold)
        return make_pair(outfits[0], outfits[1], grade, hold)

    def _held(self, lying: SeenProp, scale: float, grade: Grade) -> Held:
        large = lying.prop.size == "large"
        return Held(lying.prop.id, self.thing(lying, grade), scale, large)


def cutout_key(lying: SeenProp) -> Hashable:
    """All that decides how a visible prop looks, wherever it lies."""
    return lying.prop, lying.looks, tuple(cutout_key(inner) for inner in lying.inside)
