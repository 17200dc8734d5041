"""Things put into things: what lies in an open container looks out of it."""

from __future__ import annotations

from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.paper import Cutout
from moviellm.studio.papercut.props.catalogue import make_thing
from moviellm.studio.papercut.props.thing import Opening, Thing
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.slate_index import SeenProp

_DEPTH = 4
"""How many boxes in boxes are drawn; a cycle cannot be closed by a storyboard that was checked."""

_SLENDER = 2.6
"""What is so many times as high as wide does not stand by itself."""


_MOUTHFUL = 0.55
"""How large what an animal carries is drawn at most, as a share of its own height."""


def fill_thing(lying: SeenProp, grade: Grade, depth: int = 0) -> Thing:
    """A prop as a cut-out, all its pieces owned, with what is seen in it between rear and front."""
    thing = make_thing(lying.prop, lying.looks, grade)
    owned = Thing(grip=thing.grip, tilt=thing.tilt, mouth=thing.mouth, jaws=thing.jaws)
    owned.rear.add(thing.rear, owner=lying.prop.id)
    if lying.inside and depth < _DEPTH:
        put = _put_in if thing.jaws is None else _let_carry
        put(owned, thing, lying, grade, depth)
    owned.front.add(thing.front, owner=lying.prop.id)
    return owned


def _put_in(owned: Thing, thing: Thing, lying: SeenProp, grade: Grade, depth: int) -> None:
    wide, high = thing.size
    mouth = thing.mouth or Opening(-high * 0.9, wide * 0.36)
    room = 2 * mouth.half / len(lying.inside)
    for index, inner in enumerate(sorted(lying.inside, key=lambda item: item.x)):
        content = _resting(fill_thing(inner, grade, depth + 1), mouth)
        left, top, right, bottom = content.bounds()
        across, tall = right - left, bottom - top
        scale = min(1.0, max(0.5, room * 1.15 / across), (mouth.room or high * 1.15) / tall)
        sunk = 0.0 if mouth.room else 0.26 * tall * scale
        matrix = skia.Matrix()
        matrix.setTranslate(-mouth.half + room * (index + 0.5), mouth.y + sunk)
        matrix.preScale(scale, scale)
        matrix.preTranslate(-(left + right) / 2, -bottom)
        owned.rear.add(content, matrix)


def _let_carry(owned: Thing, thing: Thing, lying: SeenProp, grade: Grade, depth: int) -> None:
    """What an animal carries hangs out of its mouth."""
    x, y = thing.jaws or thing.grip
    for inner in lying.inside:
        content = fill_thing(inner, grade, depth + 1)
        left, top, right, bottom = content.bounds
        scale = min(1.0, _MOUTHFUL * thing.size[1] / max(right - left, bottom - top))
        matrix = skia.Matrix.Translate(x, y)
        matrix.preScale(scale, scale)
        matrix.preTranslate(-(left + right) / 2, -(top + 0.3 * (bottom - top)))
        owned.rear.add(content.whole, matrix)


def _resting(thing: Thing, mouth: Opening) -> Cutout:
    """A thing as it is in a container: leaning, and on a shelf lying if it cannot stand."""
    wide, high = thing.size
    tilt = (90.0 if high > _SLENDER * wide else 0.0) if mouth.room else thing.tilt
    return Cutout().add(thing.whole, skia.Matrix.RotateDeg(tilt))
