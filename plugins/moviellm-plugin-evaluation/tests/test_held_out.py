"""Only held-out films become a benchmark, families whole, letters balanced."""

from __future__ import annotations

from collections import Counter

import pytest
from moviellm import InputError, StorageError
from moviellm.film import family, split_of
from moviellm.testing import MemoryBlobs, make_context, tiny_movie
from moviellm_plugin_evaluation.config import BenchmarkConfig, HeldOutConfig
from moviellm_plugin_evaluation.held_out import LettersByKind, answer_letter, held_out
from moviellm_plugin_evaluation.shapes.mlvu import MLVUExporter
from pydantic import ValidationError

NAMES = ("lmms-eval", "video-mme", "mlvu", "longvideobench", "cinepile")


def named(film, name):
    """The film with another person in it: of another family."""
    first, *others = film.screenplay.cast
    cast = (first.model_copy(update={"name": name}), *others)
    play = film.screenplay.model_copy(update={"cast": cast})
    return film.model_copy(update={"screenplay": play})


@pytest.fixture(scope="module")
def many():
    film = tiny_movie(MemoryBlobs())
    return [named(film, f"Person {n}") for n in range(40)]


def test_the_films_of_the_test_split_are_held_out_and_no_others(many):
    split = HeldOutConfig(train=3, test=1, seed=5)
    kept = list(held_out(many, split))
    assert 0 < len(kept) < len(many)
    shares = {"train": 3, "validation": 0, "test": 1}
    assert kept == [film for film in many if split_of(family(film), shares, 5) == "test"]


def test_twins_are_held_out_together(many):
    def twin(film):
        brief = film.brief.model_copy(update={"seed": film.brief.seed + 1})
        return film.model_copy(update={"brief": brief})

    split = HeldOutConfig(train=1, test=1)
    kept = list(held_out([film for one in many for film in (one, twin(one))], split))
    assert set(Counter(family(film) for film in kept).values()) == {2}


def test_a_run_without_a_held_out_film_is_told(many):
    with pytest.raises(InputError, match="None of the run's 1 films is held out") as caught:
        list(held_out(many[:1], HeldOutConfig(train=1_000, test=0.001)))
    assert "split.test" in caught.value.hint
    assert list(held_out([], HeldOutConfig())) == []


def test_a_split_without_held_out_films_is_no_option():
    with pytest.raises(ValidationError, match="greater than 0"):
        HeldOutConfig(train=1, test=0)


def test_a_variable_rate_is_refused_since_readers_compute_seconds_from_frames():
    with pytest.raises(ValidationError, match=r"leave video\.variable_rate off"):
        BenchmarkConfig(video={"fps": 24, "variable_rate": True})


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 1])
def test_each_letter_is_right_equally_often_in_each_kind(films, seed):
    letters = LettersByKind(seed)
    asked = [q for film in films for q in film.annotations.questions if q.options]
    counts = Counter()
    for question in asked:
        placed = letters.placed(question)
        assert sorted(placed.options) == sorted(question.options)
        assert placed.options[placed.answer_index] == question.answer
        counts[question.kind, answer_letter(placed)] += 1
    for kind in {q.kind for q in asked}:
        found = [counts[kind, one] for one in "ABCD"]
        assert max(found) - min(found) <= 1


@pytest.mark.slow
def test_another_seed_places_them_otherwise(films):
    asked = [q for film in films for q in film.annotations.questions if q.options]
    places = [[LettersByKind(seed).placed(q).answer_index for q in asked] for seed in (0, 1)]
    assert places[0] != places[1]


def test_kinds_can_be_chosen_and_open_questions_are_left_out(films, tmp_path):
    config = BenchmarkConfig(questions=("where",))
    asked = [q for film in films for q in film.annotations.questions]
    exporter, card = MLVUExporter(config), _Counting()
    kept = [q for film in films for q in exporter._asked(film, card)]
    assert kept == [q for q in asked if q.kind == "where" and q.options]


class _Counting:
    left_out = 0


def test_a_picture_that_is_lost_stops_the_export(tmp_path):
    blobs = MemoryBlobs()
    film = tiny_movie(blobs)
    blobs.lose(film.footage.pictures[-1].digest)
    with pytest.raises(StorageError):
        MLVUExporter(BenchmarkConfig()).moviellm_export(
            iter([film]), tmp_path, make_context(film="", blobs=blobs)
        )
    assert not list(tmp_path.rglob("*.mp4"))


def test_no_film_is_held_out_is_one_sentence_and_leaves_the_old_export(
    studio_run, moviellm, tmp_path
):
    out = tmp_path / "out"
    small = ["--set", "split.train=1000", "--set", "split.test=0.001"]
    result = moviellm("export", studio_run, "--to", "mlvu", "--out", out, *small, code=2)
    assert "None of the run's 4 films is held out" in result.output
    assert not out.exists()


@pytest.mark.parametrize("name", NAMES)
def test_an_unknown_option_is_told(studio_run, moviellm, tmp_path, name):
    words = ["export", studio_run, "--to", name, "--out", tmp_path / "o", "--set", "shares=1"]
    assert "unknown key `shares`" in moviellm(*words, code=2).output


def test_a_place_that_cannot_be_written_is_told(studio_run, moviellm, tmp_path):
    (tmp_path / "file").write_text("")
    out = tmp_path / "file" / "out"
    result = moviellm("export", studio_run, "--to", "mlvu", "--out", out, code=5)
    assert "Error" in result.output
