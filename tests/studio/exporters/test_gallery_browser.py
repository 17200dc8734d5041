"""The gallery in headless Chromium, opened from disk."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from moviellm.studio.exporters.config import GalleryConfig
from moviellm.studio.exporters.gallery.impl import GalleryExporter

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
AWKWARD = "<script>alert(1)</script> </script><!-- <img src=x onerror=alert(2)>"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open a page from disk; any complaint of the browser fails the test."""
    complaints: list[str] = []
    asked: list[str] = []
    contexts = []

    def failed(request: Any) -> None:
        if request.failure != "net::ERR_ABORTED":  # the page was left while a picture loaded
            complaints.append(request.url)

    def open_page(path: Path, width: int = 1280, height: int = 900, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", failed)
        page.on(
            "request", lambda r: r.url.startswith(("file:", "data:")) or complaints.append(r.url)
        )
        page.on("dialog", lambda dialog: (complaints.append("dialog"), dialog.dismiss()))
        page.goto(path.as_uri())
        page.wait_for_load_state("load")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


@pytest.fixture
def gallery(export, make_film) -> Path:
    films = [
        make_film(id="film-a", lines=["You moved it.", "I did not."]),
        make_film(id="film-b", title=AWKWARD, theme=AWKWARD, lines=[AWKWARD]),
    ]
    return export(GalleryExporter(GalleryConfig()), films)


def test_the_overview_leads_to_a_film_and_back(visit, gallery) -> None:
    page = visit(gallery / "index.html")
    assert page.locator(".film").count() == 2
    width = "image => image.decode().then(() => image.naturalWidth)"
    assert page.locator(".film img").first.evaluate(width) == 320
    page.locator(".film a").first.click()
    assert page.locator("h1").inner_text() == "The Map Behind the Stove"
    assert page.locator("#frame").evaluate("image => image.decode().then(() => 1)") == 1
    page.locator(".top a").click()
    assert page.locator(".film").count() == 2


def test_keys_move_by_frame_and_scene(visit, gallery) -> None:
    page = visit(gallery / "films/film-a/index.html")
    shown = page.locator("#frame")
    for keys, frame in (
        (["ArrowRight"], 2),
        (["ArrowRight", "ArrowRight"], 4),
        (["ArrowLeft"], 3),
        (["Shift+ArrowRight"], 6),
        (["Shift+ArrowLeft"], 1),
        (["End"], 10),
        (["Home"], 1),
    ):
        for key in keys:
            page.keyboard.press(key)
        assert shown.get_attribute("src") == f"frame_{frame:06d}.jpg"
    assert page.locator(".strip [aria-current]").count() == 1


def test_each_frame_is_labelled_with_a_time_at_which_it_is_seen(visit, export, make_film) -> None:
    film = make_film(id="film-a")
    shot, lengths = film.storyboard.shots[0], [3_700, 3_400, 300, 1_900]
    starts = list(accumulate(lengths, initial=0))
    frames = tuple(
        frame.model_copy(update={"start_ms": start, "duration_ms": length})
        for frame, start, length in zip(film.storyboard.frames(), starts, lengths, strict=False)
    )
    shots = (shot.model_copy(update={"frames": frames}),)
    board = film.storyboard.model_copy(update={"shots": shots, "cues": ()})
    film = film.model_copy(update={"storyboard": board})
    page = visit(export(GalleryExporter(GalleryConfig()), [film]) / "films/film-a/index.html")
    labels = page.locator(".strip .thumb span").all_inner_texts()
    assert labels == ["0:00", "0:04", "0:07.1", "0:08"]


def test_scrubbing_shows_the_frame_its_captions_and_its_dialogue(visit, gallery) -> None:
    page = visit(gallery / "films/film-a/index.html")
    page.locator("#time").fill("24500")
    assert page.locator("#frame").get_attribute("src") == "frame_000009.jpg"
    assert page.locator("#subtitle").inner_text().startswith("Mara: You moved it.")
    captions = page.locator("#now .caption h3").all_inner_texts()
    assert [text.lower() for text in captions] == [
        "frame", "in the picture", "shot", "scene", "chapter", "film",
    ]  # fmt: skip
    assert "0:24–0:27" in page.locator("#now .frame").inner_text()
    page.locator("#show-lines").uncheck()
    assert page.locator("#subtitle").is_hidden()


def test_playing_moves_on_by_itself(visit, gallery) -> None:
    page = visit(gallery / "films/film-a/index.html")
    page.locator("#time").fill("2900")
    page.keyboard.press("Space")
    page.locator('#frame[src="frame_000002.jpg"]').wait_for()
    assert page.locator("#play").inner_text() == "Pause"
    page.keyboard.press("Space")
    assert page.locator("#play").inner_text() == "Play"


def test_boxes_are_shown_on_demand(visit, gallery) -> None:
    page = visit(gallery / "films/film-a/index.html")
    assert page.locator("#boxes").is_hidden()
    page.locator("#show-boxes").check()
    assert page.locator("#boxes .person").count() == 2
    assert sorted(page.locator("#boxes text").all_text_contents()) == [
        "Ivo", "Mara", "oak chest", "old map",
    ]  # fmt: skip
    page.locator("#show-boxes").uncheck()
    page.locator("#now button.chip", has_text="Ivo").hover()
    assert page.locator("#boxes text").all_text_contents() == ["Ivo"]


def test_an_answer_is_shown_on_demand_with_its_evidence(visit, gallery) -> None:
    page = visit(gallery / "films/film-a/index.html")
    assert page.locator(".answer").count() == 0
    page.locator(".options button", has_text="in the oak chest").click()
    card = page.locator(".card.open")
    assert card.locator(".right span").inner_text() == "behind the stove"
    assert card.locator(".chosen.wrong span").inner_text() == "in the oak chest"
    assert card.locator("code").inner_text() == "value(location(map), e5)"
    assert "1 hop · certificate 3.0 s" in card.inner_text()
    card.locator(".evidence .thumb").click()
    assert page.locator("#frame").get_attribute("src") == "frame_000005.jpg"
    page.locator(".ask").click()
    assert page.locator(".card.open .quote").inner_text() == "0:24 Mara: “You moved it.”"


def test_questions_are_filtered_by_kind(visit, gallery) -> None:
    page = visit(gallery / "films/film-a/index.html")
    assert page.locator(".card").count() == 2
    page.locator("#kinds button", has_text="who said").click()
    assert page.locator(".card h3").all_inner_texts() == ["Who says “You moved it.”?"]


def test_tabs_show_dialogue_and_scenes(visit, gallery) -> None:
    page = visit(gallery / "films/film-a/index.html")
    page.locator("#tab-lines").click()
    page.locator("#lines .row").first.click()
    assert page.locator("#frame").get_attribute("src") == "frame_000009.jpg"
    page.locator("#tab-lines").press("ArrowRight")
    assert page.locator("#outline").is_visible()
    assert page.locator("#outline .now").inner_text().endswith("Seeking")


def test_text_of_a_film_runs_nothing(visit, gallery) -> None:
    page = visit(gallery / "films/film-b/index.html")
    assert page.locator("h1").inner_text() == AWKWARD
    page.keyboard.press("End")
    page.locator("#time").fill("24500")
    assert AWKWARD in page.locator("#subtitle").inner_text()


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (820, "light"), (1920, "dark")])
def test_nothing_is_wider_than_the_screen(visit, gallery, width, scheme) -> None:
    for path in ("index.html", "films/film-a/index.html", "films/film-b/index.html"):
        page = visit(gallery / path, width=width, color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_finger_on_the_picture_turns_frames(visit, gallery) -> None:
    page = visit(gallery / "films/film-a/index.html", width=360, has_touch=True)
    page.evaluate(
        """() => {
          const picture = document.getElementById("picture");
          const at = (type, clientX) => picture.dispatchEvent(
            new PointerEvent(type, { pointerType: "touch", clientX, bubbles: true }));
          at("pointerdown", 300);
          at("pointerup", 120);
        }"""
    )
    assert page.locator("#frame").get_attribute("src") == "frame_000002.jpg"


def test_a_long_film_loads_the_pictures_that_are_seen(visit, export, shelf, make_long) -> None:
    film = make_long(shelf)
    out = export(GalleryExporter(GalleryConfig()), [film])
    page = visit(out / "films/film-long/index.html")
    assert page.locator("#strip button").count() == 1331
    page.evaluate("seekFrame(700)")
    page.locator("#frame").evaluate("image => image.decode()")
    loaded = "[...document.querySelectorAll('#strip img')].filter(i => i.naturalWidth).length"
    assert 0 < page.evaluate(loaded) < 200
    assert page.locator(".card").count() == 24
    page.locator("#more").click()
    assert page.locator(".card").count() == 48


def test_a_film_of_one_frame_without_dialogue_or_questions_is_shown(
    visit, export, shelf, make_long
) -> None:
    film = make_long(shelf, 1, 1, 1)
    bare = film.annotations.model_copy(update={"questions": ()})
    board = film.storyboard.model_copy(update={"cues": ()})
    film = film.model_copy(update={"annotations": bare, "storyboard": board})
    page = visit(export(GalleryExporter(GalleryConfig()), [film]) / "films/film-long/index.html")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    assert page.locator("#frame").get_attribute("src") == "frame_000001.jpg"
    assert "no questions" in page.locator("#cards").inner_text()
    page.locator("#tab-lines").click()
    assert page.locator("#lines").inner_text() == "Nobody speaks."
