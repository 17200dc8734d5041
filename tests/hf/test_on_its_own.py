"""Installed with nothing but what it declares, the plugin is listed, checked and exports."""

from __future__ import annotations

import json

import pytest
from moviellm.manifest import check_manifest

HEAVY = ("pyarrow", "av", "PIL", "yaml", "numpy")


@pytest.fixture(scope="module")
def alone(on_its_own):
    return on_its_own("plugins/moviellm-plugin-video", "plugins/moviellm-plugin-hf")


def test_it_exports_a_run_in_both_layouts(alone, tmp_path):
    pipeline = {
        "moviellm": 1,
        "films": {"themes": ["A lantern"], "shape": {"chapters": 1, "scenes": 2, "frames": 3}},
        "painter": {"use": "papercut", "size": [96, 64]},
        "exporters": ["hf"],
    }
    (tmp_path / "p.yaml").write_text(json.dumps(pipeline))
    run = str(tmp_path / "run")
    alone.run("-m", "moviellm", "run", tmp_path / "p.yaml", "--out", run)
    assert check_manifest(tmp_path / "run/export/hf") == []
    videos = ("--set", "layout=videofolder", "--set", "video.fps=1", "--out", tmp_path / "videos")
    alone.run("-m", "moviellm", "export", run, "--to", "hf", *videos)
    assert check_manifest(tmp_path / "videos") == []
    assert len(list((tmp_path / "videos/train").glob("*.mp4"))) == 1


def test_its_options_are_checked_without_the_heavy_libraries(alone):
    code = f"""
import sys
import moviellm_plugin_hf.plugin
light = sys.modules.keys() & {set(HEAVY)!r}
from moviellm_plugin_hf.config import HfConfig
HfConfig(layout="videofolder")
print(sorted(light), sorted(sys.modules.keys() & {{"pyarrow", "av"}}))
"""
    assert alone.run("-c", code).stdout.strip() == "[] []"
