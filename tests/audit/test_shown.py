"""What a film shows, as baselines see it that see a part of it."""

from __future__ import annotations

from hypothesis import given, settings
from moviellm.audit.shown import Shown, shown_in
from moviellm.testing import MemoryBlobs, nasty_movies, tiny_movie

FRAMES = (["Mara holds the map", "Jon is in the hall"], ["Jon opens the chest"], ["Mara reads"])


def test_one_frame_is_chosen_by_the_question_and_tells_nothing_of_the_others():
    shown = Shown(FRAMES)
    found = shown.in_one_frame("What does Mara hold in the hall?", ["The map.", "The chest."])
    assert found["told"][0] > found["told"][1]
    later = shown.in_one_frame("What is in the chest?", ["The map.", "Jon."])
    assert later["seen"] == [0.0, 1.0]


def test_frames_without_order_say_the_same_in_every_order():
    asked = ("Who comes first?", ["Mara reads.", "Jon opens the chest."])
    backwards = Shown(FRAMES[::-1])
    assert Shown(FRAMES).in_no_order(*asked) == backwards.in_no_order(*asked)
    assert Shown(FRAMES).in_order(*asked) != backwards.in_order(*asked)


def test_options_without_words_and_questions_without_words_are_no_matter():
    for look in (Shown(FRAMES).in_one_frame, Shown(FRAMES).in_no_order, Shown(FRAMES).in_order):
        assert all(len(values) == 2 for values in look("?", ["1", "…"]).values())


def test_a_film_shows_its_pictures_in_words_and_nothing_that_is_heard():
    film = tiny_movie(MemoryBlobs())
    shown = shown_in(film)
    names = [person.name for person in film.screenplay.cast]
    seen = shown.in_no_order("Who?", names)["seen"]
    assert all(0 < share <= 1 for share in seen)
    unheard = film.storyboard.model_copy(update={"cues": ()})
    silent = shown_in(film.model_copy(update={"storyboard": unheard}))
    assert silent.in_order("Who?", names) == shown.in_order("Who?", names)


@given(nasty_movies(MemoryBlobs(), most_frames=3))
@settings(max_examples=15, deadline=None)
def test_no_film_breaks_it(film):
    shown = shown_in(film)
    for question in film.annotations.questions:
        found = shown.in_order(question.question, question.options or ("A", "B"))
        assert all(value >= 0 for values in found.values() for value in values)
