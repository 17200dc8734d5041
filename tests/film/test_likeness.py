from __future__ import annotations

import pytest
from moviellm.errors import FilmError
from moviellm.film import Brief, Consent, Shape
from moviellm.film.formats.story_info import read_story_info
from moviellm.film.likeness import Mention, real_names, require_consent, texts_of
from moviellm.testing.films.tiny import tiny_brief, tiny_screenplay, tiny_storyboard

ACTORS = ("Gerard Butler", "Natalie Portman", "Sean Bean")


def names(text: str, *fictional: str) -> list[str]:
    return [mention.name for mention in real_names([("theme", text)], fictional=fictional)]


def consent(*people: str) -> list[Consent]:
    return [
        Consent(person=person, basis="written consent", confirmed_by="the lab", date="2025-01-31")
        for person in people
    ]


def brief(theme: str, **dials: str) -> Brief:
    shape = Shape(chapters=1, scenes=1, frames=1)
    return Brief(id="film-1", theme=theme, seed=0, shape=shape, dials=dials)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a man looks like Tobias Wren in brown", ["Tobias Wren"]),
        ("a woman resembling Ada van der Lind.", ["Ada van der Lind"]),
        ("the keeper, played by Mia Farr, waits", ["Mia Farr"]),
        ("in the style of Ines Valdés", ["Ines Valdés"]),
        ("the detective as Jane Miller, smiling", ["Jane Miller"]),
        ("Mara, disguised as Otto Klein's brother", ["Otto Klein"]),
    ],
)
def test_a_comparison_with_a_full_name_is_noticed(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tom cruise runs a kitchen", ["Tom Cruise"]),
        ("TOM CRUISE AND TOM HANKS", ["Tom Cruise", "Tom Hanks"]),
        ("Penélope Cruz’s lighthouse", ["Penelope Cruz"]),
        ("Lupita Nyong’o and Samuel L. Jackson", ["Lupita Nyong'o", "Samuel L. Jackson"]),
        ("Robert\nDowney Jr. paints", ["Robert Downey Jr"]),
        ("Will Smith finds a map", ["Will Smith"]),
    ],
)
def test_well_known_people_are_noticed_however_they_are_written(
    text: str, expected: list[str]
) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Mara and Tom share one kitchen; Cruise is the name of the boat.",
        "He saw Tom. Cruise ships passed.",
        "The old smith will smith a sword.",
        "It looks like Old Harbour in the style of Art Deco.",
        "as Tom Barley enters the room",
        "dressed as Captain Ivo, as happy as Mara",
        "looks like rain",
        "一位灯塔看守人发现了一张地图 🗺️",
        "../../etc/passwd",
        "",
    ],
)
def test_fiction_is_left_alone(text: str) -> None:
    assert names(text) == []


def test_a_character_may_be_compared_to_another_but_a_known_name_stays_known() -> None:
    assert names("she looks like Mara Voss", "Mara Voss") == []
    assert names("she looks like Tom Cruise", "Tom Cruise") == ["Tom Cruise"]


def test_each_name_is_told_once_a_text_and_with_its_place() -> None:
    texts = [("theme", "Tom Hanks and Tom Hanks"), ("overview", "Tom Hanks")]
    assert real_names(texts) == [Mention("Tom Hanks", "theme"), Mention("Tom Hanks", "overview")]


def test_every_part_of_a_film_is_read() -> None:
    play = tiny_screenplay()
    where = {name for part in (tiny_brief(), play, tiny_storyboard()) for name, _ in texts_of(part)}
    assert {
        "theme", "title", "overview", "style", "cast mara", "place room", "prop map", "chapter c1",
        "scene c1s1", "event e7", "frame f0001", "cue c0001",
    } <= where  # fmt: skip
    require_consent(play, ())


def test_a_theme_about_a_real_person_is_refused_with_name_place_and_remedy() -> None:
    with pytest.raises(FilmError) as error:
        require_consent(brief("A day with Serena Williams", hero="Usain Bolt"), ())
    assert "Serena Williams (theme)" in error.value.message
    assert "Usain Bolt (dial hero)" in error.value.message
    assert "consent record" in error.value.hint
    require_consent(brief("A day with Serena Williams"), consent("serena WILLIAMS"))


def test_the_authors_film_is_refused_until_everybody_in_it_has_consented(
    authors_film: bytes,
) -> None:
    film = read_story_info(authors_film)
    assert {mention.name for mention in real_names(texts_of(film))} == set(ACTORS)
    for given in ((), ACTORS[:2]):
        with pytest.raises(FilmError) as error:
            require_consent(film, consent(*given))
        for name in ACTORS:
            assert (name in error.value.message) == (name not in given)
        assert "cast person-3" in error.value.message
    require_consent(film, consent(*ACTORS))
