"""The authors' benchmark file is read and written, and made from held-out films."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moviellm import InputError, StorageError
from moviellm_plugin_evaluation.protocol.movies import (
    Movie,
    benchmark_questions,
    read_movies,
    write_movies,
)

THEIRS = {
    "movie_title": "The Lighthouse",
    "QA": {
        "overview_qa": [{"Question": "What is it about?", "Answer": "A map."}],
        "plot_qa": [
            {"Question": "Who hides it?", "Answer": "Mara."},
            {"Question": "Who finds it?", "Answer": "Ivo."},
        ],
        "temporal_qa": [{"Question": "What comes first?", "Answer": "The storm."}],
    },
}

text = st.text(max_size=30)
pairs = st.lists(
    st.fixed_dictionaries({"Question": st.text(min_size=1, max_size=30), "Answer": text}),
    max_size=3,
)
movie = st.fixed_dictionaries(
    {
        "movie_title": text,
        "QA": st.fixed_dictionaries(
            {f"{kind}_qa": pairs for kind in ("overview", "plot", "temporal")}
        ),
    },
    optional={"imdb": st.integers(), "genres": st.lists(text, max_size=2)},
)


def written(path):
    return json.loads(path.read_text(encoding="utf-8"))


@given(movies=st.lists(movie, min_size=1, max_size=3))
@settings(max_examples=40)
def test_the_authors_file_comes_back_as_it_was(tmp_path_factory, movies):
    folder = tmp_path_factory.mktemp("round")
    (folder / "theirs.json").write_text(json.dumps(movies), encoding="utf-8")
    write_movies(read_movies(folder / "theirs.json"), folder / "ours.json")
    assert written(folder / "ours.json") == movies
    write_movies(read_movies(folder / "ours.json"), folder / "ours.jsonl")
    lines = (folder / "ours.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == movies


def test_a_folder_with_a_file_a_movie_comes_back_as_it_was(tmp_path):
    theirs, ours = tmp_path / "theirs", tmp_path / "ours"
    theirs.mkdir()
    for name in ("tt0001", "tt0002"):
        (theirs / f"{name}.json").write_text(json.dumps({**THEIRS, "movie_title": name}))
    movies = read_movies(theirs)
    assert list(movies) == ["tt0001", "tt0002"]
    write_movies(movies, ours)
    for file in theirs.iterdir():
        assert written(ours / file.name) == written(file)


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_questions_have_ids_of_movie_kind_and_number(tmp_path, form):
    file = tmp_path / f"bench.{form}"
    file.write_text(json.dumps(THEIRS))
    assert [one.id for one in benchmark_questions(read_movies(file))] == [
        "1/overview/1",
        "1/plot/1",
        "1/plot/2",
        "1/temporal/1",
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[", "bench.json is no JSON"),
        ('{\n"movie_title": "x",\n}', "line 3 is no JSON"),
        ("[1]", "item 1 is no movie"),
        ('{"movie_title": "x"}', "at `QA`: field required"),
        ('{"movie_title": "x", "QA": {"plot_qa": [{"Question": "?"}]}}', r"plot_qa.0.Answer"),
        ('{"movie_title": "x", "QA": {"plot_qa": 3}}', r"QA.plot_qa"),
        ("[" * 200_000, "nested too deeply"),
    ],
)
def test_what_is_no_benchmark_is_told_with_its_place(tmp_path, content, told):
    file = tmp_path / "bench.json"
    file.write_text(content)
    with pytest.raises(InputError, match=told) as caught:
        read_movies(file)
    assert str(file) in caught.value.message
    assert caught.value.hint


def test_a_file_that_is_missing_or_no_text_is_told(tmp_path):
    with pytest.raises(InputError, match="There is no file"):
        read_movies(tmp_path / "none.json")
    (tmp_path / "bench.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="not text in UTF-8"):
        read_movies(tmp_path / "bench.json")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=r"holds no \.json file"):
        read_movies(tmp_path / "empty")


def test_two_movies_of_one_film_are_refused(tmp_path):
    file = tmp_path / "bench.json"
    file.write_text(json.dumps([{**THEIRS, "film": "film-a"}] * 2))
    with pytest.raises(InputError, match=r"item 2 holds a second movie `film-a`"):
        read_movies(file)


def test_a_run_becomes_a_benchmark_of_its_held_out_films(studio_run, films, moviellm, tmp_path):
    out = tmp_path / "bench.json"
    made = moviellm("evaluate", "make", studio_run, "--out", out, "--json")
    assert json.loads(made.output) == {"out": str(out), "films": 4, "questions": 16}
    for data, film in zip(written(out), films, strict=True):
        assert (data["movie_title"], data["film"]) == (film.screenplay.title, film.id)
        assert data["synthetic"] is True
        assert {kind: len(found) for kind, found in data["QA"].items()} == {
            "overview_qa": 1,
            "plot_qa": 2,
            "temporal_qa": 1,
        }
        known = {q.question: q.answer for q in film.annotations.questions if q.options is None}
        for pair in (pair for found in data["QA"].values() for pair in found):
            assert known[pair["Question"]] == pair["Answer"]


def test_a_benchmark_can_be_a_folder_of_the_authors_files(studio_run, films, moviellm, tmp_path):
    moviellm("evaluate", "make", studio_run, "--out", tmp_path / "bench", "--most", 1)
    files = {file.stem for file in (tmp_path / "bench").iterdir()}
    assert files == {film.id for film in films}
    assert len(list(benchmark_questions(read_movies(tmp_path / "bench")))) == 3 * len(films)


def test_the_films_held_out_are_those_of_an_exporter_with_the_same_split(
    studio_run, moviellm, rows_of, tmp_path
):
    words = ["--train", 1, "--test", 1, "--seed", 5]
    moviellm("evaluate", "make", studio_run, "--out", tmp_path / "bench.json", *words)
    split = [f"split.{name}={value}" for name, value in (("train", 1), ("test", 1), ("seed", 5))]
    settings = [word for one in split for word in ("--set", one)]
    moviellm("export", studio_run, "--to", "mlvu", "--out", tmp_path / "mlvu", *settings)
    exported = {row["question_id"].partition("/")[0] for row in rows_of(tmp_path / "mlvu")}
    assert exported == {data["film"] for data in written(tmp_path / "bench.json")}
    assert 0 < len(exported) < 4


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--test", 0], "--test: Input should be greater than 0"),
        (["--train", -1], "--train: Input should be greater"),
        (["--train", 1000, "--test", 0.001], "None of the run's 4 films is held out"),
    ],
)
def test_films_that_cannot_be_held_out_are_told(studio_run, moviellm, tmp_path, words, told):
    out = tmp_path / "bench.json"
    assert told in moviellm("evaluate", "make", studio_run, "--out", out, *words, code=2).output
    assert not out.exists()


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot be written"):
        write_movies({}, tmp_path / "file" / "bench.json")


@pytest.mark.parametrize("place", ["bench.json", "bench.jsonl", "bench"])
def test_a_benchmark_is_replaced_only_on_request(tmp_path, place):
    def movie(name):
        return Movie.model_validate({**THEIRS, "film": name})

    out = tmp_path / place
    write_movies({"film-a": movie("film-a"), "film-b": movie("film-b")}, out)
    with pytest.raises(InputError, match="is there already") as caught:
        write_movies({"film-c": movie("film-c")}, out)
    assert "--overwrite" in caught.value.hint
    assert list(read_movies(out)) == ["film-a", "film-b"]
    write_movies({"film-c": movie("film-c")}, out, overwrite=True)
    assert list(read_movies(out)) == ["film-c"]


def test_a_folder_that_is_no_run_is_told(moviellm, tmp_path):
    out = tmp_path / "bench.json"
    assert "Error" in moviellm("evaluate", "make", tmp_path, "--out", out, code=5).output


def test_questions_are_listed_without_their_answers(moviellm, tmp_path):
    (tmp_path / "bench.json").write_text(json.dumps(THEIRS))
    lines = moviellm("evaluate", "questions", tmp_path / "bench.json").output.splitlines()
    assert json.loads(lines[1]) == {
        "id": "1/plot/1",
        "kind": "plot",
        "movie_title": "The Lighthouse",
        "question": "Who hides it?",
    }
    assert len(lines) == 4
