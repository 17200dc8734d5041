"""The cutting room: cut-outs of people, props and furniture, made once and kept for a while."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from moviellm.film import Figure, Person, Place, Prop, Spot
from moviellm.studio.papercut.contents import fill_thing
from moviellm.studio.papercut.furniture.catalogue import make_furniture
from moviellm.studio.papercut.furniture.piece import Furniture
from moviellm.studio.papercut.kept import Kept
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.props.thing import Thing
from moviellm.studio.papercut.puppet.cast import Actor, Held, make_actor
from moviellm.studio.papercut.puppet.skeleton import Hold
from moviellm.studio.papercut.reading import Lying

_PIECE = 640
"""About how many bytes a piece of paper with its outline takes."""


class CuttingRoom:
    """Cuts out what a scene needs; what comes out depends on what is asked for alone."""

    def __init__(self) -> None:
        self._things: Kept[Thing] = Kept(1 << 20, lambda t: len(t.whole.pieces) * _PIECE)
        self._furniture: Kept[Furniture] = Kept(1 << 20, lambda f: len(f.cut.pieces) * _PIECE)
        self._actors: Kept[Actor] = Kept(4 << 20, lambda a: len(a.cut.pieces) * _PIECE)

    def thing(self, lying: Lying, grade: Grade) -> Thing:
        """A prop with all that is seen in it."""
        return self._things.get((identity(lying), grade), lambda: fill_thing(lying, grade))

    def furniture(self, place: Place, spot: Spot, grade: Grade) -> Furniture:
        """What a spot looks like."""
        return self._furniture.get((place, spot, grade), lambda: make_furniture(place, spot, grade))

    def actor(
        self,
        figure: Figure,
        person: Person,
        held: Sequence[tuple[Lying, float]],
        worn: Sequence[Prop],
        grade: Grade,
        hold: Hold,
    ) -> tuple[Actor, Hashable]:
        """A figure with what it holds (each with its enlargement) and wears; and its name here."""
        key = (
            person, figure.pose, figure.expression, figure.facing,
            tuple((identity(lying), scale) for lying, scale in held), tuple(worn), grade, hold,
        )  # fmt: skip
        made = self._actors.get(
            key,
            lambda: make_actor(
                figure,
                person,
                [Held(lying.prop.id, self.thing(lying, grade), scale) for lying, scale in held],
                worn,
                grade,
                hold,
            ),
        )
        return made, key


def identity(lying: Lying) -> Hashable:
    """All that decides how a visible prop looks, wherever it lies."""
    return lying.prop, lying.looks, tuple(identity(inner) for inner in lying.inside)
