"""Renders slates at one size, and keeps the backdrops and sprites that it can use again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from moviellm.film import Box, Camera, Place, Slate, seen_props
from moviellm.studio.papercut.backdrop_pixels import bring_near, canvas_on, draw_air, draw_backdrop
from moviellm.studio.papercut.boxes import PlacedSprite, boxes_of
from moviellm.studio.papercut.colour import alpha
from moviellm.studio.papercut.cutout_cache import CutoutCache, cutout_key
from moviellm.studio.papercut.framing import frame_of
from moviellm.studio.papercut.grain import apply_grain
from moviellm.studio.papercut.groups import Group, Item, make_group
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.lru_cache import LruCache
from moviellm.studio.papercut.paper import Cutout
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.scene import CrowdLayout, PlacedFigure, SceneLayout, lay_out
from moviellm.studio.papercut.sprite import Bytes, LightPool, Sprite, blit, make_sprite

_BACKDROPS, _SPRITES = 30 << 20, 26 << 20
"""Bytes that kept backdrops and kept sprites may take in one process."""

_CROWD_LAYOUTS = (
    CrowdLayout(),
    CrowdLayout(0.86),
    CrowdLayout(0.74),
    CrowdLayout(0.64),
    CrowdLayout(0.54),
    CrowdLayout(0.64, True),
    CrowdLayout(0.54, True),
)
"""What is tried, one after the other, until nobody and nothing is hidden in a crowd."""

_CROWDED, _SEEN = 0.84, 0.3
"""Share of the wanted room, and of everybody's surface, below which the next is tried."""


class Composition(NamedTuple):
    """A slate laid out: where everything is, its sprites from back to front, their boxes."""

    scene: SceneLayout
    placed: tuple[PlacedSprite, ...]
    boxes: tuple[Box, ...]


class AirMotion(NamedTuple):
    """How far what falls or drifts has come, in pixels, and how bright lights are, 0 to 1."""

    x: int = 0
    y: int = 0
    glow: float = 1.0


STILL_AIR = AirMotion()


class Renderer:
    """Renders slates at one size. What it keeps never changes what it paints."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._cutouts = CutoutCache()
        self._backdrops: LruCache[Bytes] = LruCache(_BACKDROPS, lambda pixels: pixels.nbytes)
        self._sprites: LruCache[Sprite] = LruCache(_SPRITES, lambda sprite: sprite.size)
        self._airs: LruCache[skia.Image | None] = LruCache(4 * width * height * 4, self._air_size)

    def paint(self, slate: Slate) -> tuple[Bytes, tuple[Box, ...]]:
        """Paint a slate: pixels (height, width, 4) as BGRA, and the boxes of all that is seen."""
        made = self.compose(slate)
        return self.render(made.scene, made.placed), made.boxes

    def compose(self, slate: Slate) -> Composition:
        """Lay a slate out and cut it out so that nobody and nothing is hidden in a crowd."""
        best: tuple[float, Composition] | None = None
        for layout in _CROWD_LAYOUTS:
            scene = lay_out(slate, self.width, self.height, self._cutouts, layout)
            if scene.room < _CROWDED and layout.back > _CROWD_LAYOUTS[-1].back:
                continue
            placed = tuple(self.place(scene))
            boxes = boxes_of(placed, self.width, self.height)
            least = min((_plain(slate, box) for box in boxes), default=1.0)
            if len(boxes) < _count(slate):
                least = 0.0
            if best is None or least > best[0]:
                best = (least, Composition(scene, placed, boxes))
            if least >= _SEEN:
                break
        assert best is not None
        return best[1]

    def render(
        self,
        scene: SceneLayout,
        placed: Sequence[PlacedSprite],
        air: AirMotion = STILL_AIR,
        backdrop: Bytes | None = None,
    ) -> Bytes:
        """Paint a slate that is laid out and cut out.

        Args:
            scene: Where everything is.
            placed: Its sprites, from back to front.
            air: What falls, drifts and flickers.
            backdrop: What is behind everything, where it is not what the camera sees in a still.
        """
        pixels = (self.backdrop(scene) if backdrop is None else backdrop).copy()
        canvas = canvas_on(pixels).getCanvas()
        for item in placed:
            blit(canvas, item.sprite, item.x, item.y)
        for item in placed:
            for light in item.sprite.lights:
                _shine(canvas, light, item.x, item.y, air.glow)
        self._draw_air(canvas, scene, air)
        apply_grain(pixels, scene.slate.seed)
        return pixels

    def place(self, scene: SceneLayout) -> Iterator[PlacedSprite]:
        """All sprites of a scene, from back to front; in a crowd, things are before people."""
        behind = [group for group in scene.groups if not group.before]
        for group in sorted(behind, key=lambda group: group.furniture.hides):
            if not group.items:
                yield from self._paper_layer(scene, group, "spot", group.furniture.cut)
        full = [group for group in behind if group.items]
        for group in full:
            if not group.furniture.hides:
                yield from self._paper_layer(scene, group, "spot", group.furniture.cut)
        for group in full:
            if group.furniture.hides:
                yield from self._items(scene, group)
                yield from self._paper_layer(scene, group, "spot", group.furniture.cut)
        for group in full:
            if not group.furniture.hides:
                yield from self._items(scene, group)
                yield from self._paper_layer(scene, group, "cover", group.furniture.cover)
        for one in scene.standing:
            yield self._actor(scene, one)
        for group in scene.groups:
            if group.before:
                yield from self._front(scene, group)

    @property
    def cutouts(self) -> CutoutCache:
        """What cuts people and things out."""
        return self._cutouts

    def _actor(self, scene: SceneLayout, one: PlacedFigure) -> PlacedSprite:
        y = round(one.foot)
        key = ("actor", one.key, scene.frame.unit, y)
        return PlacedSprite(
            self._sprite(key, scene, lambda: one.actor.cut, y), round(one.berth.x), y
        )

    def _front(self, scene: SceneLayout, group: Group) -> Iterator[PlacedSprite]:
        if group.furniture.hides:
            yield from self._items(scene, group)
        yield from self._paper_layer(scene, group, "spot", group.furniture.cut)
        if not group.furniture.hides:
            yield from self._items(scene, group)
            yield from self._paper_layer(scene, group, "cover", group.furniture.cover)

    def _paper_layer(
        self, scene: SceneLayout, group: Group, layer: str, cut: Cutout
    ) -> Iterator[PlacedSprite]:
        if not cut.pieces:
            return
        y = round(group.base)
        key = (layer, scene.grade, scene.frame.unit, y, scene.slate.place, group.spot)
        yield PlacedSprite(self._sprite(key, scene, lambda: cut, y), round(group.x), y)

    def _items(self, scene: SceneLayout, group: Group) -> Iterator[PlacedSprite]:
        for item in group.items:
            y = round(group.rest)
            key = (
                "prop",
                scene.grade,
                scene.frame.unit,
                item.scale,
                y,
                group.furniture.hangs,
                cutout_key(item.lying),
            )
            sprite = self._sprite(key, scene, partial(_stood, item, group), y)
            yield PlacedSprite(sprite, round(item.berth.x), y)

    def _sprite(
        self, key: Hashable, scene: SceneLayout, cut: Callable[[], Cutout], y: int
    ) -> Sprite:
        frame, ink = scene.frame, scene.grade.palette.ink
        shadow = max(2.0, (0.011 if frame.whole else 0.02) * frame.height)
        return self._sprites.get(
            key, lambda: make_sprite(cut(), frame.unit, ink, shadow, frame.height - y)
        )

    def backdrop(self, scene: SceneLayout) -> Bytes:
        """What is behind everything; it is kept, so copy it before drawing."""
        place, grade, frame = scene.slate.place, scene.grade, scene.frame
        key = ("set", place, grade, frame.zoom, frame.focus)
        if frame.whole:
            return self._backdrops.get(key, lambda: draw_backdrop(place, grade, frame))
        return self._backdrops.get(key, lambda: bring_near(self._plate(place, grade), grade, frame))

    def pan(self, scene: SceneLayout) -> Bytes:
        """What is behind everything while the camera moves past: drawn anew and not kept."""
        place, grade, frame = scene.slate.place, scene.grade, scene.frame
        if frame.whole:
            return draw_backdrop(place, grade, frame)
        return bring_near(self._plate(place, grade), grade, frame)

    def _plate(self, place: Place, grade: Grade) -> Bytes:
        """The wide view of a place with its furniture, to be seen out of focus."""
        frame = frame_of(Camera(), self.width, self.height, 0.0)
        pixels = self._backdrops.get(
            ("set", place, grade, frame.zoom, frame.focus),
            lambda: draw_backdrop(place, grade, frame),
        ).copy()
        canvas = canvas_on(pixels).getCanvas()
        for spot in place.spots:
            group = make_group(self._cutouts, place, spot, [], grade, frame)
            if not group.furniture.cut.pieces:
                continue
            sprite = make_sprite(
                group.furniture.cut, frame.unit, grade.palette.ink, 4.0, frame.height - group.base
            )
            blit(canvas, sprite, round(group.x), round(group.base))
        return pixels

    def _draw_air(self, canvas: skia.Canvas, scene: SceneLayout, air: AirMotion) -> None:
        image = self._air(scene)
        if image is None:
            return
        x, y = air.x % self.width, air.y % self.height
        for left in (x, x - self.width) if x else (0,):
            for top in (y, y - self.height) if y else (0,):
                canvas.drawImage(image, left, top)

    def _air(self, scene: SceneLayout) -> skia.Image | None:
        grade, place = scene.grade, scene.slate.place
        key = (grade, place.id)
        return self._airs.get(key, lambda: draw_air(place, grade, scene.frame))

    def _air_size(self, image: skia.Image | None) -> int:
        return 64 if image is None else self.width * self.height * 4


def _plain(slate: Slate, box: Box) -> float:
    """How well a box is seen; the subject of an insert is held to twice as much."""
    about = slate.camera.size == "insert" and box.entity == slate.camera.subject
    return box.visible / 2 if about else box.visible


def _count(slate: Slate) -> int:
    """How many people and props are to be seen."""
    people = [figure.person for figure in slate.depiction.figures]
    return len({*people, *seen_props(slate.depiction)})


def _stood(item: Item, group: Group) -> Cutout:
    """A prop with its anchor where it stands or hangs, drawn as large as it is wanted."""
    left, top, right, _ = item.thing.bounds
    matrix = skia.Matrix()
    matrix.setScale(item.scale, item.scale)
    matrix.preTranslate(-(left + right) / 2, -top if group.furniture.hangs else 0.0)
    return Cutout().add(item.thing.whole, matrix)


def _shine(canvas: skia.Canvas, light: LightPool, x: int, y: int, glow: float) -> None:
    strength = (light.colour >> 24) / 255 * glow
    stops = [alpha(light.colour, strength * share) for share in (1.0, 0.34, 0.0)]
    centre = (x + light.x, y + light.y)
    shader = skia.GradientShader.MakeRadial(centre, light.radius, stops, [0.0, 0.4, 1.0])
    paint = skia.Paint(AntiAlias=True, Shader=shader, BlendMode=skia.BlendMode.kScreen)
    canvas.drawCircle(*centre, light.radius, paint)
