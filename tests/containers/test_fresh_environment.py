"""Each distribution works with what it declares, and nothing else of this repository."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from environments import READERS, Environment

VIDEO = "plugins/moviellm-plugin-video"
WEBDATASET = "plugins/moviellm-plugin-webdataset"
PIPELINE = """
moviellm: 1
films: {themes: [A lantern], shape: {chapters: 1, scenes: 1, frames: 3}}
painter: {use: papercut, size: [96, 64]}
exporters: [{use: NAME, OPTIONS}]
"""


@pytest.mark.parametrize(
    ("name", "others", "options"),
    [
        ("webdataset", (VIDEO,), "sample: film"),
        ("mds", (VIDEO, WEBDATASET), "sample: film"),
        ("energon", (VIDEO, WEBDATASET), "prepare: false"),
    ],
)
def test_a_distribution_on_its_own_makes_an_export(on_its_own, tmp_path, name, others, options):
    alone = on_its_own(*others, f"plugins/moviellm-plugin-{name}")
    file = tmp_path / "film.yaml"
    file.write_text(PIPELINE.replace("NAME", name).replace("OPTIONS", options))
    alone.run("-W", "error", "-m", "moviellm", "run", file, "--out", tmp_path / "run")
    out = tmp_path / "run" / "export" / name
    assert json.loads((out / "shards.json").read_text())["splits"]["train"]["samples"] in (1, 3)
    alone.run("-m", "moviellm", "verify", tmp_path / "run")


def test_listing_the_exporters_imports_nothing_heavy():
    code = (
        "import sys, moviellm_plugin_webdataset.plugin, moviellm_plugin_energon.plugin, "
        "moviellm_plugin_mds.plugin, moviellm_plugin_energon.config, moviellm_plugin_mds.config; "
        "print(sorted({'av', 'numpy', 'torch', 'PIL', 'streaming', 'megatron'} & set(sys.modules)))"
    )
    assert Environment(Path(sys.executable)).run("-c", code).stdout.strip() == "[]"


def test_energon_keeps_its_contract_where_it_prepares(environment):
    done = environment(*READERS).run(
        "-m",
        "moviellm",
        "plugins",
        "check",
        "energon",
        "--time-limit",
        "240",
        "--json",
        timeout=900,
    )
    findings = json.loads(done.stdout)["findings"]
    assert [
        finding for finding in findings if finding["outcome"] not in ("passed", "skipped")
    ] == []
