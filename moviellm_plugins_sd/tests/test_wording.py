"""What a slate says to a model: looks for names, learned words for the style, fixed wording."""

from __future__ import annotations

import re

import pytest
from moviellm.film import Appearance, Person, Phrase, Place, Prop, Style
from moviellm.film.likeness import real_names
from moviellm.film.staging import portrait, style_phrase
from moviellm_plugins_sd.prompt.weights import Part, parts_of
from moviellm_plugins_sd.prompt.wording import picture_words, portrait_words, short_form
from moviellm_plugins_sd.style.subjects import picture_prompt, starting_words


def with_prompt(slate, prompt, **changes):
    return slate.model_copy(update={"prompt": prompt, **changes})


def test_no_name_of_the_cast_reaches_a_prompt(board):
    for slate in board:
        words = picture_words(slate)
        assert not [person.name for person in slate.cast if person.name in words], words


def test_the_first_mention_tells_the_looks_and_later_ones_a_short_form(board):
    slate = next(slate for slate in board if slate.cast)
    person = slate.cast[0]
    words = picture_words(with_prompt(slate, f"{person.name} waits. {person.name}'s hand rests."))
    assert words.startswith(f"{portrait(person)} waits. {short_form(person)}'s hand rests.")


def test_looks_that_the_prompt_tells_already_are_told_once(board):
    slate = next(slate for slate in board if slate.cast)
    person = slate.cast[0]
    words = picture_words(with_prompt(slate, f"{person.name}, {portrait(person)}, is talking."))
    assert words.count(portrait(person)) == 1
    assert person.name not in words


def test_a_given_name_alone_is_known_and_parts_of_words_are_left(board):
    person = Person(id="p1", name="Mara Voss", pronoun="she")
    slate = with_prompt(board[0], "Mara stands. Maramures is far.", cast=(person,))
    words = picture_words(slate)
    assert words.startswith(f"{portrait(person)} stands. Maramures is far.")


def test_a_surname_alone_is_known_too(board):
    person = Person(id="p1", name="Mara Voss", pronoun="she")
    place = Place(id="hall", name="the hall", kind="hall", description="Voss's own, of oak.")
    slate = with_prompt(board[0], "Voss stands. Vossberg is far.", cast=(person,), place=place)
    words = picture_words(slate)
    assert words.startswith(f"{portrait(person)} stands. Vossberg is far.")
    assert f"{short_form(person)}'s own, of oak." in words


@pytest.mark.parametrize("name", ["Adam Driver", "ADAM  DRIVER", "Penelope Cruz", "Penélope Cruz"])
def test_no_real_persons_name_reaches_a_prompt_although_they_may_have_consented(board, name):
    said = f"A poster of {name} hangs here, {name}'s chair too."
    place = Place(id="hall", name="the hall", kind="hall", description=said)
    prop = Prop(id="map", name="map", kind="map", description=f"Drawn by {name}, torn.")
    person = Person(id="p", name="Per", pronoun="he", appearance=free(f"pale, resembles {name}"))
    slate = with_prompt(
        board[0], f"The room of {name}.", place=place, props=(prop,), cast=(person,)
    )
    for words in (picture_words(slate), portrait_words(person, slate.style)):
        assert "somebody" in words
        assert not real_names([("prompt", words)])
        assert not {"driver", "cruz"} & set(re.findall(r"\w+", words.lower()))


def test_no_style_is_learned_from_a_real_persons_name():
    style = Style(keyword="noir", phrases=(Phrase(text="a mood as of Adam Driver films"),))
    for words in (starting_words(style), picture_prompt(0, style)):
        assert "a mood as of somebody films" in words


def test_learned_words_take_the_place_of_the_keyword(board):
    style = Style(keyword="noir", phrases=(Phrase(text="hard shadows", emphasised=True),))
    slate = with_prompt(board[0], "A room. Noir style, ((hard shadows)).", style=style, cast=())
    assert "A room. <style-1> style, ((hard shadows))." in picture_words(slate, "<style-1>")
    assert "Noir style" in picture_words(slate)


def test_learned_words_are_said_even_where_a_director_left_the_style_out(board):
    slate = with_prompt(board[0], "A room.", cast=())
    assert picture_words(slate, "<style-1>").startswith("<style-1> style. A room.")


def test_places_and_props_come_with_the_same_words_in_every_frame(board):
    place = Place(id="hall", name="the hall", kind="hall", description="Oak beams, a cold hearth.")
    props = (
        Prop(id="key", name="brass key", kind="key", colour="amber"),
        Prop(id="coat", name="red coat", kind="coat", colour="red"),
        Prop(id="map", name="map", kind="map", description="A torn sea chart."),
    )
    slate = with_prompt(
        board[0],
        "The lit brass key on the map, an amber brass key, a red coat.",
        place=place,
        props=props,
        cast=(),
    )
    assert picture_words(slate) == (
        "The lit amber brass key on the brown map, an amber brass key, a red coat. "
        "the hall: Oak beams, a cold hearth. the map: A torn sea chart."
    )


def test_no_name_comes_in_by_a_description(board):
    mara = Person(
        id="mara", name="Mara Voss", pronoun="she", appearance=free("Mara, tall, with Per")
    )
    per = Person(id="per", name="Per", pronoun="he", appearance=free("Brother of Mara Voss, pale"))
    place = Place(id="hall", name="the hall", kind="hall", description="Where Mara grew up.")
    props = (Prop(id="key", name="key", kind="key", description="Given to Per by Mara Voss."),)
    slate = with_prompt(
        board[0], "Mara Voss waits with Per.", cast=(mara, per), place=place, props=props
    )
    assert picture_words(slate) == (
        "the woman, tall, with the man waits with Brother of the woman, pale. "
        "the hall: Where the woman grew up. the key: Given to the man by the woman."
    )
    assert "Mara" not in portrait_words(mara, slate.style)


def free(description):
    return Appearance(description=description)


def test_a_persons_clothes_are_not_taken_for_a_prop(board):
    slate = next(slate for slate in board if slate.cast)
    person = slate.cast[0]
    coat = Prop(id="coat", name=person.appearance.garment, kind="coat", colour="plum")
    prompt = f"{person.name}, {portrait(person)}, is talking."
    words = picture_words(with_prompt(slate, prompt, props=(coat,)))
    assert portrait(person) in words
    assert "plum" not in words


def test_a_portrait_is_asked_for_by_the_sheet_and_not_by_the_name(board):
    slate = next(slate for slate in board if slate.cast)
    words = portrait_words(slate.cast[0], slate.style, "<style-1>")
    assert portrait(slate.cast[0]) in words
    assert slate.cast[0].name not in words
    assert "<style-1> style" in words


@pytest.mark.parametrize(
    "said",
    [
        "a poster (1930s)",
        "a sign (closed:1.3)",
        "[sighs] and ((waits))",
        "an odd bracket ) or (",
        "a path C:\\maps\\(old)",
        "smiles :) and [a:b:0.5]",
    ],
)
def test_brackets_in_the_words_of_a_film_are_words(board, said):
    place = Place(id="hall", name="the hall", kind="hall", description=f"With {said}.")
    slate = with_prompt(board[0], f"A room, {said}.", cast=(), props=(), place=place)
    (part,) = parts_of(picture_words(slate))
    assert part == Part(f"A room, {said}. the hall: With {said}.")


@pytest.mark.parametrize("text", ["hard shadows", "a mood (1940s)", "ratio 4:3", "(grain:1.3)"])
def test_what_the_style_emphasises_weighs_whatever_its_words_are(board, text):
    style = Style(keyword="noir", phrases=(Phrase(text=text, emphasised=True),))
    slate = with_prompt(board[0], f"A room (old). {style_phrase(style)}.", style=style, cast=())
    words = [picture_words(slate), picture_prompt(0, style)]
    words.append(portrait_words(Person(id="p", name="Mara", pronoun="she"), style, "<style-1>"))
    for prompt in words:
        weights = {part.text: part.weight for part in parts_of(prompt) if part.weight != 1}
        assert weights == {text: pytest.approx(1.21)}
