"""The program of the how-to page reads what the exporter writes, word for word as printed."""

from __future__ import annotations

from environments import READERS


def test_webdataset_shuffles_and_decodes(environment, studio, tmp_path, program):
    out = studio.export("webdataset", tmp_path / "out")
    done = environment(*READERS).run(program("export-webdataset.md"), out)
    *frames, last = done.stdout.splitlines()
    assert last == "36 samples an epoch"
    assert len(frames) == 36
    assert all(line.startswith("(192, 108)") for line in frames)
    assert len(set(frames)) > 12
