"""Things put into things: what lies in an open container looks out of it."""

from __future__ import annotations

from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.paper import Cutout
from moviellm.studio.papercut.props.catalogue import make_thing
from moviellm.studio.papercut.props.thing import Thing
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.slate_index import SeenProp

_DEPTH = 4
"""How many boxes in boxes are drawn; a cycle cannot be closed by a storyboard that was checked."""


def fill_thing(lying: SeenProp, grade: Grade, depth: int = 0) -> Thing:
    """A prop as a cut-out, all its pieces owned, with what is seen in it between rear and front."""
    thing = make_thing(lying.prop, lying.looks, grade)
    owned = Thing(grip=thing.grip, tilt=thing.tilt, mouth=thing.mouth)
    owned.rear.add(thing.rear, owner=lying.prop.id)
    if lying.inside and depth < _DEPTH:
        _put_in(owned, thing, lying, grade, depth)
    owned.front.add(thing.front, owner=lying.prop.id)
    return owned


def _put_in(owned: Thing, thing: Thing, lying: SeenProp, grade: Grade, depth: int) -> None:
    wide, high = thing.size
    y, half = thing.mouth or (-high * 0.9, wide * 0.36)
    count = len(lying.inside)
    for index, inner in enumerate(sorted(lying.inside, key=lambda item: item.x)):
        content = fill_thing(inner, grade, depth + 1)
        leaning = Cutout().add(content.whole, skia.Matrix.RotateDeg(content.tilt))
        left, top, right, bottom = leaning.bounds()
        across, tall = right - left, bottom - top
        room = 2 * half / count
        scale = min(1.0, max(0.5, room * 1.15 / across), high * 1.15 / tall)
        matrix = skia.Matrix()
        matrix.setTranslate(-half + room * (index + 0.5), y + 0.26 * tall * scale)
        matrix.preScale(scale, scale)
        matrix.preTranslate(-(left + right) / 2, -bottom)
        owned.rear.add(leaning, matrix)
