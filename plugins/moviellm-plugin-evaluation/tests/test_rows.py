"""Rows have the columns of the benchmarks that they stand for, whatever a model wrote."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from moviellm.film import Consent, Question
from moviellm.film.captioning import film_in_video
from moviellm.film.formats import Timecodes, milliseconds
from moviellm.manifest import check_manifest
from moviellm.testing import MemoryBlobs, make_context, nasty_movie, tiny_movie
from moviellm_plugin_evaluation.benchmark import HeldOutVideo, line_of
from moviellm_plugin_evaluation.config import BenchmarkConfig, LmmsEvalConfig
from moviellm_plugin_evaluation.shapes.cinepile import CinePileExporter
from moviellm_plugin_evaluation.shapes.longvideobench import LongVideoBenchExporter
from moviellm_plugin_evaluation.shapes.mlvu import MLVUExporter
from moviellm_plugin_evaluation.shapes.video_mme import VideoMMEExporter
from moviellm_plugin_evaluation.task.impl import LmmsEvalExporter

COLUMNS = {
    "lmms-eval": "id film video dialogue kind question options answer hops evidence "
    "certificate_ms evidence_ms",
    "video-mme": "video_id duration domain sub_category url videoID question_id task_type "
    "question options answer",
    "mlvu": "video_name duration question candidates answer task_type question_id",
    "longvideobench": "video_id id video_path subtitle_path correct_choice question option0 "
    "option1 option2 option3 option4 duration duration_group question_category topic_category "
    "starting_timestamp_for_subtitles",
    "cinepile": "movie_name year genre movie_scene subtitles question choices answer_key "
    "answer_key_position question_category hard_split visual_reliance videoID question_id",
}
FIFTH = {"None of these.", "N/A"}
EXPORTERS = (VideoMMEExporter, MLVUExporter, LongVideoBenchExporter, CinePileExporter)


@pytest.mark.parametrize("name", COLUMNS)
def test_rows_have_the_columns_of_the_benchmark_and_are_marked(exported, rows_of, name):
    folder = exported(name)
    rows = rows_of(folder)
    assert rows
    for row in rows:
        assert list(row) == [*COLUMNS[name].split(), "synthetic"]
        assert row["synthetic"] is True
    card = (folder / "README.md").read_text()
    assert all(f"| `{column}` |" in card for column in rows[0])
    check_manifest(folder)


@pytest.mark.parametrize("name", COLUMNS)
def test_rows_carry_the_scores_of_an_audit(rows_of, tmp_path, name):
    exporter, config = {
        **{cls.shape: (cls, BenchmarkConfig) for cls in EXPORTERS},
        "lmms-eval": (LmmsEvalExporter, LmmsEvalConfig),
    }[{"video-mme": "Video-MME", "mlvu": "MLVU", "longvideobench": "LongVideoBench",
       "cinepile": "CinePile"}.get(name, name)]  # fmt: skip
    blobs = MemoryBlobs()
    film = tiny_movie(blobs)
    asked = [q for q in film.annotations.questions if q.options]
    file = tmp_path / "scores.jsonl"
    file.write_text("".join(f'{{"id": "{film.id}/{q.id}", "blind": 0.5}}\n' for q in asked))
    (tmp_path / "out").mkdir()
    made = exporter(config(scores=str(file), workers=1))
    made.moviellm_export(iter([film]), tmp_path / "out", make_context(blobs=blobs))
    rows = rows_of(tmp_path / "out")
    assert rows
    assert all(row["blind"] == 0.5 for row in rows)
    assert "| `blind` |" in (tmp_path / "out" / "README.md").read_text()


@pytest.mark.parametrize("name", COLUMNS)
def test_every_question_with_options_is_asked_and_answered_right(exported, rows_of, films, name):
    asked = {
        (film.id, q.question, frozenset(q.options)): q.answer
        for film in films
        for q in film.annotations.questions
        if q.options and not (name == "mlvu" and q.evidence.cues)
    }
    rows = rows_of(exported(name))
    assert len(rows) == len(asked)
    for row in rows:
        film, question, options, right = said(name, row)
        assert asked[film, question, frozenset(options) - FIFTH] == options[right]


def said(name, row):
    """Film, question, options and the right one's number, as a reader sees them."""
    if name == "lmms-eval":
        return row["film"], row["question"], row["options"], ord(row["answer"]) - 65
    if name == "video-mme":
        options = [option[3:] for option in row["options"]]
        assert [option[:3] for option in row["options"]] == ["A. ", "B. ", "C. ", "D. "]
        return row["videoID"], row["question"], options, ord(row["answer"]) - 65
    if name == "mlvu":
        film = row["video_name"].removeprefix("videos/").removesuffix(".mp4")
        question, *listed = row["question"].split("\n")
        assert listed == [f"({'ABCD'[n]}) {text}" for n, text in enumerate(row["candidates"])]
        return film, question, row["candidates"], ord(row["answer"]) - 65
    if name == "longvideobench":
        options = [row[f"option{n}"] for n in range(5)]
        assert options[4] == "N/A"
        return row["video_id"], row["question"], options, row["correct_choice"]
    assert len(set(row["choices"])) == 5
    assert row["choices"][row["answer_key_position"]] == row["answer_key"]
    return row["videoID"], row["question"], row["choices"], row["answer_key_position"]


def clip(film=None):
    return HeldOutVideo(film or tiny_movie(MemoryBlobs()), 1, 30_000)


def question(*options, right=0, **more):
    film = tiny_movie(MemoryBlobs())
    (first, *_) = [q for q in film.annotations.questions if q.options]
    given = {"options": options, "answer": options[right], "answer_index": right, **more}
    return Question.model_validate({**first.model_dump(), **given})


@pytest.mark.parametrize("exporter", EXPORTERS)
def test_more_options_than_a_row_has_are_left_out(exporter):
    made = exporter(BenchmarkConfig())
    assert made.fits(question("a", "b", "c", "d"))
    assert not made.fits(question("a", "b", "c", "d", "e", "f"))


def test_an_option_that_reads_like_a_filler_is_left_out():
    assert not LongVideoBenchExporter(BenchmarkConfig()).fits(question("a", "N/A", "c", "d"))
    assert not CinePileExporter(BenchmarkConfig()).fits(question("a", "None of these.", "c", "d"))


@pytest.mark.parametrize("exporter", EXPORTERS)
def test_options_that_read_alike_on_one_line_are_left_out(exporter):
    assert not exporter(BenchmarkConfig()).fits(question("a b", "a  b", "c", "d"))
    assert not exporter(BenchmarkConfig()).fits(question("\x01", "b", "c", "d"))


def test_five_choices_of_cinepile_are_kept_as_they_are():
    made = CinePileExporter(BenchmarkConfig())
    five = question("a", "b", "c", "d", "e", right=4)
    assert made.fits(five)
    assert made.fitted(five) == five
    (row,) = made.rows(clip(), [five])
    assert (row["choices"], row["answer_key_position"]) == (["a", "b", "c", "d", "e"], 4)


@given(
    texts=st.lists(st.text(min_size=1, max_size=60), min_size=4, max_size=4, unique=True),
    asks=st.text(min_size=1, max_size=60),
)
@settings(max_examples=60)
def test_any_text_is_a_row_of_one_line(texts, asks):
    asked = question(*texts, question=asks, right=2)
    for exporter in (*EXPORTERS, LmmsEvalExporter):
        config = LmmsEvalConfig() if exporter is LmmsEvalExporter else BenchmarkConfig()
        made = exporter(config)
        if made.fits(asked):
            for row in made.rows(clip(), [made.fitted(asked)]):
                line = line_of(row)
                assert line.splitlines() == [line.rstrip("\n")]
                assert json.loads(line) == row


@pytest.fixture
def nasty(tmp_path):
    """Export a film of nasty texts as a task of lmms-eval."""
    blobs = MemoryBlobs()
    film = nasty_movie(blobs)
    consent = Consent(person="| <b>", basis="own likeness", confirmed_by="*me*", date="2026-01-02")
    film = film.model_copy(update={"consent": (consent,)})
    exporter = LmmsEvalExporter(LmmsEvalConfig())
    exporter.moviellm_export(iter([film]), tmp_path, make_context(film="", blobs=blobs))
    return tmp_path


def test_no_text_of_a_model_is_in_a_task_or_its_code(nasty):
    shipped = files("moviellm_plugin_evaluation.task").joinpath("utils.py").read_bytes()
    assert (nasty / "utils.py").read_bytes() == shipped
    text = (nasty / "moviellm.yaml").read_text(encoding="utf-8")
    task = yaml.safe_load(text.replace("!function ", ""))
    assert task["dataset_kwargs"] == {"data_files": {"test": "test.jsonl"}}
    metrics = [metric["metric"] for metric in task["metric_list"]]
    assert metrics == ["accuracy", "accuracy_evidence_below_10s", "accuracy_hops_1",
                       "accuracy_kind_where"]  # fmt: skip


def test_a_consent_record_is_on_the_card_as_text(nasty):
    card = (nasty / "README.md").read_text(encoding="utf-8")
    assert r"| \| \<b\> | own likeness | \*me\* | 2026-01-02 |" in card


def test_the_dialogue_has_the_time_of_each_line(exported, films):
    for film in films:
        text = (exported("lmms-eval") / f"dialogue/{film.id}.txt").read_text(encoding="utf-8")
        lines = text.splitlines()
        assert len(lines) == len(film.storyboard.cues)
        told = film_in_video(film, 1).storyboard
        first = min(told.cues, key=lambda cue: cue.start_ms)
        seconds = milliseconds(Timecodes(told, 1).at(first.start_ms)) // 1000
        assert lines[0].startswith(f"[00:{seconds // 60:02}:{seconds % 60:02}] ")
        assert first.text in lines[0]


def test_without_dialogue_nothing_of_it_is_written_or_asked(
    studio_run, films, moviellm, rows_of, tmp_path
):
    out = tmp_path / "out"
    quick = ["--set", "dialogue=false", "--set", "questions=[why, where]"]
    moviellm("export", studio_run, "--to", "lmms-eval", "--out", out, *quick)
    asked = [
        q
        for film in films
        for q in film.annotations.questions
        if q.options and q.kind in ("why", "where")
    ]
    spoken = [q for q in asked if q.evidence.cues]
    assert spoken
    assert len(rows_of(out)) == len(asked) - len(spoken)
    assert f"left out: do not fit into a row | {len(spoken)} |" in (out / "README.md").read_text()
    assert {row["dialogue"] for row in rows_of(out)} == {""}
    assert not (out / "dialogue").exists()


def test_the_card_of_cinepile_tells_which_categories_are_empty(
    exported, studio_run, moviellm, tmp_path
):
    assert "No question falls into" not in (exported("cinepile") / "README.md").read_text()
    out = tmp_path / "out"
    moviellm("export", studio_run, "--to", "cinepile", "--out", out, "--set", "questions=[where]")
    card = (out / "README.md").read_text()
    assert "No question falls into: Character and Relationship Dynamics, Narrative" in card


def test_the_card_of_mlvu_tells_how_high_a_score_can_be(exported, rows_of):
    """Its scorer takes the mean of seven categories; those without a question count as 0."""
    folder = exported("mlvu")
    filled = {row["task_type"] for row in rows_of(folder)}
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert 0 < len(filled) < 7
    assert f"gets {100 * len(filled) / 7:.1f}" in card
    assert all(name in card for name in ("anomaly_reco", "ego", "needle"))


@pytest.mark.parametrize("kind", ["who_said", "where"])
@pytest.mark.parametrize("exporter", [*EXPORTERS, LmmsEvalExporter])
def test_dialogue_names_its_speakers_unless_a_question_asks_for_one(exporter, kind, tmp_path):
    """In whatever a benchmark is given beside the video: rows, subtitles, transcripts."""
    blobs = MemoryBlobs()
    film = tiny_movie(blobs)
    asked = question("Mara", "Ivo", "Ann", "Bo", kind=kind)
    annotations = film.annotations.model_copy(update={"questions": (asked,)})
    film = film.model_copy(update={"annotations": annotations})
    everything = {"train": 0, "test": 1}
    config = (LmmsEvalConfig if exporter is LmmsEvalExporter else BenchmarkConfig)(split=everything)
    exporter(config).moviellm_export(iter([film]), tmp_path, make_context(film="", blobs=blobs))
    kept = [
        path for path in tmp_path.rglob("*") if path.suffix in (".jsonl", ".srt", ".json", ".txt")
    ]
    named = any("Mara: You" in path.read_text(encoding="utf-8") for path in kept)
    assert named == (kind == "where" and exporter is not MLVUExporter)
