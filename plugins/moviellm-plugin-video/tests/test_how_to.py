"""The how-to tells what is written, and its program reads it."""

from __future__ import annotations

import re
import subprocess
import sys

from places import DOCS

PAGE = (DOCS / "how-to" / "export-video.md").read_text("utf-8")


def test_every_key_of_a_row_is_explained_and_no_other(coded, blobs, export, rows):
    [row] = rows(export(coded.film(blobs, [500], lines=[(0, 400, "Oh.")])))
    table = PAGE.partition("## The index")[2].partition("```")[0]
    cells = re.findall(r"^\| (`.+?) \| (.+?) \|$", table, re.MULTILINE)
    keys = [key for first, _ in cells for key in re.findall(r"`(\w+)`", first)]
    assert sorted(keys) == sorted(row)
    for first, second in cells:
        name = re.findall(r"`(\w+)`", first)[0]
        if isinstance(row[name], list) and row[name]:
            told = set(re.findall(r"`(\w+)`", second)) - {"cues", "spans"}
            told |= {"start_ms", "end_ms", "frames"} if "span of" in second else {"evidence"}
            told -= {"key_frames"}
            assert told == set(row[name][0])


def test_its_program_finds_the_frames_of_a_caption(coded, blobs, export, tmp_path):
    (tmp_path / "runs/quickstart/export").mkdir(parents=True)
    export(coded.film(blobs, [1000, 500]), folder="runs/quickstart/export/mp4")
    [program] = re.findall(r"```python\n(.+?)```", PAGE, re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert done.stdout == "It happens. 36 frames\n", done.stderr


def test_the_formats_can_be_set_as_it_says(finished_run, tmp_path):
    [setting] = re.findall(r'--to subtitles --set "(.+?)"', PAGE)
    words = ["export", finished_run, "--to", "subtitles", "--set", setting, "--out", tmp_path / "s"]
    done = subprocess.run(
        [sys.executable, "-m", "moviellm", *words], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    kinds = {path.suffix for path in (tmp_path / "s").glob("film-*")}
    assert kinds == {".srt", ".ass"}
