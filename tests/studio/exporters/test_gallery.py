from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from folders import bytes_of
from hypothesis import given
from hypothesis import strategies as st
from moviellm.film import Film, Fork, Rotated
from moviellm.manifest import check_manifest
from moviellm.pages import Html, document, escape, fill
from moviellm.studio.exporters.config import GalleryConfig
from moviellm.studio.exporters.gallery.impl import GalleryExporter
from moviellm.studio.exporters.gallery.view import film_view

AWKWARD = (
    "<script>alert(1)</script> \"two\" 'one' </script><!-- <img src=x onerror=alert(2)> 灯塔 😀"
)


class Tags(HTMLParser):
    """Collects the tags, the attributes and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture
def exporter() -> GalleryExporter:
    return GalleryExporter(GalleryConfig())


def test_every_film_has_a_page_with_its_pictures_beside_it(exporter, export, make_film) -> None:
    out = export(exporter, [make_film(id="film-a"), make_film(id="film-b", kind="webp")])
    names = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    pictures = {f"films/film-a/frame_{n:06d}.jpg" for n in range(1, 11)}
    pictures |= {f"films/film-b/frame_{n:06d}.webp" for n in range(1, 11)}
    assert check_manifest(out) == []
    assert names == {
        "MANIFEST.json",
        "index.html",
        "films/film-a/index.html",
        "films/film-b/index.html",
        *pictures,
    }


def test_all_links_lead_to_files_of_the_gallery(exporter, export, make_film) -> None:
    out = export(exporter, [make_film(id="film-a")])
    for page in (out / "index.html", out / "films/film-a/index.html"):
        tags = Tags(page.read_text())
        links = [a["href"] for a in tags.of("a") + tags.of("image")]
        links += [i["src"] for i in tags.of("img") if "src" in i]
        assert links
        for link in links:
            assert link.startswith("#") or (page.parent / link).resolve().is_relative_to(out)
            assert link.startswith("#") or (page.parent / link).is_file()


def test_the_policy_allows_no_network_and_no_other_script(exporter, export, tiny_film) -> None:
    out = export(exporter, [tiny_film])
    for page in out.rglob("*.html"):
        tags = Tags(page.read_text())
        [policy] = [m["content"] for m in tags.of("meta") if "http-equiv" in m]
        assert policy.startswith("default-src 'none'; img-src 'self' data:; style-src 'sha2")
        assert "unsafe" not in policy
        assert "http" not in policy
        assert not [s for s in tags.of("script") if "src" in s]
        assert not [a for _, attributes in tags.tags for a in attributes if a.startswith("on")]
        assert not [a for _, attributes in tags.tags for a in attributes if a == "style"]


def test_text_of_a_film_never_becomes_markup(exporter, export, make_film) -> None:
    plain = make_film(id="film-a", theme="A map", title="A map", lines=["A map"])
    awkward = make_film(id="film-b", theme=AWKWARD, title=AWKWARD, lines=[AWKWARD])
    out = export(exporter, [plain, awkward])
    pages = [(out / f"films/{id}/index.html").read_text() for id in ("film-a", "film-b")]
    assert [tag for tag, _ in Tags(pages[0]).tags] == [tag for tag, _ in Tags(pages[1]).tags]
    assert AWKWARD in "".join(Tags(pages[1]).text)


def test_the_data_of_a_page_is_read_back(exporter, export, make_film) -> None:
    film = make_film(title=AWKWARD, lines=[AWKWARD])
    page = (export(exporter, [film]) / "films/film-tiny/index.html").read_text()
    [data] = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page)
    found = json.loads(data)
    assert found["cues"][0]["text"] == AWKWARD
    assert found == json.loads(json.dumps(film_view(film)))


def test_the_view_says_how_everything_is_seen(tiny_film) -> None:
    view = film_view(tiny_film)
    assert view["frames"][1]["v"] == [
        ("mara", "reaching, calm"),
        ("ivo", "looking, calm"),
        ("chest", "on the floor, open"),
        ("map", "in the oak chest"),
    ]
    assert view["frames"][3]["v"][:2] == [("ivo", "reaching, calm"), ("map", "held by Ivo")]
    assert view["chapters"][0]["span"] == [0, 30_000]
    assert [scene["span"] for scene in view["chapters"][0]["scenes"]] == [
        [0, 15_000],
        [15_000, 30_000],
    ]
    assert view["shots"][2]["camera"] == "close shot, on Mara"


def test_equal_films_give_equal_bytes(exporter, export, make_film) -> None:
    film = make_film(title=AWKWARD)
    again = Film.model_validate_json(film.model_dump_json())
    assert bytes_of(export(exporter, [film], "a")) == bytes_of(export(exporter, [again], "b"))


def test_a_gallery_of_no_films_says_so(exporter, export) -> None:
    out = export(exporter, [])
    assert "No film was finished." in (out / "index.html").read_text()


def test_a_missing_picture_stops_the_export(exporter, context, make_film, shelf, tmp_path) -> None:
    film = make_film()
    del shelf.blobs[film.footage.pictures[3].digest]
    with pytest.raises(KeyError):
        exporter.moviellm_export(films=[film], target=tmp_path, context=context)
    assert not (tmp_path / "index.html").exists()


@given(st.text(), st.text())
def test_values_are_escaped_in_text_and_attributes(one: str, two: str) -> None:
    html = fill('<p title="$one">$two</p>', one=one, two=two)
    [(tag, attributes)] = (page := Tags(html)).tags
    assert (tag, list(attributes)) == ("p", ["title"])
    normal = one.replace("\r\n", "\n").replace("\r", "\n")
    assert attributes["title"].replace("\r\n", "\n").replace("\r", "\n") == normal
    shown = "".join(page.text).replace("\r\n", "\n").replace("\r", "\n")
    assert shown == two.replace("\r\n", "\n").replace("\r", "\n")


def test_markup_is_not_escaped_twice() -> None:
    assert escape(Html("<b>")) == "<b>"
    assert fill("$a", a=escape("<")) == "&lt;"


def test_a_page_without_scripts_allows_none() -> None:
    page = document(title="t", body=Html("<p>x</p>"))
    assert "script-src &#x27;none&#x27;" in page
    assert "<script" not in page


def test_a_twin_tells_where_it_leaves_its_parent(exporter, export, make_film) -> None:
    film = make_film(id="film-a")
    (event,) = [event for event in film.screenplay.events() if event.id == "e4"]
    fork = Fork(of="film-a", event="e4", was=event.model_copy(update={"prose": "Ivo <waits>."}))
    twin = make_film(id="film-a-twin-1")
    play = twin.screenplay.model_copy(update={"fork": fork})
    twin = twin.model_copy(update={"screenplay": play})
    out = export(exporter, [film, twin])
    page = (out / "films/film-a-twin-1/index.html").read_text()
    (link,) = [a["href"] for a in Tags(page).of("a") if a["href"].startswith("../film")]
    assert (out / "films/film-a-twin-1" / link).is_file()
    told = " ".join("".join(Tags(page).text).split())
    assert f"Twin of film-a. Here: {event.prose} There: Ivo <waits>." in told
    assert "· twin" not in "".join(Tags((out / "films/film-a/index.html").read_text()).text)
    cards = (out / "index.html").read_text()
    assert cards.count("· twin") == 1
    shown = next(f for f in twin.storyboard.frames() if "e4" in f.events)
    assert f"films/film-a-twin-1/frame_{shown.index:06d}.jpg" in cards


def test_a_rotation_names_what_has_changed_places(exporter, export, make_film) -> None:
    film = make_film(id="film-a")
    one, other = (prop.id for prop in film.screenplay.props[:2])
    rotated = Rotated(of="film-a", number=1, count=2, cycles=((one, other),))
    rotation = make_film(id="film-a-rotation-1")
    play = rotation.screenplay.model_copy(update={"rotated": rotated})
    brief = film.brief.rotation_brief(1, 2)
    rotation = rotation.model_copy(update={"screenplay": play, "brief": brief})
    out = export(exporter, [film, rotation])
    page = (out / "films/film-a-rotation-1/index.html").read_text()
    told = " ".join("".join(Tags(page).text).split())
    names = {prop.id: prop.name for prop in film.screenplay.props}
    assert "Rotation of film-a." in told
    assert f"These have changed places: {names[one]}, {names[other]}." in told
    assert (out / "index.html").read_text().count("· rotation") == 1
