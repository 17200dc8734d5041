"""Equal slates give equal bytes: in any order, batch, process, and after whatever came before."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256

from moviellm.studio.papercut.config import PapercutConfig
from moviellm.studio.papercut.impl import Papercut
from moviellm.studio.papercut.renderer import Renderer

_PROGRAM = """
import sys
from hashlib import sha256
from moviellm.film import Slate
from moviellm.studio.papercut.config import PapercutConfig
from moviellm.studio.papercut.renderer import Renderer
from moviellm.studio.papercut.jpeg import encode
slate = Slate.model_validate_json(sys.stdin.read())
print(sha256(encode(Renderer(384, 216).paint(slate)[0], 90)).hexdigest())
"""


def _prints(painter, slates, context):
    return [sha256(p.data).hexdigest() for p in painter.moviellm_paint(slates, context)]


def test_a_picture_does_not_depend_on_its_batch_or_order(papercut, full_scene, one_person, context):
    slates = [full_scene, one_person("close"), one_person("medium", facing="left"), full_scene]
    together = _prints(papercut, slates, context)
    backwards = _prints(papercut, slates[::-1], context)[::-1]
    alone = [
        _prints(Papercut(PapercutConfig(size=(384, 216))), [slate], context)[0] for slate in slates
    ]
    assert together == backwards == alone


def test_a_picture_is_the_same_in_another_process_with_another_hash_seed(
    papercut, full_scene, context
):
    here = _prints(papercut, [full_scene], context)[0]
    for hash_seed in ("0", "4711"):
        there = subprocess.run(
            [sys.executable, "-c", _PROGRAM],
            input=full_scene.model_dump_json(),
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": hash_seed, "PATH": "/usr/bin:/bin"},
        )
        assert there.stdout.strip() == here


def test_what_is_kept_never_changes_a_picture(full_scene, one_person):
    worn = Renderer(384, 216)
    for size in ("wide", "full", "medium", "close"):
        for facing in ("left", "right", "front"):
            worn.paint(one_person(size, facing=facing))
    pixels, boxes = worn.paint(full_scene)
    fresh_pixels, fresh_boxes = Renderer(384, 216).paint(full_scene)
    assert boxes == fresh_boxes
    assert (pixels == fresh_pixels).all()


def test_the_seed_changes_the_grain_and_nothing_else(renderer, full_scene):
    pixels, boxes = renderer.paint(full_scene)
    other, other_boxes = renderer.paint(full_scene.model_copy(update={"seed": 99}))
    difference = abs(pixels.astype(int) - other.astype(int))
    assert boxes == other_boxes
    assert difference.any()
    assert difference.mean() < 6


def test_a_painter_hands_its_pictures_over_one_by_one(papercut, full_scene, context):
    stream = papercut.moviellm_paint([full_scene, full_scene], context)
    first = next(iter(stream))
    assert first.data.startswith(b"\xff\xd8")
    assert first.format == "jpg"
    assert (first.width, first.height) == (384, 216)


def test_a_person_looks_the_same_wherever_they_stand(renderer, one_person, slate):
    def cut(x):
        scene = one_person("wide", x=x, facing="right")
        pixels, boxes = renderer.paint(scene.model_copy(update={"place": scene.place.model_copy(
            update={"spots": ()})}))  # fmt: skip
        box = boxes[0]
        return pixels[box.y : box.y + box.height, box.x : box.x + box.width]

    here, there = cut(0.3), cut(0.6)
    assert here.shape == there.shape
    same = abs(here.astype(int) - there.astype(int)).max(axis=2) < 24
    assert same.mean() > 0.6
