"""What a notebook does: load, plan, run, open a run, and look at it."""

from __future__ import annotations

import json
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import moviellm
import pytest
from hypothesis import given
from moviellm.runs import FinishedFilm
from moviellm.testing import MemoryBlobs, nasty_movies, tiny_movie
from studio_runs import shared_studio_run

SMALL = {
    "moviellm": 1,
    "films": {"themes": ("A lantern", 1984), "shape": {"chapters": 1, "scenes": 1, "frames": 2}},
    "writer": "fable",
    "painter": {"use": "papercut", "size": (64, 64)},
    "exporters": [],
}


BLOBS = MemoryBlobs()


@pytest.fixture(scope="module")
def studio(tmp_path_factory) -> Path:
    return shared_studio_run(tmp_path_factory).folder


def test_a_mapping_is_planned_run_and_opened(in_memory):
    pipeline, seen = moviellm.load(SMALL), []
    assert moviellm.plan(pipeline, in_memory / "run").films == 2
    report = moviellm.run(pipeline, str(in_memory / "run"), workers=1, on_progress=seen.append)
    assert (report.state, report.films) == ("finished", 2)
    assert (seen[-1].done, seen[-1].films) == (2, 2)
    assert moviellm.plan(SMALL, in_memory / "run").finished == 2
    assert moviellm.load(in_memory / "run" / "run.lock.yaml").themes == ("A lantern", "1984")
    with moviellm.open_run(in_memory / "run") as run:
        assert [film.film.brief.theme for film in run] == ["A lantern", "1984"]


def test_a_mapping_makes_what_its_file_makes(tmp_path):
    file = tmp_path / "small.yaml"
    file.write_text(json.dumps(SMALL))
    settings = ["films.seed=5", "painter.size=[96,64]"]
    from_file, from_mapping = (moviellm.load(one, settings) for one in (file, SMALL))
    assert from_file.pipeline == from_mapping.pipeline
    assert from_file.selected == from_mapping.selected
    assert list(from_file.briefs()) == list(from_mapping.briefs())
    assert SMALL["films"]["themes"] == ("A lantern", 1984)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"films": {"themes": ["a"], "sede": 1}}, "at `films.sede`: unknown key `sede`"),
        ({"painter": {"use": "papercat"}}, "at `painter.use`: There is no painter `papercat`"),
        ({"painter": {"use": "papercut", "sise": 3}}, "at `painter.sise`: unknown key `sise`"),
        ({"films": {"themes": [Path("a")]}}, "at `films.themes.0`: expected text, a number"),
        ({"films": {"themes": [float("nan")]}}, "at `films.themes.0`: expected a finite number"),
        ({"films": {"themes": ["\ud800"]}}, "at `films.themes.0`: half a character"),
        ({1: 2}, "expected text as a key, found 1"),
        ({"moviellm": None}, "the mapping"),
    ],
)
def test_a_wrong_mapping_is_told_as_a_wrong_file_is(change, told):
    with pytest.raises(moviellm.MovieLLMError) as error:
        moviellm.load({**SMALL, **change})
    assert told in error.value.message


def test_a_mapping_that_contains_itself_is_refused():
    films = {"themes": ["a"]}
    films["shape"] = films
    with pytest.raises(moviellm.InputError, match="at most 20 levels"):
        moviellm.load({**SMALL, "films": films})


def test_what_is_no_pipeline_is_refused(tmp_path):
    with pytest.raises(moviellm.InputError, match=r"a mapping, not a list"):
        moviellm.run([SMALL], tmp_path)
    with pytest.raises(moviellm.InputError, match="does not exist"):
        moviellm.load(tmp_path / "none.yaml")


def test_an_interrupted_run_keeps_what_it_has(in_memory):
    def stop(progress):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        moviellm.run(SMALL, in_memory / "run", workers=1, on_progress=stop)
    assert moviellm.run(SMALL, in_memory / "run", workers=1).state == "finished"


def test_rows_are_those_of_the_films(studio):
    with moviellm.open_run(studio) as run:
        films = list(run.films())
        assert [row["id"] for row in run.questions] == [
            question.id for film in films for question in film.annotations.questions
        ]
        assert len(list(run.frames)) == sum(len(film.footage.pictures) for film in films)
        assert len(list(run.captions)) == sum(len(f.annotations.captions) for f in films)
        assert [len(list(film.questions)) for film in run] == [
            len(film.annotations.questions) for film in films
        ]
        for rows in (run.questions, run.captions, run.frames):
            assert all(tuple(row) == rows.columns for row in rows)
            json.dumps(list(rows))


def test_rows_become_arrow_and_pandas(studio):
    arrow = pytest.importorskip("pyarrow")
    with moviellm.open_run(studio) as run:
        table = run.questions.to_arrow()
        assert isinstance(table, arrow.Table)
        assert table.column_names == list(run.questions.columns)
        assert table.num_rows == len(list(run.questions))
        pandas = pytest.importorskip("pandas")
        frames = run.frames.to_pandas()
        assert isinstance(frames, pandas.DataFrame)
        assert list(frames.columns) == list(run.frames.columns)
        assert set(frames["film"]) == {film.id for film in run}


def test_no_rows_have_their_columns_all_the_same():
    pytest.importorskip("pyarrow")
    blobs = MemoryBlobs()
    movie = tiny_movie(blobs)
    bare = movie.annotations.model_copy(update={"questions": ()})
    film = FinishedFilm(movie.model_copy(update={"annotations": bare}), blobs)
    assert film.questions.to_arrow().column_names == list(film.questions.columns)


def test_pictures_are_bytes_or_images(studio):
    pillow = pytest.importorskip("PIL.Image")
    with moviellm.open_run(studio) as run:
        film = run[next(iter(run)).id]
        picture = film.pictures[0]
        assert len(picture.bytes()) == picture.picture.bytes
        assert isinstance(picture.image(), pillow.Image)
        assert picture.image().size == (192, 108)


class Tags(HTMLParser):
    """The tags and attributes of what a notebook shows."""

    def __init__(self, shown: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(shown)

    def handle_starttag(self, tag, attrs) -> None:
        self.found |= {tag, *(name for name, _ in attrs)}


@given(nasty_movies(BLOBS))
def test_a_notebook_shows_a_film_and_runs_nothing_of_it(film):
    ours = {
        "div",
        "h3",
        "p",
        "small",
        "figure",
        "figcaption",
        "img",
        "details",
        "summary",
        "style",
        "src",
        "alt",
    }
    assert Tags(FinishedFilm(film, BLOBS)._repr_html_()).found <= ours


def test_a_closed_run_and_an_unknown_film_are_told(studio):
    run = moviellm.open_run(studio)
    with pytest.raises(moviellm.InputError, match="no finished film `film-none`"):
        run["film-none"]
    run.close()
    for work in (run.films, lambda: list(run.questions), lambda: len(run)):
        with pytest.raises(moviellm.StorageError, match="was closed"):
            work()
    assert "closed" in repr(run)


@pytest.mark.parametrize(
    ("module", "work", "told"),
    [
        ("pandas", "run.questions.to_pandas()", "pip install pandas"),
        ("pyarrow", "run.questions.to_arrow()", "pip install pyarrow"),
        ("PIL", "next(iter(run)).pictures[0].image()", "pip install pillow"),
        ("IPython", "next(iter(run)).show()", "pip install ipython"),
    ],
)
def test_what_is_missing_is_named_with_its_pip_line(studio, module, work, told, monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == module]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    with moviellm.open_run(studio) as run, pytest.raises(moviellm.PluginError) as error:
        eval(work, {"run": run})
    assert told in error.value.hint


def test_the_names_cost_nothing_until_they_are_used():
    code = "import sys, moviellm\nmoviellm.__all__\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert not {"pydantic", "numpy", "yaml", "moviellm.engine"} & set(done.stdout.split())
