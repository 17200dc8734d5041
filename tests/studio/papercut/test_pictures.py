"""Sizes, the synthetic mark, clear errors, and bounded memory."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from xml.etree import ElementTree

import numpy as np
import pytest
import simplejpeg
from moviellm.errors import FilmError
from moviellm.film import Figure
from moviellm.studio.papercut.config import PapercutConfig
from moviellm.studio.papercut.impl import Papercut
from moviellm.studio.papercut.jpeg import encode
from moviellm.studio.papercut.lru_cache import LruCache
from moviellm.studio.papercut.renderer import Renderer
from pydantic import ValidationError

_SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"


def _segments(data):
    """The marker segments of a JPEG before its image data: (marker, body)."""
    assert data[:2] == b"\xff\xd8"
    at = 2
    while data[at + 1] != 0xDA:
        assert data[at] == 0xFF
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        yield data[at + 1], data[at + 4 : at + 2 + length]
        at += 2 + length


@pytest.mark.parametrize(
    "size", [(768, 432), (512, 512), (1280, 720), (360, 640), (64, 64), (640, 96)]
)
def test_any_size_is_painted(full_scene, context, size):
    (painting,) = Papercut(PapercutConfig(size=size)).moviellm_paint([full_scene], context)
    assert (painting.width, painting.height) == size
    assert simplejpeg.decode_jpeg_header(painting.data)[:2] == size[::-1]
    assert {"mara", "ivo"} <= {box.entity for box in painting.boxes}


@pytest.mark.parametrize("size", [(0, 432), (768, 0), (100_000, 432), (63, 64), (768,), "big"])
def test_an_impossible_size_is_refused(size):
    with pytest.raises(ValidationError, match="size"):
        PapercutConfig(size=size)


def test_a_size_is_refused_with_its_bounds():
    with pytest.raises(ValidationError) as caught:
        PapercutConfig(size=(768, 100_000))
    assert "less than or equal to 4096" in str(caught.value)
    with pytest.raises(ValidationError, match="greater than or equal to 64"):
        PapercutConfig(size=(0, 432))


def test_an_unknown_option_is_refused():
    with pytest.raises(ValidationError, match="colour"):
        PapercutConfig(colour="blue")


def test_every_picture_says_that_an_algorithm_made_it(papercut, full_scene, context):
    (painting,) = papercut.moviellm_paint([full_scene], context)
    segments = list(_segments(painting.data))
    assert segments[0][0] == 0xE0
    assert segments[0][1].startswith(b"JFIF\0")
    marker, body = segments[1]
    assert marker == 0xE1
    head = b"http://ns.adobe.com/xap/1.0/\0"
    assert body.startswith(head)
    packet = ElementTree.fromstring(body[len(head) :].decode())
    name = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}DigitalSourceType"
    assert [node.attrib[name] for node in packet.iter() if name in node.attrib] == [_SOURCE]


def test_a_marked_picture_is_the_painted_one():
    pixels = np.zeros((64, 96, 4), np.uint8)
    pixels[:, :48] = (30, 60, 200, 255)
    back = simplejpeg.decode_jpeg(encode(pixels, 95), "BGR")
    assert abs(back[10, 10].astype(int) - (30, 60, 200)).max() < 8


def test_quality_decides_the_size_of_the_file(full_scene, context):
    low, high = (
        next(iter(Papercut(PapercutConfig(size=(384, 216), quality=q)).moviellm_paint(
            [full_scene], context)))
        for q in (40, 96)
    )  # fmt: skip
    assert len(low.data) < 0.5 * len(high.data)


def test_a_person_whom_the_slate_does_not_bring_is_an_error_of_the_film(papercut, slate, context):
    stranger = slate(depiction={"figures": (Figure(person="nobody"),)})
    with pytest.raises(FilmError, match="nobody"):
        list(papercut.moviellm_paint([stranger], context))


def test_missing_system_libraries_are_named(tmp_path):
    (tmp_path / "skia.py").write_text(
        "raise ImportError('libGL.so.1: cannot open shared object file')\n"
    )
    program = (
        "import sys\n"
        f"sys.path.insert(0, {str(tmp_path)!r})\n"
        "from moviellm.errors import PluginError\n"
        "try:\n"
        "    import moviellm.studio.papercut.impl\n"
        "except PluginError as error:\n"
        "    print(error.message); print(error.hint)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    message, hint = done.stdout.splitlines()
    assert "libGL.so.1" in message
    assert "apt-get install libgl1 libegl1" in hint


def test_declaring_the_painter_loads_neither_skia_nor_numpy():
    program = (
        "import sys; import moviellm.studio.papercut.plugin, moviellm.studio.papercut.config; "
        "print([name for name in ('skia', 'numpy', 'simplejpeg') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_what_is_kept_stays_under_its_limit():
    kept: LruCache[bytes] = LruCache(1000, len)
    for index in range(50):
        assert kept.get(index, lambda: bytes(300)) == bytes(300)
    assert kept.used <= 1000


def test_what_was_used_last_is_kept_longest():
    kept: LruCache[bytes] = LruCache(1000, len)
    made = []
    for key in (1, 2, 3, 1, 4, 1):
        kept.get(key, lambda key=key: made.append(key) or bytes(300))
    assert made == [1, 2, 3, 4]


@pytest.mark.slow
def test_memory_does_not_grow_with_the_number_of_places(slate):
    renderer = Renderer(384, 216)
    tracemalloc.start()
    for index in range(60):
        renderer.paint(slate(place={"id": f"room{index}", "spots": ()},
                          depiction={"place": f"room{index}"}))  # fmt: skip
        if index == 29:
            early = tracemalloc.get_traced_memory()[0]
    late = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert late < 64 << 20
    assert early < 64 << 20
