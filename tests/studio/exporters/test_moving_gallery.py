"""The gallery of a film whose shots move, as files and in headless Chromium."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from moviellm.film import Film
from moviellm.manifest import check_manifest
from moviellm.studio.exporters.config import GalleryConfig
from moviellm.studio.exporters.gallery.impl import GalleryExporter
from moviellm.testing import MemoryBlobs, make_context, moving_movie

PAGE = "films/film-tiny/index.html"


def gallery_of(film: Film, blobs: MemoryBlobs, target: Path) -> Path:
    target.mkdir()
    context = make_context(film="", blobs=blobs)
    GalleryExporter(GalleryConfig()).moviellm_export([film], target, context)
    return target


@pytest.fixture(scope="module")
def moving(tmp_path_factory: pytest.TempPathFactory) -> Path:
    blobs = MemoryBlobs()
    return gallery_of(moving_movie(blobs), blobs, tmp_path_factory.mktemp("moving") / "out")


def test_clips_lie_beside_the_page_that_names_them(moving: Path) -> None:
    text = (moving / PAGE).read_text(encoding="utf-8")
    told = json.loads(re.search(r'id="data">(.+?)</script>', text)[1])
    assert [clip["n"] for clip in told["clips"]] == [180, 108, 36, 36]
    assert all((moving / PAGE).with_name("clips").joinpath(Path(c["f"]).name).is_file()
               for c in told["clips"])  # fmt: skip
    assert "media-src" in text
    assert check_manifest(moving) == []


def test_a_film_that_does_not_move_has_the_page_that_it_had(tmp_path: Path) -> None:
    blobs = MemoryBlobs()
    film = moving_movie(blobs).model_copy(update={"clips": None})
    text = (gallery_of(film, blobs, tmp_path / "still") / PAGE).read_text(encoding="utf-8")
    assert "video" not in text
    assert "media-src" not in text


class Screen:
    """A film's page; what the browser complains of is kept."""

    def __init__(self, browser: Any, path: Path, width: int, *, reads: bool) -> None:
        self.complaints: list[str] = []
        self.page = browser.new_page(viewport={"width": width, "height": 800})
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(path.as_uri())
        self.page.wait_for_load_state("load")
        if reads and not self.page.evaluate(
            "clipView.canPlayType('video/mp4; codecs=\"avc1.64000b\"')"
        ):
            pytest.skip("this Chromium decodes no H.264")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def until(self, seen: str) -> None:
        """Wait for something that the page shows."""
        look = f"const look = () => ({seen}) ? done() : requestAnimationFrame(look); look()"
        self.page.evaluate(f"() => new Promise((done) => {{ {look} }})")

    def __getitem__(self, told: str) -> Any:
        return self.page.evaluate(told)


@pytest.fixture
def screen(browser: Any, moving: Path) -> Iterator[Any]:
    opened: list[Screen] = []

    def show(path: Path = moving, width: int = 1280, *, reads: bool = True) -> Screen:
        opened.append(Screen(browser, path / PAGE, width, reads=reads))
        return opened[-1]

    yield show
    for one in opened:
        one.page.close()
        assert one.complaints == []


STEADY = "!clipView.seeking && clipView.readyState >= 2"


@pytest.mark.browser
def test_keys_move_the_clip_to_the_frame_that_is_named(screen: Any) -> None:
    film = screen()
    for keys, shot, frame in (
        (["ArrowRight"], 0, 36),
        ([".", "."], 0, 38),
        ([","], 0, 37),
        (["Shift+ArrowRight"], 1, 0),
        ([","], 0, 179),
        (["."], 1, 0),
        (["End"], 3, 0),
        (["Home"], 0, 0),
    ):
        film.press(*keys)
        film.until(STEADY)
        assert film["[clipShot, clipFrame()]"] == [shot, frame]
        assert film["Math.floor(clipView.currentTime * data.clips[clipShot].r)"] == frame
    assert film["broken"] is False


@pytest.mark.browser
def test_a_film_plays_over_a_cut_and_stops_at_its_end(screen: Any) -> None:
    film = screen()
    film.press("Shift+ArrowRight", ",", ",", " ")
    film.until("clipShot === 1 && clipView.currentTime > 0.1")
    film.press(" ")
    assert film["viewer.playing"] is False
    film.page.evaluate("seek(data.ms - 200)")
    film.press(" ")
    film.until("viewer.playing === false")
    assert film["[clipShot, clipView.ended]"] == [3, True]


@pytest.mark.browser
def test_boxes_are_those_of_the_frame_of_the_clip(screen: Any) -> None:
    film = screen()
    film.press("b")
    names = film["[...document.querySelectorAll('#boxes text')].map((one) => one.textContent)"]
    assert "Mara" in names
    assert film["byId('boxes').getAttribute('viewBox')"] == "0 0 96 64"


@pytest.mark.browser
def test_the_moving_picture_fits_a_narrow_screen(screen: Any) -> None:
    film = screen(width=360)
    film.until(STEADY)
    assert film["document.documentElement.scrollWidth"] == 360
    assert film["clipView.getBoundingClientRect().width"] <= 360
    assert film["clipView.videoWidth"] == 96


@pytest.mark.browser
def test_clips_that_cannot_be_shown_give_way_to_key_frames(screen: Any, tmp_path: Path) -> None:
    blobs = MemoryBlobs()
    folder = gallery_of(moving_movie(blobs), blobs, tmp_path / "broken")
    for clip in folder.rglob("*.mp4"):
        clip.write_bytes(b"no clip")
    film = screen(folder, reads=False)
    film.until("broken")
    film.press("ArrowRight")
    assert film["clipView.hidden"] is True
    assert film["byId('frame').getAttribute('src')"] == "frame_000002.jpg"
