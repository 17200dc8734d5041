"""The distribution works with what it declares, and costs nothing until it is used."""

from __future__ import annotations

import subprocess
import sys

import pytest
from trainer_exports import rows_of

PIPELINE = """
moviellm: 1
films: {themes: [A lantern], shape: {chapters: 1, scenes: 2, frames: 3}}
painter: {use: papercut, size: [96, 64]}
exporters:
  - {use: ms-swift, rewards: true, preferences: true}
  - {use: internvl, media: frames}
  - {use: video-chatgpt, extractor: digest}
"""


def test_it_makes_and_checks_exports_with_what_it_declares(on_its_own, tmp_path):
    alone = on_its_own("plugins/moviellm-plugin-video", "plugins/moviellm-plugin-trainers")
    (tmp_path / "film.yaml").write_text(PIPELINE)
    alone.run(
        "-W", "error", "-m", "moviellm", "run", tmp_path / "film.yaml", "--out", tmp_path / "run"
    )
    for name in ("ms-swift", "internvl", "video-chatgpt"):
        alone.run(
            "-W", "error", "-m", "moviellm", "check-export", tmp_path / "run" / "export" / name
        )
    assert rows_of(tmp_path / "run" / "export" / "ms-swift" / "train_reward.jsonl")
    alone.run("-m", "moviellm", "verify", tmp_path / "run")


@pytest.mark.parametrize(
    "module", ["plugin", "config", "checkers", "checks.command", "checks.check"]
)
def test_declaring_choosing_and_checking_import_nothing_heavy(module):
    code = (
        f"import sys, moviellm_plugin_trainers.{module}; "
        "print(sorted({'av', 'numpy', 'torch', 'PIL', 'transformers', 'ijson'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
