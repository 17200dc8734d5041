"""The gallery in headless Chromium, opened from disk."""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path

import pytest
from chromium import BROKEN_WORDS
from moviellm.film import Film
from moviellm.studio.exporters.config import GalleryConfig
from moviellm.studio.exporters.gallery.impl import GalleryExporter

pytestmark = pytest.mark.browser
AWKWARD = "<script>alert(1)</script> </script><!-- <img src=x onerror=alert(2)>"


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


def test_words_of_the_proof_are_explained_in_the_card(visit, gallery) -> None:
    page = visit(gallery / "films/film-a/index.html")
    page.locator(".ask").click()
    page.locator(".card.open summary").click()
    words = page.locator(".card.open dt").all_inner_texts()
    assert words == ["hop", "certificate", "passed", "the line below"]
    assert page.locator(".card.open dd").first.is_visible()


def test_an_address_names_a_frame_or_a_question(visit, gallery) -> None:
    film = gallery / "films/film-a/index.html"
    page = visit(film)
    frames = page.evaluate("data.frames.map((frame) => frame.id)")
    page.evaluate(f"location.hash = 'frame={frames[6]}'")
    page.locator('#frame[src="frame_000007.jpg"]').wait_for()
    page = visit(film, at=f"#frame={frames[4]}")
    assert page.locator("#frame").get_attribute("src") == "frame_000005.jpg"
    assert visit(film, at="#question=q0002").locator(".card.linked h3").inner_text() == (
        "Who says “You moved it.”?"
    )
    for nothing in ("#frame=nobody", "#%", "#question=<b>"):
        shown = visit(film, at=nothing)
        assert shown.locator("#frame").get_attribute("src") == "frame_000001.jpg"
        assert shown.locator(".card.linked").count() == 0


def test_a_frame_leads_to_the_questions_that_it_proves_and_back(visit, gallery) -> None:
    page = visit(gallery / "films/film-a/index.html")
    assert page.locator("#now", has_text="Evidence of").count() == 0
    page.locator("#kinds button", has_text="who said").click()
    page.evaluate("seekFrame(4)")
    page.locator("#now a", has_text="Where is the old map").click()
    card = page.locator(".card.linked")
    card.locator(".options button").first.click()
    page.evaluate("seekFrame(0)")
    card.locator(".evidence .thumb").click()
    assert page.locator("#frame").get_attribute("src") == "frame_000005.jpg"


def test_an_address_names_a_question_beyond_the_first_page(visit, export, shelf, make_long) -> None:
    out = export(GalleryExporter(GalleryConfig()), [make_long(shelf)])
    page = visit(out / "films/film-long/index.html", at="#question=q100")
    assert page.locator(".card").count() == 101
    assert page.locator(".card.linked").is_visible()


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


def long_names(film: Film) -> Film:
    """The film with the longest names that still are words."""
    play = film.screenplay
    cast = [p.model_copy(update={"name": f"{p.name} Featherstone"}) for p in play.cast]
    title = {"title": "The Disappearance of Bartholomew"}
    chapters = [
        chapter.model_copy(
            update=title | {"scenes": tuple(s.model_copy(update=title) for s in chapter.scenes)}
        )
        for chapter in play.chapters
    ]
    told = play.model_copy(update={"cast": tuple(cast), "chapters": tuple(chapters)})
    return film.model_copy(update={"screenplay": told})


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_no_word_is_broken_at_any_width(visit, export, make_film, width) -> None:
    line = "You have moved it, and now the keeper will never find the way to the harbour again."
    out = export(
        GalleryExporter(GalleryConfig()), [long_names(make_film(id="film-a", lines=[line]))]
    )
    assert visit(out / "index.html", width=width).evaluate(BROKEN_WORDS) == []
    page = visit(out / "films/film-a/index.html", width=width)
    page.locator(".options button").first.click()
    page.locator(".ask").click()
    for tab in ("now", "lines", "scenes"):
        page.locator(f"#tab-{tab}").click()
        assert page.evaluate(BROKEN_WORDS) == []


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
