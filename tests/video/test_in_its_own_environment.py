"""The distribution works with what it declares and nothing else."""

from __future__ import annotations

import json


def test_a_newcomer_makes_and_exports_a_film(on_its_own, finished_run, tmp_path):
    alone = on_its_own("plugins/moviellm-plugin-video")
    listed = alone.run("-m", "moviellm", "plugins", "list").stdout
    assert "mp4" in listed
    assert "subtitles" in listed
    pipeline = tmp_path / "film.yaml"
    pipeline.write_text(
        (finished_run.parent / "film.yaml")
        .read_text()
        .replace("[frames]", "[{use: mp4, fps: 25, motion: kenburns}, subtitles]")
    )
    alone.run("-W", "error", "-m", "moviellm", "run", pipeline, "--out", tmp_path / "run")
    folder = tmp_path / "run" / "export"
    [row] = [json.loads(line) for line in (folder / "mp4/index.jsonl").read_text().splitlines()]
    assert (folder / "mp4" / row["file"]).stat().st_size > 10_000
    assert (folder / "subtitles" / f"{row['id']}.ass").is_file()
    alone.run("-m", "moviellm", "verify", tmp_path / "run")
