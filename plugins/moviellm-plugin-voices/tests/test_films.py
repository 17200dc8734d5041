"""Whole films that speak: what is heard, when, and the same after a kill."""

from __future__ import annotations

import io
import json
from itertools import pairwise

import numpy as np
import pytest

pytest.importorskip("espeakng_loader", reason="`pip install espeakng-loader` brings eSpeak NG")

import soundfile
from forked_runs import forked_runs
from moviellm import MovieLLMError
from moviellm.engine.journal.reader import JournalReader
from moviellm.film import check_storyboard
from moviellm.runs import open_run
from moviellm.testing import run_pipeline
from waiting import wait_until

PIPELINE = {
    "films": {
        "themes": ["A lighthouse keeper finds a map"],
        "seed": 7,
        "shape": {"chapters": 1, "scenes": 2, "frames": 4},
    },
    "writer": "fable",
    "director": "storyboard",
    "voice": "espeak",
    "captioner": "script",
    "exporters": [],
}


def heard(folder):
    """The film of a run, and the files of its recordings."""
    with open_run(folder) as run:
        (film,) = run.films()
        return film, [run.blobs.get(one.digest) for one in film.soundtrack.recordings]


@pytest.fixture(scope="module")
def spoken(tmp_path_factory):
    folder = tmp_path_factory.mktemp("spoken") / "run"
    run_pipeline(PIPELINE, folder)
    return heard(folder)


def test_each_line_sounds_from_the_start_of_its_cue_to_its_end(spoken):
    film, files = spoken
    cues = film.storyboard.cues
    assert len(cues) == len(files) > 2
    for cue, recording, data in zip(cues, film.soundtrack.recordings, files, strict=True):
        samples, rate = soundfile.read(io.BytesIO(data))
        assert rate == 24_000
        assert 1000 * len(samples) == rate * cue.span.length_ms
        assert recording.duration_ms == cue.span.length_ms
        loud = np.flatnonzero(np.abs(samples) > 0.002)
        assert loud[0] <= rate // 500
        assert len(samples) - loud[-1] <= rate // 100


def test_no_lines_overlap_and_the_retimed_film_is_true(spoken):
    film, _ = spoken
    assert all(a.end_ms + 200 <= b.start_ms for a, b in pairwise(film.storyboard.cues))
    assert check_storyboard(film.screenplay, film.storyboard) == ()


def test_words_of_each_line_are_in_the_film_with_their_times(spoken):
    film, _ = spoken
    for cue, recording in zip(film.storyboard.cues, film.soundtrack.recordings, strict=True):
        words = [cue.text[one.at : one.at + one.length] for one in recording.words]
        assert words
        assert "".join(c for c in "".join(words) if c.isalpha()) == "".join(
            c for c in cue.text if c.isalpha()
        )
        assert recording.words[-1].end_ms <= recording.duration_ms


def test_captions_follow_the_timeline_of_the_recordings(spoken):
    film, _ = spoken
    spans = {frame.id: frame.span for frame in film.storyboard.frames()}
    captions = [one for one in film.annotations.captions if one.level == "frame"]
    assert captions
    assert all(spans[one.target].end_ms == one.end_ms for one in captions)


def steps_in(folder, film):
    """How many steps of a film a run has made by now."""
    try:
        with JournalReader(folder) as journal:
            return len(journal.steps_of(film))
    except MovieLLMError:  # there is none yet
        return 0


@pytest.mark.slow
def test_a_run_that_is_killed_when_it_begins_to_speak_ends_with_the_same_sounds(tmp_path, spoken):
    film, files = spoken
    file, folder = tmp_path / "film.json", tmp_path / "run"
    file.write_text(json.dumps({"moviellm": 1, **PIPELINE, "painter": "papercut"}))
    with forked_runs() as runs:
        pid = runs.begin(file, folder)
        wait_until(lambda: steps_in(folder, film.id) >= 2)  # it is written and directed
        runs.kill(pid)
        runs.begin(file, folder)
        assert runs.end() == 0
    again, others = heard(folder)
    assert others == files
    assert again.soundtrack == film.soundtrack
    assert again.storyboard == film.storyboard
